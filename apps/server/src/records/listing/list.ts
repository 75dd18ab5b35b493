import type { AskedOf, Filters, FilterValue, ListShape } from "@tartip/domain/lists/filters";
import { sql, type Expression, type RawBuilder, type SqlBool } from "kysely";
import type { Context } from "../../platform/context.ts";
import { readPage, type Page, type Place, type SortColumn } from "../../platform/http/keyset.ts";
import type { ExportColumn } from "../export/export.ts";

export type Condition = RawBuilder<SqlBool>;
type Conditions = Condition | readonly Condition[];
type OrderColumn = Omit<SortColumn, "direction">;

export interface PagePlace extends Place {
  /** What the reader may see, the filters and the rows of the pages before, as one condition. */
  where: Condition;
}

/** What a list is on the server; its shape (`packages/domain/src/lists`) says what it can be asked. */
interface ListSql<Of extends Filters, Sort extends string, Row extends object, ColumnId extends string> {
  /** The rows this reader may see at all. */
  seen: (ctx: Context) => Condition;
  /** Holds whatever is asked. */
  always?: (asked: AskedOf<Of>, ctx: Context) => readonly Condition[];
  /** One condition for each filter. */
  where: { [Name in keyof Of]: (value: FilterValue<Of[Name]>, ctx: Context) => Conditions };
  order: Record<Sort, OrderColumn | ((ctx: Context) => OrderColumn)>;
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
  const conditions = (ctx: Context, given: Asked): Condition[] => {
    // reason: see Asked
    const asked = given as AskedOf<Of>;
    const filtered = Object.keys(shape.filters).flatMap((name: keyof Of) => {
      const value = asked[name];
      // reason: what a filter holds is its value, see Asked
      return value === undefined ? [] : list.where[name](value as FilterValue<Of[keyof Of]>, ctx);
    });
    return [list.seen(ctx), ...(list.always?.(asked, ctx) ?? []), ...filtered];
  };
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
        order: orderOf(list, ctx, sort),
        limit,
        after,
      };
      return readPage(of, (place) => list.read(ctx, { ...place, where: all([...conditions(ctx, asked), place.after]) }));
    },
  };
}

/** `-dueAt` is that column descending; every order ends in the id. */
function orderOf<Sort extends string>(
  { order, id }: { order: Record<Sort, OrderColumn | ((ctx: Context) => OrderColumn)>; id: Expression<unknown> },
  ctx: Context,
  sort: string,
): SortColumn[] {
  const direction = sort.startsWith("-") ? "desc" : "asc";
  // reason: the schema of `sort` admits the names of the shape alone
  const column = order[sort.replace("-", "") as Sort];
  return [
    { ...(typeof column === "function" ? column(ctx) : column), direction },
    { by: id, type: "uuid", direction },
  ];
}

export function all(conditions: readonly Condition[]): Condition {
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`;
}
