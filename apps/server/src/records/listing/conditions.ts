import type { Actor } from "@tartip/domain/access/actor";
import type { Kind } from "@tartip/domain/kernel/kinds";
import { sql, type RawBuilder } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Db } from "../../platform/db/database.ts";
import type { Condition } from "./list.ts";
import { keptTextHolds } from "./search.ts";

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

/** The records of a kind whose text holds something, as far as they are few; `many` where the rows are better asked one by one. */
export type Found = readonly string[] | "many";

/** More hits than these are not gathered before the page is read. */
const FEW = 2_000;

/** Looks a text up by its index, for the page of a list. */
export async function found(db: Db, kind: Kind, q: string): Promise<Found> {
  if (q.trim() === "") return "many";
  const { rows } = await sql<{
    id: string;
  }>`select s.record_id as id from record_search s where ${holds(kind, q)} limit ${FEW + 1}`.execute(db);
  return rows.length > FEW ? "many" : rows.map(({ id }) => id);
}

/** Found by a part of its text; the text index comes first, unless it is known already what it finds. */
export const textHolds =
  (kind: Kind) =>
  (q: string, _ctx: Context, known?: Found): Condition[] => {
    if (q.trim() === "") return [];
    if (known === undefined) return [sql`records.id in (select s.record_id from record_search s where ${holds(kind, q)})`];
    if (known === "many")
      return [sql`exists (select 1 from record_search s where s.record_id = records.id and ${holds(kind, q)})`];
    return [sql`records.id = any(${[...known]}::uuid[])`];
  };

function holds(kind: Kind, q: string): Condition {
  return sql`(s.kind = ${kind} and ${keptTextHolds(sql`s.text`, q)})`;
}
