import type { Kind } from "@tartip/domain/kernel/kinds";
import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Db } from "../../platform/db/database.ts";
import { readPage, type SortColumn } from "../../platform/http/keyset.ts";
import { visibleIds } from "../../records/visibility.ts";

const MOST_COUNTED = 100;

const ORDER: SortColumn[] = [
  { by: sql.ref("n.created_at"), type: "timestamptz", direction: "desc" },
  { by: sql.ref("n.id"), type: "uuid", direction: "desc" },
];

export interface NoticeRow {
  id: string;
  event: string;
  why: string;
  params: Record<string, unknown>;
  /** Null for what concerns no record. */
  record: { id: string; kind: Kind; number: string | null; title: string; status: string } | null;
  actor: { id: string; name: string } | null;
  createdAt: Date;
  readAt: Date | null;
}

interface Row extends Omit<NoticeRow, "record" | "actor"> {
  cursor: (string | null)[];
  recordId: string | null;
  kind: Kind | null;
  number: string | null;
  title: string | null;
  status: string | null;
  actorId: string | null;
  actorName: string | null;
}

export interface NoticesRequest {
  unread: boolean;
  limit: number;
  after?: string | undefined;
}

/**
 * The person's notices, the newest first; one about a record that is no longer theirs to see is left out, so that
 * a page may hold fewer than asked for while more follow.
 */
export async function listNotices(
  db: Db,
  ctx: Context,
  request: NoticesRequest,
): Promise<{ items: NoticeRow[]; next: string | null }> {
  const { unread, limit, after } = request;
  const page = { key: ctx.app.cursorKey, list: "notices", sort: "-createdAt", asked: { unread }, order: ORDER, limit, after };
  const { items: kept, next } = await readPage(page, async (place) => {
    const { rows } = await sql<Row>`
    select n.id, n.event, n.why, n.params, n.created_at as "createdAt", n.read_at as "readAt",
      records.id as "recordId", records.kind, records.number, records.title, records.status,
      actor.id as "actorId", actor.full_name as "actorName", ${place.cursor} as cursor
    from notices n left join records on records.id = n.record_id left join people actor on actor.id = n.actor_id
    where n.person_id = ${ctx.actor.id} ${unread ? sql`and n.read_at is null` : sql``} and ${place.after}
    order by ${place.order} limit ${place.limit}`.execute(db);
    return rows;
  });
  return { items: (await shown(db, ctx, kept)).map(toNotice), next };
}

/** Without the notices about records that are not the person's to see. */
async function shown<R extends { recordId: string | null; kind: Kind | null }>(db: Db, ctx: Context, rows: R[]): Promise<R[]> {
  const about = rows.flatMap(({ recordId, kind }) => (recordId === null || kind === null ? [] : [{ id: recordId, kind }]));
  const seen = await visibleIds(db, ctx, about.map(({ id }) => id), about.map(({ kind }) => kind)); // prettier-ignore
  return rows.filter(({ recordId }) => recordId === null || seen.has(recordId));
}

function toNotice(row: Row): NoticeRow {
  const { recordId, kind, number, actorId, actorName } = row;
  const { id, event, why, params, createdAt, readAt } = row;
  const actor = actorId === null ? null : { id: actorId, name: actorName ?? "" };
  const about = { title: row.title ?? "", status: row.status ?? "" };
  const record = recordId === null || kind === null ? null : { id: recordId, kind, number, ...about };
  return { id, event, why, params, createdAt, readAt, actor, record };
}

/** Unread notices about records the person still sees, counted up to 100. */
export async function countUnread(db: Db, ctx: Context): Promise<number> {
  const { rows } = await sql<{ recordId: string | null; kind: Kind | null }>`
    select records.id as "recordId", records.kind from notices n left join records on records.id = n.record_id
    where n.person_id = ${ctx.actor.id} and n.read_at is null order by n.created_at desc limit ${MOST_COUNTED}`.execute(db);
  return (await shown(db, ctx, rows)).length;
}
