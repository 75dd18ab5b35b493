import { sql, type RawBuilder } from "kysely";
import type { Db, Tx } from "./database.ts";

/** What PostgreSQL's JSON makes of a row: an instant is text. */
export type AsJson<Row> = {
  [Column in keyof Row]: Row[Column] extends Date ? string : Row[Column] extends Date | null ? string | null : Row[Column];
};

/** Statements by name, asked in one round trip. */
type Reads<T> = { [Name in keyof T]: RawBuilder<T[Name]> };

/**
 * Reads that do not depend on each other, in one statement: a page is drawn of many, and each round trip costs more than
 * the reading. The order of each is kept.
 *
 * @param first a part that writes, as `name as (update … returning …)`, which the reads may look at
 */
export async function together<T extends object>(
  db: Db | Tx,
  reads: Reads<T>,
  first?: RawBuilder<unknown>,
): Promise<{ [Name in keyof T]: AsJson<T[Name]>[] }> {
  const columns = Object.entries<RawBuilder<unknown>>(reads).map(
    ([name, read]) => sql`(select coalesce(json_agg(row_to_json(r)), '[]') from (${read}) r) as ${sql.id(name)}`,
  );
  const { rows } = await sql`${first ? sql`with ${first} ` : sql``}select ${sql.join(columns)}`.execute(db);
  // reason: one row, whose columns are the reads by their names
  return rows[0] as { [Name in keyof T]: AsJson<T[Name]>[] };
}

/**
 * `= any(…)` of ids whose number PostgreSQL does not look at: a plan made for the ids of one call is never cheaper than the one
 * kept for all, so that a long statement is planned once and not at every call.
 */
export function anyId(ids: readonly string[]): RawBuilder<unknown> {
  return sql`any(array(select unnest(${[...ids]}::uuid[])))`;
}

/** An instant out of JSON. */
export function instantOf(text: string): Date;
export function instantOf(text: string | null): Date | null;
export function instantOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
