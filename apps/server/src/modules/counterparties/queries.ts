import { notFound } from "@tartip/domain/kernel/errors";
import { sql, type SqlBool } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import {
  afterCursor,
  cursorValues,
  decodeCursor,
  listIdentity,
  orderBy,
  toPage,
  type SortColumn,
} from "../../platform/http/keyset.ts";
import { loadRecord } from "../../records/record.ts";
import { escapeLike } from "../../records/listing/search.ts";
import { actionsFor } from "../../records/transition.ts";
import { visibleTo } from "../../records/visibility.ts";
import { counterpartyKind } from "./kind.ts";
import { accountsOf, counterpartyOf } from "./questions.ts";
import { mayConfirmAccounts, mayEnterAccount, mayManage, seesAccountNumbers, seesWholeCard } from "./rights.ts";

export interface CounterpartyFilter {
  q?: string;
  status?: "active" | "archived";
  unconfirmed?: boolean;
}

const BY_NAME: SortColumn[] = [
  { by: sql.ref("c.name"), type: "text", direction: "asc", collation: "ru-x-icu" },
  { by: sql.ref("c.id"), type: "uuid", direction: "asc" },
];

/** A page of counterparties by name; who sees names alone finds by names alone. */
export async function listCounterparties(
  ctx: Context,
  { limit, after, ...filter }: CounterpartyFilter & { limit: number; after?: string | undefined },
) {
  const whole = seesWholeCard(ctx.actor);
  const identity = listIdentity("counterparties", "name", { ...filter, whole });
  const key = ctx.app.cursorKey;
  const rows = await ctx.app.db
    .selectFrom("counterparties as c")
    .innerJoin("records", "records.id", "c.id")
    .select(["c.id", "records.number", "records.status", "c.name", "c.form", "c.role", "c.bin", "c.resident", "c.currency"])
    .select(["c.vat_payer as vatPayer", "c.default_cost_item_id as defaultCostItemId", cursorValues(BY_NAME).as("cursor")])
    .select(confirmed().as("confirmed"))
    .where(visibleTo(ctx.actor, "counterparty"))
    .$if(filter.status !== undefined, (query) => query.where("records.status", "=", filter.status ?? ""))
    .$if(filter.q !== undefined, (query) => query.where(matches(filter.q ?? "", whole)))
    .$if(filter.unconfirmed !== undefined && whole, (query) => query.where(waiting(filter.unconfirmed ?? false)))
    .$if(after !== undefined, (query) => query.where(afterCursor(BY_NAME, decodeCursor(key, identity, after ?? ""))))
    .orderBy(orderBy(BY_NAME))
    .limit(limit + 1)
    .execute();
  const page = toPage(rows, { key, identity, limit });
  const items = page.items.map(({ id, number, name, status, cursor: _cursor, ...rest }) => ({
    id,
    number,
    name,
    status,
    ...(whole ? rest : {}),
  }));
  return { items, next: page.next };
}

function confirmed() {
  return sql<boolean>`exists (select 1 from bank_accounts a where a.counterparty_id = c.id and a.retired_at is null
    and a.confirmed_at is not null)`;
}

function waiting(wanted: boolean) {
  const exists = sql<SqlBool>`exists (select 1 from bank_accounts a where a.counterparty_id = c.id and a.retired_at is null
    and a.confirmed_at is null)`;
  return wanted ? exists : sql<SqlBool>`not ${exists}`;
}

function matches(q: string, whole: boolean) {
  const text = escapeLike(q.trim());
  const byName = sql<SqlBool>`c.name ilike ${`%${text}%`}`;
  if (!whole) return byName;
  return sql<SqlBool>`(${byName} or c.bin like ${`${text}%`} or c.tax_id ilike ${`${text}%`} or records.number ilike ${`%${text}%`})`;
}

/** One counterparty as the reader may see it. @throws DomainError `not_found` */
export async function readCounterparty(ctx: Context, id: string) {
  const { db } = ctx.app;
  await requireCounterparty(db, ctx, id);
  const found = await counterpartyOf(db, id);
  if (!found) throw notFound("counterparty");
  const { name, number, status, version, ...rest } = found;
  if (!seesWholeCard(ctx.actor)) return { id, name, number, status, actions: [], may: NOTHING };
  return {
    ...rest,
    name,
    number,
    status,
    version,
    accounts: await presentAccounts(ctx, id),
    actions: actionsFor(counterpartyKind, ctx, { record: await loadRecord(db, id) }),
    may: { edit: mayManage(ctx.actor), enterAccount: mayEnterAccount(ctx.actor) },
  };
}

const NOTHING = { edit: false, enterAccount: false };

/** @throws DomainError `not_found` for an absent one and for one of which the actor sees nothing */
export async function requireCounterparty(db: Db | Tx, ctx: Context, id: string): Promise<void> {
  const row = await db
    .selectFrom("records")
    .select("records.id")
    .where("records.id", "=", id)
    .where(visibleTo(ctx.actor, "counterparty"))
    .executeTakeFirst();
  if (!row) throw notFound("counterparty");
}

async function presentAccounts(ctx: Context, id: string) {
  const rows = await accountsOf(ctx.app.db, id);
  const names = await namesOf(
    ctx,
    rows.flatMap((row) => [row.enteredById, row.confirmedById]),
  );
  const whole = seesAccountNumbers(ctx.actor);
  const others = whole ? await othersWith(ctx, id, rows.map(({ iban }) => iban)) : new Map<string, string[]>(); // prettier-ignore
  return rows.map(
    ({ iban, enteredById, confirmedById, retired: _retired, counterpartyId: _owner, enteredAt, confirmedAt, ...row }) => ({
      ...row,
      ends: iban.slice(-4),
      ...(whole ? { iban, alsoOf: others.get(iban) ?? [] } : {}),
      enteredBy: { id: enteredById, name: names.get(enteredById) ?? "" },
      enteredAt,
      confirmedBy: confirmedById === null ? null : { id: confirmedById, name: names.get(confirmedById) ?? "" },
      confirmedAt,
      mayConfirm: !row.confirmed && mayConfirmAccounts(ctx.actor) && enteredById !== ctx.actor.id,
    }),
  );
}

/** Who else is paid to these numbers. One firm under two names, or a stranger's account under a familiar one. */
async function othersWith(ctx: Context, id: string, ibans: string[]): Promise<Map<string, string[]>> {
  if (ibans.length === 0) return new Map();
  const rows = await ctx.app.db
    .selectFrom("bank_accounts as a")
    .innerJoin("counterparties as c", "c.id", "a.counterparty_id")
    .select(["a.iban", "c.name"])
    .distinct()
    .where("a.iban", "in", ibans)
    .where("a.counterparty_id", "<>", id)
    .where("a.retired_at", "is", null)
    .orderBy("c.name")
    .execute();
  const names = (iban: string) => rows.filter((row) => row.iban === iban).map((row) => row.name);
  return new Map(ibans.map((iban) => [iban, names(iban)]));
}

async function namesOf(ctx: Context, ids: (string | null)[]): Promise<Map<string, string>> {
  const wanted = ids.filter((id) => id !== null);
  if (wanted.length === 0) return new Map();
  const rows = await ctx.app.db.selectFrom("people").select(["id", "full_name as name"]).where("id", "in", wanted).execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}
