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

interface Cursor {
  values: (string | null)[];
}

/** One shape for every list: a route answers it as it is. */
export interface Page<Row> {
  items: Row[];
  /** Pass as `after` for the next page; null at the end. */
  next: string | null;
}

/** What a page is a part of. */
export interface PageOf {
  /** Signs the cursor (`ctx.app.cursorKey`). */
  key: Buffer;
  list: string;
  /** Name of the order, and everything else the rows depend on: a cursor serves no other answer than its own. */
  sort: string;
  asked: object;
  order: SortColumn[];
  limit: number;
  /** `next` of the page before. */
  after?: string | undefined;
}

/** The parts of the statement that reads a page. */
export interface Place {
  /** Leaves out the rows of the pages before. */
  after: RawBuilder<SqlBool>;
  /** The order, NULLS LAST in both directions, as the indexes have it. */
  order: RawBuilder<unknown>;
  /** Select this as `cursor`, of the `last` row at least: the row's place in the order, as text (a JS Date would lose microseconds). */
  cursor: RawBuilder<(string | null)[]>;
  /** The place of the last row that the page shows: of no other is the cursor ever asked. */
  last: RawBuilder<number>;
  /** One row more than the page shows. It stands in the text: unknown, PostgreSQL would plan the statement again each time. */
  limit: RawBuilder<number>;
  /** The same place where other expressions hold the values of the order: of rows for which they are known to be equal. */
  by: (order: SortColumn[]) => Place;
}

/**
 * Reads one page of a list in a fixed order, after the page before.
 *
 * @param read the slice's own statement with the parts of `Place` in it
 * @throws DomainError `bad_cursor` for an `after` that was forged, cut or belongs to another sort or filter
 */
export async function readPage<Row extends { cursor: (string | null)[] }>(
  of: PageOf,
  read: (place: Place) => Promise<Row[]>,
): Promise<Page<Row>> {
  const { key, order, limit, after } = of;
  const identity = listIdentity(of);
  const cursor = after === undefined ? null : decodeCursor(key, identity, after);
  const by = (columns: SortColumn[]): Place => ({
    after: cursor === null ? sql`true` : afterCursor(columns, cursor),
    order: orderBy(columns),
    cursor: cursorValues(columns),
    last: sql`${sql.lit(limit)}`,
    limit: sql`${sql.lit(limit + 1)}`,
    by,
  });
  const rows = await read(by(order));
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { items: rows.slice(0, limit), next: last ? encodeCursor(key, identity, last.cursor) : null };
}

function orderBy(columns: SortColumn[]): RawBuilder<unknown> {
  return sql.join(
    columns.map((column) => sql`${expression(column)} ${column.direction === "desc" ? sql`desc` : sql`asc`}${nullsLast(column)}`),
  );
}

function nullsLast(column: SortColumn): RawBuilder<unknown> {
  return column.nullable ? sql` nulls last` : sql``;
}

function expression(column: SortColumn): RawBuilder<unknown> {
  return column.collation ? sql`${column.by} collate ${sql.id(column.collation)}` : sql`${column.by}`;
}

function cursorValues(columns: SortColumn[]): RawBuilder<(string | null)[]> {
  return sql<(string | null)[]>`array[${sql.join(columns.map((column) => sql`${column.by}::text`))}]`;
}

/** Rows strictly after the cursor: (a after) or (a same and b after) or …, which mixed directions need. */
function afterCursor(columns: SortColumn[], cursor: Cursor): RawBuilder<SqlBool> {
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
  const operator = column.direction === "asc" ? sql`>` : sql`<`;
  const strictly = sql`${expression(column)} ${operator} ${typed(column, value)}`;
  return column.nullable ? sql`(${strictly} or ${column.by} is null)` : strictly;
}

function isSame(column: SortColumn, value: string | null): RawBuilder<unknown> {
  return value === null ? sql`${column.by} is null` : sql`${column.by} = ${typed(column, value)}`;
}

function listIdentity({ list, sort, asked }: PageOf): string {
  const sorted = Object.entries(asked).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([list, sort, sorted]))
    .digest("base64url")
    .slice(0, 22);
}

function encodeCursor(key: Buffer, identity: string, values: (string | null)[]): string {
  const body = Buffer.from(JSON.stringify([identity, values])).toString("base64url");
  return `${body}.${sign(key, body)}`;
}

function decodeCursor(key: Buffer, identity: string, text: string): Cursor {
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
