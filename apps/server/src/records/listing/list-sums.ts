import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import { all, type Asked, type List, type ListSumsSql } from "./list.ts";

/** Counting stops here: the pages say «10 000+». */
const MOST_COUNTED = 10_000;

interface Sums {
  /** Rows under the filter, counted up to 10 000. */
  count: number;
  capped: boolean;
  /** By currency, of the amounts that may be seen. */
  totals: Record<string, unknown>[];
}

type Group = { currency: string | null; count: number } & Record<string, string | number | null>;

/** Count and sums by currency of a filter; asked after the rows. */
export async function sumsOf(
  ctx: Context,
  list: Pick<List, "conditions">,
  { from, currency, amounts = {} }: ListSumsSql,
  asked: Asked,
): Promise<Sums> {
  const names = Object.keys(amounts);
  const columns = Object.entries(amounts).map(([name, of]) => sql`, ${of(ctx)} as ${sql.id(name)}`);
  const sums = names.map((name) => sql`, sum(${sql.id(name)})::bigint as ${sql.id(name)}`);
  const { rows } = await sql<Group>`
    with found as (
      select ${currency ? currency(ctx) : sql`null::text`} as currency${sql.join(columns, sql``)}
      from ${from} where ${all(list.conditions(ctx, asked))} limit ${sql.lit(MOST_COUNTED + 1)}
    )
    select currency, count(*)::int as count${sql.join(sums, sql``)} from found group by currency order by currency`.execute(
    ctx.app.db,
  );
  const count = rows.reduce((total, group) => total + group.count, 0);
  const totals = rows.filter((group) => group.currency !== null && names.every((name) => group[name] !== null));
  return { count: Math.min(count, MOST_COUNTED), capped: count > MOST_COUNTED, totals };
}
