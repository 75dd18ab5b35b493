import { covers } from "@tartip/domain/access/grants";
import type { Actor } from "@tartip/domain/access/actor";
import { DomainError, notFound } from "@tartip/domain/kernel/errors";
import { ruleOf } from "@tartip/domain/kernel/kinds";
import { sql } from "kysely";
import type { Context } from "../platform/context.ts";
import type { Db, Tx } from "../platform/db/database.ts";
import { loadRecord, type RecordRow } from "./record.ts";
import { seesMoneyOf, visibleTo } from "./visibility.ts";

/** A record somebody may see, and how much of it. */
export interface Sight {
  record: RecordRow;
  /** False for outsiders and for doers inside a restricted record: only what is shared with them exists. */
  whole: boolean;
  money: boolean;
}

/**
 * What the actor sees of a record.
 *
 * @throws DomainError `not_found` when it is absent or invisible: the two are one answer
 */
export async function sightOf(db: Db | Tx, ctx: Context, id: string): Promise<Sight> {
  const record = await loadRecord(db, id);
  const seen = await db
    .selectFrom("records")
    .select(seesMoneyOf(ctx.actor, record.kind).as("money"))
    .where("records.id", "=", id)
    .where(visibleTo(ctx.actor, record.kind))
    .executeTakeFirst();
  if (!seen) throw notFound();
  return { record, whole: seesWhole(ctx.actor, record, seen.money), money: seen.money };
}

/** The only partial ways into a record are an outsider's and that of the assignee of one task of a restricted record. */
function seesWhole(actor: Actor, record: RecordRow, money: boolean): boolean {
  if (actor.external) return false;
  return !record.restricted || ruleOf(record.kind).isWork || money || record.subjectId === actor.id;
}

/**
 * Whether outsiders take part, so that showing them a comment or a file means something. Told only to those who see all:
 * nobody else decides what is shared.
 */
export async function hasOutsiders(db: Db | Tx, { record, whole }: Sight): Promise<boolean> {
  if (!whole) return false;
  const { rows } = await sql`
    select 1 from people o where o.external and o.active and (o.id = ${record.assigneeId}::uuid
      or exists (select 1 from participants p where p.record_id = ${record.id} and p.person_id = o.id)) limit 1`.execute(db);
  return rows.length > 0;
}

/** Whether the person answers for the record: its author, its responsible or a coordinator over it. */
export function runsRecord(actor: Actor, record: RecordRow): boolean {
  if (actor.external) return false;
  return actor.id === record.authorId || actor.id === record.assigneeId || coordinates(actor, record);
}

/** Whether the person holds the kind's coordinating right over this record. */
function coordinates(actor: Actor, record: RecordRow): boolean {
  const { departmentId, branchId, typeCode, restricted } = record;
  const { manages } = ruleOf(record.kind);
  return manages !== null && covers(actor, manages, { departmentId, branchId, typeCode, restricted });
}

/** @throws DomainError `forbidden` unless the person answers for the record */
export function enforceRuns(actor: Actor, record: RecordRow): void {
  if (!runsRecord(actor, record))
    throw new DomainError("forbidden", "only who answers for the record may do this", { key: "not_yours" });
}

type Adding = "comment.create" | "file.add";

/** Whether the person may add this (a comment, a file) to a record they see. */
export function mayAdd(actor: Actor, permission: Adding, record: RecordRow, shared: boolean): boolean {
  const participantIds = [record.authorId, record.assigneeId, record.subjectId].filter((id) => id !== null);
  return covers(actor, permission, { visible: true, shared, participantIds });
}

/** @throws DomainError `forbidden` unless the person may add this to a record they see */
export function enforceAdding(actor: Actor, permission: Adding, record: RecordRow, shared: boolean): void {
  if (!mayAdd(actor, permission, record, shared)) throw new DomainError("forbidden", `no ${permission}`, { key: "no_right" });
}

/** One wrong field of a body or query. */
export function wrongField(field: string, code: string, params?: Record<string, string | number>): DomainError {
  return new DomainError("bad_input", `${field}: ${code}`, { fields: [{ field, code, ...(params ? { params } : {}) }] });
}

/** Which of these people may see the record; the reverse of visibility, asked of each one's own rights. */
export async function whoMaySee(db: Db | Tx, ctx: Context, record: RecordRow, personIds: readonly string[]): Promise<string[]> {
  // By the caller's own connection: transactions that each wait for a second one would empty the pool.
  const loaded = await Promise.all([...new Set(personIds)].map((id) => ctx.app.sessions.actors.fresh(id, db)));
  const actors = loaded.filter((actor) => actor !== null);
  if (actors.length === 0) return [];
  const answers = actors.map(
    (actor) => sql`select ${actor.id}::uuid as id where exists (select 1 from records where records.id = ${record.id}
      and ${visibleTo(actor, record.kind)})`,
  );
  const { rows } = await sql<{ id: string }>`${sql.join(answers, sql` union all `)}`.execute(db);
  const seeing = new Set(rows.map((row) => row.id));
  return personIds.filter((id) => seeing.has(id));
}
