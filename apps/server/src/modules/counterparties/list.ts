import { counterpartyList as shape } from "@tartip/domain/lists/counterparties";
import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import { defineList, type Condition } from "../../records/listing/list.ts";
import { contains, escapeLike, sought } from "../../records/listing/search.ts";
import { visibleTo } from "../../records/visibility.ts";
import { seesWholeCard } from "./rights.ts";

/** The directory of counterparties by name; who sees names alone finds by names alone. */
export const counterpartyList = defineList(shape, {
  seen: ({ actor }) => visibleTo(actor, "counterparty"),
  where: {
    q: matches,
    status: (status) => sql`records.status = ${status}`,
    unconfirmed: (wanted, { actor }) => (seesWholeCard(actor) ? (wanted ? HAS_UNCONFIRMED : sql`not ${HAS_UNCONFIRMED}`) : []),
  },
  order: { name: { by: sql.ref("c.name"), type: "text", collation: "ru-x-icu" } },
  id: sql.ref("c.id"),
  dependsOn: ({ actor }) => ({ whole: seesWholeCard(actor) }),
  read: async (ctx, { where, order, cursor, limit }) => {
    const rows = await ctx.app.db
      .selectFrom("counterparties as c")
      .innerJoin("records", "records.id", "c.id")
      .select(["c.id", "records.number", "records.status", "c.name", "c.form", "c.role", "c.bin", "c.resident", "c.currency"])
      .select(["c.vat_payer as vatPayer", "c.default_cost_item_id as defaultCostItemId", CONFIRMED.as("confirmed")])
      .select(cursor.as("cursor"))
      .where(where)
      .orderBy(order)
      .limit(limit)
      .execute();
    const whole = seesWholeCard(ctx.actor);
    return rows.map((row) => (whole ? row : nameAlone(row)));
  },
});

const CONFIRMED = sql<boolean>`exists (select 1 from bank_accounts a where a.counterparty_id = c.id and a.retired_at is null
  and a.confirmed_at is not null)`;

const HAS_UNCONFIRMED: Condition = sql`exists (select 1 from bank_accounts a where a.counterparty_id = c.id
  and a.retired_at is null and a.confirmed_at is null)`;

function matches(q: string, { actor }: Context): Condition {
  const text = escapeLike(sought(q));
  const byName = contains(sql`c.name`, q);
  if (!seesWholeCard(actor)) return byName;
  return sql`(${byName} or c.bin like ${`${text}%`} or c.tax_id ilike ${`${text}%`} or records.number ilike ${`%${text}%`})`;
}

type NameAlone = { id: string; number: string | null; name: string; status: string; cursor: (string | null)[] };

function nameAlone({ id, number, name, status, cursor }: NameAlone): NameAlone {
  return { id, number, name, status, cursor };
}
