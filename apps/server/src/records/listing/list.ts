import type { Kind } from "@tartip/domain/kernel/kinds";
import type { AskedOf, Filters, FilterValue, ListShape } from "@tartip/domain/lists/filters";
import { sql, type Expression, type RawBuilder, type SqlBool } from "kysely";
import type { Context } from "../../platform/context.ts";
import { readPage, type Page, type Place, type SortColumn } from "../../platform/http/keyset.ts";
import type { ExportColumn } from "../export/export.ts";
import { found, type Found } from "./conditions.ts";
import type { SightPart } from "./sight-parts.ts";

export type Condition = RawBuilder<SqlBool>;
type Conditions = Condition | readonly Condition[];
type OrderColumn = Omit<SortColumn, "direction">;

export interface PagePlace extends Place {
  /** What the reader may see, the filters and the rows of the pages before, as one condition. */
  where: Condition;
  /** Name of the order without its direction. */
  sort: string;
  /** A statement of the rows of the page, found by the narrow columns alone: `id`, `place` in the order, `cursor`. */
  rows: (from: RawBuilder<unknown>) => RawBuilder<unknown>;
}

/** What is known of all rows of a part of the list: their titles or amounts are open to the reader. */
export type Shown = Pick<SightPart, "whole" | "money">;

/** What a list is on the server; its shape (`packages/domain/src/lists`) says what it can be asked. */
interface ListSql<Of extends Filters, Sort extends string, Row extends object, ColumnId extends string> {
  /** The rows this reader may see at all. */
  seen: (ctx: Context) => Condition;
  /** Holds whatever is asked. */
  always?: (asked: AskedOf<Of>, ctx: Context) => readonly Condition[];
  /** One condition for each filter. */
  where: { [Name in keyof Of]: (value: FilterValue<Of[Name]>, ctx: Context, known?: Found) => Conditions };
  /** The kind whose text the filter `q` looks through, where it has one. */
  textOf?: Kind;
  /** By an order that hides what the reader may not see, parts whose rows show it are asked by the bare column. */
  order: Record<Sort, OrderColumn | ((ctx: Context, shown: Shown) => OrderColumn)>;
  /** Where no one index finds the first rows of an order: the same rows in parts. */
  parts?: (ctx: Context, order: { hides: boolean }) => readonly SightPart[];
  /** Ends every order. */
  id: Expression<unknown>;
  /** What else the rows depend on, so that a cursor serves no other answer than its own. */
  dependsOn?: (ctx: Context) => object;
  /** The slice's own statement. */
  read: (ctx: Context, place: PagePlace) => Promise<(Row & { cursor: (string | null)[] })[]>;
  sums?: ListSumsSql;
  file?: ListFile<Row, ColumnId>;
}

/** The list as a file. */
export interface ListFile<Row, ColumnId extends string = string> {
  /** Key of its title. */
  title: string;
  /** What the file can hold. */
  columns: readonly ExportColumn<Row, ColumnId>[];
  /** Adds to the rows what the columns say besides. */
  complete?: (ctx: Context, rows: Row[]) => Promise<Row[]>;
}

export interface ListSumsSql {
  /** What the conditions read. */
  from: RawBuilder<unknown>;
  /** Null where the amounts may not be seen. */
  currency?: (ctx: Context) => RawBuilder<unknown>;
  /** Columns to be summed up by currency, by the name of the sum. */
  amounts?: Readonly<Record<string, (ctx: Context) => RawBuilder<unknown>>>;
}

/** Filters as a route received them: its schema, made of the same shape, has checked them. */
export type Asked = Readonly<Record<string, unknown>>;

export interface List<Row extends object = object> {
  shape: ListShape;
  conditions: (ctx: Context, asked: Asked) => Condition[];
  page: (ctx: Context, asked: Asked, at: { sort: string; limit: number; after?: string | undefined }) => Promise<Page<Row>>;
  sums: ListSumsSql | undefined;
  file: ListFile<Row> | undefined;
}

/** Puts the SQL of a list to its shape: conditions, order, pages, sums and file all come from here. */
export function defineList<Of extends Filters, Sort extends string, Row extends object, ColumnId extends string>(
  shape: ListShape<Of, Sort>,
  list: ListSql<Of, Sort, Row, ColumnId>,
): List<Row> {
  const filters = (ctx: Context, given: Asked, known?: Found): Condition[] => {
    // reason: see Asked
    const asked = given as AskedOf<Of>;
    const filtered = Object.keys(shape.filters).flatMap((name: keyof Of) => {
      const value = asked[name];
      // reason: what a filter holds is its value, see Asked
      return value === undefined ? [] : list.where[name](value as FilterValue<Of[keyof Of]>, ctx, known);
    });
    return [...(list.always?.(asked, ctx) ?? []), ...filtered];
  };
  const conditions = (ctx: Context, asked: Asked) => [list.seen(ctx), ...filters(ctx, asked)];
  return {
    shape,
    conditions,
    sums: list.sums,
    file: list.file,
    page: async (ctx, asked, { sort, limit, after }) => {
      const besides = list.dependsOn?.(ctx) ?? {};
      const of = {
        key: ctx.app.cursorKey,
        list: shape.name,
        sort,
        asked: { ...asked, ...besides },
        order: orderOf(list, ctx, sort, HIDDEN),
        limit,
        after,
      };
      const known = list.textOf && typeof asked["q"] === "string" ? await found(ctx.app.db, list.textOf, asked["q"]) : undefined;
      const asking = filters(ctx, asked, known);
      return readPage(of, (place) => {
        const where = all([list.seen(ctx), ...asking, place.after]);
        const parts = list.parts?.(ctx, { hides: typeof columnOf(list, sort) === "function" }) ?? [];
        const inParts = { place, filters: asking, order: (shown: Shown) => orderOf(list, ctx, sort, shown) };
        const rows = (from: RawBuilder<unknown>) => (parts.length > 0 ? joined(from, parts, inParts) : alone(from, where, place));
        return list.read(ctx, { ...place, sort: sort.replace("-", ""), where, rows });
      });
    },
  };
}

const HIDDEN: Shown = { whole: false, money: false };

/** `-dueAt` is that column descending; every order ends in the id. */
function orderOf<Sort extends string>(list: Ordered<Sort>, ctx: Context, sort: string, shown: Shown): SortColumn[] {
  const direction = sort.startsWith("-") ? "desc" : "asc";
  const column = columnOf(list, sort);
  return [
    { ...(typeof column === "function" ? column(ctx, shown) : column), direction },
    { by: list.id, type: "uuid", direction },
  ];
}

type Ordered<Sort extends string> = Pick<ListSql<Filters, Sort, object, string>, "order" | "id">;

function columnOf<Sort extends string>({ order }: Ordered<Sort>, sort: string): Ordered<Sort>["order"][Sort] {
  // reason: the schema of `sort` admits the names of the shape alone
  return order[sort.replace("-", "") as Sort];
}

function alone(from: RawBuilder<unknown>, where: Condition, { order, cursor, last, limit }: Place): RawBuilder<unknown> {
  const at = sql`row_number() over (order by ${order})`;
  return sql`select records.id, ${at} as place, case when ${at} = ${last} then ${cursor} end as cursor
    from ${from} where ${where} order by ${order} limit ${limit}`;
}

interface InParts {
  place: Place;
  filters: readonly Condition[];
  order: (shown: Shown) => SortColumn[];
}

/** The first rows of all parts are among the first rows of each; a row of two parts counts once. */
function joined(from: RawBuilder<unknown>, parts: readonly SightPart[], { place, filters, order }: InParts): RawBuilder<unknown> {
  const firstOf = (part: SightPart): RawBuilder<unknown> => {
    const columns = order(part);
    const own = place.by(columns);
    const keys = sql.join(columns.map(({ by }, at) => sql`${by} as ${sql.ref(keyAt(at))}`));
    const rows = sql`select records.id, ${own.cursor} as cursor, ${keys} from ${from}
      where ${all([part.where, ...filters, own.after])} order by ${own.order} limit ${place.limit}`;
    return part.of ? sql`select found.* from ${part.of} part (id) cross join lateral (${rows}) found` : sql`(${rows})`;
  };
  const merged = place.by(order(HIDDEN).map((column, at) => ({ ...column, by: sql.ref(keyAt(at)) }))).order;
  const at = sql`row_number() over (order by ${merged})`;
  return sql`select id, ${at} as place, case when ${at} = ${place.last} then cursor end as cursor
    from (${sql.join(parts.map(firstOf), sql` union `)}) of_all order by ${merged} limit ${place.limit}`;
}

function keyAt(position: number): string {
  return `key_${position}`;
}

export function all(conditions: readonly Condition[]): Condition {
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
}
