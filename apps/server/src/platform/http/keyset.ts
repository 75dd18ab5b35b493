import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { DomainError } from "@tartip/domain/kernel/errors";
import { sql } from "kysely";
import type { Expression, RawBuilder, SqlBool } from "kysely";

/** One column of an order. The last one must be the id, unique and never null. */
export interface SortColumn {
  /** The SQL expression that is ordered by, e.g. sql.ref("records.due_at"). */
  by: Expression<unknown>;
  /** PostgreSQL type the text of the cursor is cast back to. */
  type: "timestamptz" | "date" | "text" | "uuid" | "bigint" | "integer" | "smallint";
  direction: "asc" | "desc";
  nullable?: boolean;
  /** ICU collation for names, e.g. `ru-x-icu`. */
  collation?: "ru-x-icu" | "kk-x-icu";
}

export interface Cursor {
  values: (string | null)[];
}

/** The order, as SQL: NULLS LAST in both directions, as the indexes have it. */
export function orderBy(columns: SortColumn[]): RawBuilder<unknown> {
  return sql.join(columns.map((column) => sql`${expression(column)} ${sql.raw(column.direction)}${nullsLast(column)}`));
}

function nullsLast(column: SortColumn): RawBuilder<unknown> {
  return column.nullable ? sql` nulls last` : sql``;
}

function expression(column: SortColumn): RawBuilder<unknown> {
  return column.collation ? sql`${column.by} collate ${sql.id(column.collation)}` : sql`${column.by}`;
}

/** Select this as a column; it is the row's place in the order, as text (a JS Date would lose microseconds). */
export function cursorValues(columns: SortColumn[]): RawBuilder<(string | null)[]> {
  return sql<(string | null)[]>`array[${sql.join(columns.map((column) => sql`${column.by}::text`))}]`;
}

/** Rows strictly after the cursor: (a after) or (a same and b after) or …, which mixed directions need. */
export function afterCursor(columns: SortColumn[], cursor: Cursor): RawBuilder<SqlBool> {
  const branches = columns.flatMap((column, index) => {
    const beyond = isBeyond(column, cursor.values[index] ?? null);
    if (!beyond) return [];
    const same = columns.slice(0, index).map((earlier, at) => isSame(earlier, cursor.values[at] ?? null));
    return [sql`(${sql.join([...same, beyond], sql` and `)})`];
  });
  return sql<SqlBool>`(${sql.join(branches, sql` or `)})`;
}

function typed(column: SortColumn, value: string): RawBuilder<unknown> {
  return sql`${value}::text::${sql.raw(column.type)}`;
}

/** Nothing comes after null within its own column, because nulls are last. */
function isBeyond(column: SortColumn, value: string | null): RawBuilder<unknown> | null {
  if (value === null) return null;
  const operator = sql.raw(column.direction === "asc" ? ">" : "<");
  const strictly = sql`${expression(column)} ${operator} ${typed(column, value)}`;
  return column.nullable ? sql`(${strictly} or ${column.by} is null)` : strictly;
}

function isSame(column: SortColumn, value: string | null): RawBuilder<unknown> {
  return value === null ? sql`${column.by} is null` : sql`${column.by} = ${typed(column, value)}`;
}

/** What a cursor belongs to: the sort and every filter of the list it came from. */
export function listIdentity(list: string, sort: string, filters: object): string {
  const sorted = Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([list, sort, sorted]))
    .digest("base64url")
    .slice(0, 22);
}

/** Signs the place after a row. */
export function encodeCursor(key: Buffer, identity: string, values: (string | null)[]): string {
  const body = Buffer.from(JSON.stringify([identity, values])).toString("base64url");
  return `${body}.${sign(key, body)}`;
}

/** @throws DomainError `bad_cursor` for a forged or cut text and for one of another sort or filter */
export function decodeCursor(key: Buffer, identity: string, text: string): Cursor {
  const [body = "", signature = ""] = text.split(".");
  const expected = Buffer.from(sign(key, body));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new DomainError("bad_cursor", "forged cursor");
  // reason: the signature proves that encodeCursor wrote it
  const [of, values] = JSON.parse(Buffer.from(body, "base64url").toString()) as [string, (string | null)[]];
  if (of !== identity) throw new DomainError("bad_cursor", "cursor of another sort or filter");
  return { values };
}

function sign(key: Buffer, body: string): string {
  return createHmac("sha256", key).update(body).digest("base64url");
}

export interface PageRequest {
  key: Buffer;
  identity: string;
  limit: number;
}

/** One shape for every list: a route answers it as it is. */
export interface Page<Row> {
  items: Row[];
  /** Pass as `after` for the next page; null at the end. */
  next: string | null;
}

/** Cuts a result that was asked for with `limit + 1` rows into a page. */
export function toPage<Row extends { cursor: (string | null)[] }>(rows: Row[], { key, identity, limit }: PageRequest): Page<Row> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return { items: kept, next: rows.length > limit && last ? encodeCursor(key, identity, last.cursor) : null };
}
