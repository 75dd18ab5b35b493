import { sql, type RawBuilder } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Db } from "../../platform/db/database.ts";
import { readPage, type Place, type SortColumn } from "../../platform/http/keyset.ts";
import { EDIT_WITHIN_MS, type CommentKind } from "../comments/comments.ts";
import { filesById, type FileRow } from "../files/files.ts";
import { knownKind } from "../kinds.ts";
import { changesOf, type FieldChange } from "./changes.ts";
import { nameIds } from "./names.ts";
import { kindOf } from "../kinds.ts";
import { hasOutsiders, mayAdd, sightOf, type Sight } from "../sight.ts";

export type StreamFilter = "all" | "comments" | "changes";

export interface Person {
  id: string;
  name: string;
}

export interface CommentView {
  id: string;
  kind: CommentKind;
  html: string;
  /** Only for its author, while it may still be corrected. */
  source: string | null;
  shared: boolean;
  edited: boolean;
  deleted: boolean;
  canEdit: boolean;
  canDelete: boolean;
  files: FileRow[];
}

export interface ChangeView {
  action: string;
  reason: string | null;
  changes: FieldChange[];
}

export interface StreamEntry {
  key: string;
  at: Date;
  actor: Person | null;
  onBehalfOf: Person | null;
  comment: CommentView | null;
  change: ChangeView | null;
}

export interface StreamRequest {
  recordId: string;
  filter: StreamFilter;
  limit: number;
  after?: string | undefined;
}

interface Row {
  key: string;
  at: Date;
  cursor: (string | null)[];
  actorId: string | null;
  actorName: string | null;
  behalfId: string | null;
  behalfName: string | null;
  commentId: string | null;
  source: string | null;
  html: string | null;
  kind: CommentKind | null;
  shared: boolean | null;
  editedAt: Date | null;
  deletedAt: Date | null;
  action: string | null;
  reason: string | null;
  before: unknown;
  after: unknown;
}

const ORDER: SortColumn[] = [
  { by: sql.ref("s.at"), type: "timestamptz", direction: "desc" },
  { by: sql.ref("s.key"), type: "text", direction: "desc" },
];

/** Comments and changes of a record in one stream, the newest first; what the actor may not see is not in it. */
export async function readStream(
  db: Db,
  ctx: Context,
  request: StreamRequest,
): Promise<{ items: StreamEntry[]; next: string | null; mayComment: boolean; hasOutsiders: boolean }> {
  const sight = await sightOf(db, ctx, request.recordId);
  const { recordId, filter, limit } = request;
  const page = { key: ctx.app.cursorKey, list: "stream", sort: "-at", asked: { recordId, filter }, order: ORDER };
  const { items: kept, next } = await readPage({ ...page, limit, after: request.after }, (place) =>
    entriesAt(db, sight, filter, place),
  );
  const mayComment = mayAdd(ctx.actor, "comment.create", sight.record, !sight.whole);
  return { items: await present(db, ctx, sight, kept), next, mayComment, hasOutsiders: await hasOutsiders(db, sight) };
}

async function entriesAt(db: Db, sight: Sight, filter: StreamFilter, { after, order, cursor, limit }: Place): Promise<Row[]> {
  const part = (query: RawBuilder<unknown>) =>
    sql`(select s.* from (${query}) s where ${after} order by ${order} limit ${limit})`;
  const parts = [];
  if (filter !== "changes") parts.push(part(commentsOf(sight)));
  if (filter !== "comments") parts.push(part(changesIn(sight)));
  const { rows } = await sql<Row>`
    select s.*, ${cursor} as cursor, actor.full_name as "actorName", behalf.full_name as "behalfName"
    from (${sql.join(parts, sql` union all `)}) s
    left join people actor on actor.id = s."actorId" left join people behalf on behalf.id = s."behalfId"
    order by ${order} limit ${limit}`.execute(db);
  return rows;
}

function commentsOf({ record, whole }: Sight): RawBuilder<unknown> {
  return sql`select 'c' || c.id as key, c.created_at as at, c.author_id as "actorId", null::uuid as "behalfId",
      c.id as "commentId", c.source, c.html, c.kind, c.shared_with_external as shared, c.edited_at as "editedAt", c.deleted_at as "deletedAt",
      null::text as action, null::text as reason, null::jsonb as before, null::jsonb as after
    from comments c where c.record_id = ${record.id} and (${whole} or c.shared_with_external)`;
}

/**
 * Comments speak for themselves. Of the rest, a reader who sees only what is shared learns the status alone. The name of a
 * file is added where showing it to outsiders is all that changed.
 */
function changesIn({ record, whole }: Sight): RawBuilder<unknown> {
  const { toOutsiders, streams } = kindOf(record.kind);
  const { moves = [], reasons = [] } = toOutsiders ?? {};
  const own = sql`e.record_id = ${record.id}`;
  // An id of its own for each: PostgreSQL then reads both by the index of records.
  const news =
    streams && whole
      ? sql`(e.record_id in (${streams.of(record.id)}) and e.action = any(${[...streams.actions]}::text[]))`
      : null;
  return sql`select 'e' || lpad(e.id::text, 19, '0') as key, e.at, e.actor_id as "actorId", e.on_behalf_of_id as "behalfId",
      null::uuid as "commentId", null::text as source, null::text as html, null::text as kind, null::boolean as shared,
      null::timestamptz as "editedAt", null::timestamptz as "deletedAt", e.action,
      case when ${whole} or e.action = any(${[...reasons]}::text[]) then e.reason end as reason, e.before,
      case when e.action = 'file.shared'
        then (select jsonb_build_object('name', f.name) from files f where f.id = e.entity_id::uuid) || e.after else e.after end as after
    from audit_events e where (${own}${news === null ? sql`` : sql` or ${news}`}) and e.result = 'ok' and e.entity <> 'comment'
      and (${whole} or (e.after ? 'status') or e.action = any(${[...moves]}::text[]))`;
}

const NO_AMOUNTS: ReadonlySet<string> = new Set();

/** Fields of this record that tell amounts, as its own kind knows them. */
async function amountsOf(db: Db, { id, kind }: Sight["record"]): Promise<ReadonlySet<string>> {
  return (await knownKind(kind)?.amounts?.(db, id)) ?? NO_AMOUNTS;
}

async function present(db: Db, ctx: Context, sight: Sight, rows: Row[]): Promise<StreamEntry[]> {
  const files = await commentFiles(db, rows);
  const amounts = sight.money ? NO_AMOUNTS : await amountsOf(db, sight.record);
  const raw = rows.map((row) => (row.action === null ? [] : changesOf(row, { ...sight, amounts })));
  const named = await nameIds(db, ctx, raw);
  return rows.map((row, index) => ({
    key: row.key,
    at: row.at,
    actor: row.actorId === null ? null : { id: row.actorId, name: row.actorName ?? "" },
    onBehalfOf: row.behalfId === null ? null : { id: row.behalfId, name: row.behalfName ?? "" },
    comment: row.commentId === null ? null : commentView(ctx, row, row.commentId, files),
    change: row.action === null ? null : { action: row.action, reason: row.reason, changes: named[index] ?? [] },
  }));
}

function commentView(ctx: Context, row: Row, id: string, files: FileRow[]): CommentView {
  const deleted = row.deletedAt !== null;
  const own = row.actorId === ctx.actor.id && !deleted;
  const canEdit = own && ctx.now().getTime() - row.at.getTime() <= EDIT_WITHIN_MS;
  return {
    id,
    kind: row.kind ?? "comment",
    html: deleted ? "" : (row.html ?? ""),
    source: canEdit ? row.source : null,
    shared: row.shared ?? false,
    edited: row.editedAt !== null,
    deleted,
    canEdit,
    canDelete: own,
    files: deleted ? [] : files.filter((file) => file.commentId === id),
  };
}

async function commentFiles(db: Db, rows: Row[]): Promise<FileRow[]> {
  const ids = rows.flatMap((row) => (row.commentId === null || row.deletedAt !== null ? [] : [row.commentId]));
  if (ids.length === 0) return [];
  const found = await db
    .selectFrom("files")
    .select("id")
    .where("comment_id", "in", ids)
    .where("removed_at", "is", null)
    .execute();
  return filesById(db, found.map((file) => file.id)); // prettier-ignore
}
