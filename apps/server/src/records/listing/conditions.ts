import type { Actor } from "@tartip/domain/access/actor";
import type { Kind } from "@tartip/domain/kernel/kinds";
import { sql, type RawBuilder } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Condition } from "./list.ts";
import { escapeLike } from "./search.ts";

/** Any of these values; none given is no condition. One alone leaves the order of an index that begins with the column of use. */
export const among =
  (column: string, type: "text" | "uuid" | "smallint") =>
  (values: readonly unknown[]): Condition[] => {
    if (values.length === 0) return [];
    const ref = sql.ref(column);
    if (values.length === 1) return [sql`${ref} = ${values[0]}::${sql.raw(type)}`];
    return [sql`${ref} = any(${[...values]}::${sql.raw(type)}[])`];
  };

/** An instant from the beginning of this company day on: it begins at midnight in Almaty. */
export const sinceDay =
  (column: string) =>
  (day: string): Condition =>
    sql`${sql.ref(column)} >= (${day}::date::timestamp at time zone 'Asia/Almaty')`;

/** An instant before the end of this company day. */
export const untilDay =
  (column: string) =>
  (day: string): Condition =>
    sql`${sql.ref(column)} < ((${day}::date + 1)::timestamp at time zone 'Asia/Almaty')`;

/** Open and past its deadline. */
export const overdue = (asked: boolean, ctx: Context): Condition[] =>
  asked ? [sql`(records.open and records.due_at < ${ctx.now()})`] : [];

/** Written out, because a plan made once for both values could not use the indexes of open records. */
export const openOnly = (open: boolean): Condition => (open ? sql`records.open` : sql`not records.open`);

/** Somebody is awaited on the record, and it is this person or a queue of theirs. */
export function waitsFor(actor: Actor, recordId: RawBuilder<unknown> = sql`records.id`): Condition {
  return sql`exists (select 1 from awaits a where a.record_id = ${recordId}
    and (a.person_id = ${actor.id} or a.queue_id = any(${[...actor.queueIds]}::uuid[])))`;
}

/** Found by a part of its text; the text index comes first. */
export const textHolds =
  (kind: Kind) =>
  (q: string): Condition[] => {
    const part = q.trim();
    if (part === "") return [];
    return [
      sql`records.id in (select s.record_id from record_search s where s.kind = ${kind} and s.text ilike ${`%${escapeLike(part)}%`})`,
    ];
  };
