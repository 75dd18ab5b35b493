import type { Actor } from "@tartip/domain/access/actor";
import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { SortColumn } from "../../platform/http/keyset.ts";
import type { Kind } from "../record.ts";
import { escapeLike } from "./search.ts";

/**
 * The order of a list as its address names it: `-dueAt` is that column descending; it always ends in the id.
 *
 * @param sort one of the list's own names with an optional minus: its schema admits nothing else
 */
export function orderOf<Name extends string>(
  sort: string,
  columnOf: (name: Name) => Omit<SortColumn, "direction">,
): SortColumn[] {
  const direction = sort.startsWith("-") ? "desc" : "asc";
  // reason: see `sort`
  const name = sort.replace("-", "") as Name;
  return [
    { ...columnOf(name), direction },
    { by: sql.ref("records.id"), type: "uuid", direction },
  ];
}

/** Any of these values; none given is no condition. One alone leaves the order of an index that begins with the column of use. */
export function among(
  column: string,
  values: readonly unknown[] | undefined,
  type: "text" | "uuid" | "smallint",
): RawBuilder<SqlBool>[] {
  if (!values || values.length === 0) return [];
  const ref = sql.ref(column);
  if (values.length === 1) return [sql`${ref} = ${values[0]}::${sql.raw(type)}`];
  return [sql`${ref} = any(${[...values]}::${sql.raw(type)}[])`];
}

/** An instant within these company days, both included: they begin and end at midnight in Almaty. */
export function withinDays(column: string, from: string | undefined, to: string | undefined): RawBuilder<SqlBool>[] {
  const ref = sql.ref(column);
  return [
    ...(from ? [sql<SqlBool>`${ref} >= (${from}::date::timestamp at time zone 'Asia/Almaty')`] : []),
    ...(to ? [sql<SqlBool>`${ref} < ((${to}::date + 1)::timestamp at time zone 'Asia/Almaty')`] : []),
  ];
}

/** Written out, because a plan made once for both values could not use the indexes of open records. */
export function openOnly(open: boolean | undefined): RawBuilder<SqlBool>[] {
  if (open === undefined) return [];
  return [open ? sql`records.open` : sql`not records.open`];
}

/** Somebody is awaited on the record, and it is this person or a queue of theirs. */
export function waitsFor(actor: Actor, recordId: RawBuilder<unknown> = sql`records.id`): RawBuilder<SqlBool> {
  return sql`exists (select 1 from awaits a where a.record_id = ${recordId}
    and (a.person_id = ${actor.id} or a.queue_id = any(${[...actor.queueIds]}::uuid[])))`;
}

/** Found by a part of its text; the text index comes first. */
export function textHolds(kind: Kind, q: string): RawBuilder<SqlBool> {
  return sql`records.id in (select s.record_id from record_search s where s.kind = ${kind} and s.text ilike ${`%${escapeLike(q)}%`})`;
}
