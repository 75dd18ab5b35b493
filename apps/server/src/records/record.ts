import { notFound } from "@tartip/domain/kernel/errors";
import type { Kind } from "@tartip/domain/kernel/kinds";
import type { Context } from "../platform/context.ts";
import { append, touchRecord, type Tx } from "../platform/db/transaction.ts";
import type { Db } from "../platform/db/database.ts";
import { tellWatchers } from "./notices/followers.ts";

/** A row of `records`, in the words of the code. */
export interface RecordRow {
  id: string;
  kind: Kind;
  typeCode: string | null;
  number: string | null;
  title: string;
  status: string;
  open: boolean;
  restricted: boolean;
  priority: number;
  authorId: string;
  assigneeId: string | null;
  queueId: string | null;
  subjectId: string | null;
  departmentId: string | null;
  branchId: string | null;
  projectId: string | null;
  dueAt: Date | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
}

const RECORD_COLUMNS = [
  "records.id",
  "records.kind",
  "records.type_code as typeCode",
  "records.number",
  "records.title",
  "records.status",
  "records.open",
  "records.restricted",
  "records.priority",
  "records.author_id as authorId",
  "records.assignee_id as assigneeId",
  "records.queue_id as queueId",
  "records.subject_id as subjectId",
  "records.department_id as departmentId",
  "records.branch_id as branchId",
  "records.project_id as projectId",
  "records.due_at as dueAt",
  "records.version",
  "records.created_at as createdAt",
  "records.updated_at as updatedAt",
  "records.closed_at as closedAt",
] as const;

/** Reads one record's shared row; absent is `not_found`. Pass a transaction after locking, or the pool for a plain read. */
export async function loadRecord(db: Db | Tx, id: string): Promise<RecordRow> {
  const row = await db.selectFrom("records").select(RECORD_COLUMNS).where("records.id", "=", id).executeTakeFirst();
  if (!row) throw notFound();
  // reason: the database holds kind and status to the list of kinds
  return row as RecordRow;
}

/** Locks the row until the transaction ends, so that two people cannot act on the same version. */
export async function lockRecord(tx: Tx, id: string, kind: Kind): Promise<void> {
  const row = await tx
    .selectFrom("records")
    .select("id")
    .where("id", "=", id)
    .where("kind", "=", kind)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw notFound(kind);
}

export interface NewRecord {
  id?: string;
  kind: Kind;
  typeCode?: string | null;
  title: string;
  status: string;
  restricted?: boolean;
  priority?: number;
  authorId: string;
  assigneeId?: string | null;
  queueId?: string | null;
  subjectId?: string | null;
  departmentId?: string | null;
  branchId?: string | null;
  projectId?: string | null;
  dueAt?: Date | null;
}

/** Inserts the shared row and the author as its first participant; the kind's own row follows. */
export async function insertRecord(tx: Tx, ctx: Context, values: NewRecord): Promise<string> {
  const at = ctx.now();
  const row = await tx
    .insertInto("records")
    .values({
      ...(values.id === undefined ? {} : { id: values.id }),
      kind: values.kind,
      type_code: values.typeCode ?? null,
      title: values.title,
      status: values.status,
      restricted: values.restricted ?? false,
      priority: values.priority ?? 2,
      author_id: values.authorId,
      assignee_id: values.assigneeId ?? null,
      queue_id: values.queueId ?? null,
      subject_id: values.subjectId ?? null,
      department_id: values.departmentId ?? null,
      branch_id: values.branchId ?? null,
      project_id: values.projectId ?? null,
      due_at: values.dueAt ?? null,
      created_at: at,
      updated_at: at,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  touchRecord(tx, row.id);
  return row.id;
}

/** Columns of the shared row that a service may set; status goes through `setStatus` alone. */
export interface RecordPatch {
  title?: string;
  priority?: number;
  restricted?: boolean;
  assignee_id?: string | null;
  queue_id?: string | null;
  subject_id?: string | null;
  department_id?: string | null;
  branch_id?: string | null;
  project_id?: string | null;
  due_at?: Date | null;
}

/** Changes shared columns and moves the version: pages that show the old card are now stale. */
export async function patchRecord(tx: Tx, ctx: Context, id: string, patch: RecordPatch): Promise<void> {
  await tx
    .updateTable("records")
    .set((eb) => ({ ...patch, version: eb("version", "+", 1), updated_at: ctx.now() }))
    .where("id", "=", id)
    .execute();
  touchRecord(tx, id);
}

/**
 * Changes shared columns as a part of a change that moves the version itself: a transition, the making of a record.
 */
export async function fillRecord(
  tx: Tx,
  id: string,
  values: RecordPatch & { number?: string; type_code?: string; updated_at?: Date },
): Promise<void> {
  await tx.updateTable("records").set(values).where("id", "=", id).execute();
}

/** Taking work out of its queue: the person is its assignee from now on. */
export function takenFromQueue(action: string, actor: { id: string }): RecordPatch {
  return action === "take" ? { assignee_id: actor.id, queue_id: null } : {};
}

/** Takes away a record nobody else knew of; its own row is gone already. */
export async function deleteRecord(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom("records").where("id", "=", id).execute();
}

/** What a move of the status writes to the shared row. */
export type Moved = Pick<RecordRow, "status" | "open" | "closedAt" | "version" | "updatedAt">;

/**
 * Sets the status and writes its line of the log: the one place where a status changes.
 * `automatic` marks a move the system made by itself; `patch` is what the same move changes besides.
 */
export async function setStatus(
  tx: Tx,
  ctx: Context,
  record: Pick<RecordRow, "id" | "status">,
  to: string,
  action: string,
  rest: { final: boolean; automatic?: boolean; patch?: RecordPatch },
): Promise<Moved> {
  const at = ctx.now();
  const closedAt = rest.final ? at : null;
  const { version } = await tx
    .updateTable("records")
    .set((eb) => ({
      ...rest.patch,
      status: to,
      open: !rest.final,
      closed_at: closedAt,
      version: eb("version", "+", 1),
      updated_at: at,
    }))
    .where("id", "=", record.id)
    .returning("version")
    .executeTakeFirstOrThrow();
  append(tx, "status_log", [
    {
      record_id: record.id,
      from_status: record.status,
      to_status: to,
      action,
      actor_id: rest.automatic ? null : ctx.actor.id,
      at,
    },
  ]);
  touchRecord(tx, record.id);
  // Nobody but its author knows of a draft.
  if (record.status !== "draft") tellWatchers(tx, ctx, record.id, { event: "status_changed", params: { to } });
  return { status: to, open: !rest.final, closedAt, version, updatedAt: at };
}
