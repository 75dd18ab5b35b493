import type { Actor } from "@tartip/domain/access/actor";
import { visibilityPlan, type ReadAlternative, type RecordKind } from "@tartip/domain/access/visibility";
import { notFound } from "@tartip/domain/kernel/errors";
import { sql, type RawBuilder } from "kysely";
import type { Context } from "../platform/context.ts";
import type { Db, Tx } from "../platform/db/database.ts";
import { loadRecord, type RecordRow } from "./record.ts";

type Sql = RawBuilder<boolean>;

/** Whose view of which records, under which table alias. */
interface Of {
  actor: Actor;
  alias: string;
  kind: RecordKind;
}

/** Participation rows behind each relation of the read policy. */
const ROLES = {
  participant: ["contractor", "mentioned", "reviewer", "watcher"],
  watcher: ["watcher"],
  approver: ["approver"],
  taskAssignee: ["task"],
} as const;

const KINDS: readonly RecordKind[] = ["request", "task", "invoice", "document", "counterparty", "meeting", "budget_change"];

/**
 * SQL twin of `mayRead` for records of one kind, over the table alias given. Both interpret `visibilityPlan`;
 * a test over a seeded crowd holds them to one answer.
 */
export function visibleTo(actor: Actor, kind: RecordKind, alias = "records"): Sql {
  const plan = visibilityPlan(actor, kind);
  const r = sql.ref(alias);
  const whole = sql<boolean>`(${r}.kind = ${kind} and ${anyOf(plan.map((way) => admitted(way, { actor, alias, kind })))})`;
  return isWide(plan) ? whole : sql<boolean>`(${r}.id in (${candidates(actor, kind)}) and ${whole})`;
}

/** SQL twin of `seesMoney`: the ways of the plan that also show amounts. */
export function seesMoneyOf(actor: Actor, kind: RecordKind, alias = "records"): Sql {
  const ways = visibilityPlan(actor, kind).filter((way) => way.money && way.restricted !== "shared");
  return anyOf(ways.map((way) => admitted(way, { actor, alias, kind })));
}

/** The ways of the plan that show more than what is shared; outsiders have none. */
export function seesWholeOf(actor: Actor, kind: RecordKind, alias = "records"): Sql {
  if (actor.external) return sql`false`;
  const r = sql.ref(alias);
  const ways = visibilityPlan(actor, kind).map((way) => {
    const admits = admitted(way, { actor, alias, kind });
    return way.restricted === "shared" ? sql<boolean>`(not ${r}.restricted and ${admits})` : admits;
  });
  return anyOf(ways);
}

/** The subject, or nothing where the actor sees only what is shared of a restricted record. */
export function titleTo(actor: Actor, kind: RecordKind, alias = "records"): RawBuilder<string> {
  const r = sql.ref(alias);
  return sql<string>`case when ${r}.kind <> ${kind} or not ${r}.restricted or ${seesWholeOf(actor, kind, alias)} then ${r}.title else '' end`;
}

/** Whether a grant reaches records beyond the person's own ties, be it through what they hang on. */
function isWide(plan: readonly ReadAlternative[]): boolean {
  return plan.some((way) =>
    way.by === "parent" ? isWide(way.alternatives) : ["all", "department", "branch", "type", "group"].includes(way.by),
  );
}

/**
 * Whoever reads by relations alone sees few records of many: their ids are found by index first, so that the
 * list never walks over everybody else's. A superset; the plan itself still decides.
 */
function candidates(actor: Actor, kind: RecordKind): RawBuilder<string> {
  const own = sql`
    select p.record_id from participants p where p.person_id = ${actor.id}
    union select o.id from records o where o.author_id = ${actor.id} and o.kind = ${kind}
    union select o.id from records o where o.assignee_id = ${actor.id} and o.kind = ${kind}
    union select o.id from records o where o.subject_id = ${actor.id}
    union select o.id from records o where o.queue_id = any(${[...actor.queueIds]}::uuid[])`;
  if (kind === "task")
    return sql`${own} union select t.id from tasks t where t.parent_record_id in (${candidates(actor, "request")})`;
  if (kind === "invoice")
    return sql`${own} union select i.id from invoices i where i.request_id in (${candidates(actor, "request")})`;
  if (kind !== "document") return sql`${own}`;
  const near = sql`${candidates(actor, "request")} union ${candidates(actor, "invoice")}`;
  return sql`${own} union select l.to_id from record_links l where l.from_id in (${near})
    union select l.from_id from record_links l where l.to_id in (${near})`;
}

/** One way of the plan as SQL; mirrors `admits` line by line. */
function admitted(way: ReadAlternative, of: Of): Sql {
  const r = sql.ref(of.alias);
  const conditions: Sql[] = [];
  if (!way.drafts) conditions.push(sql`${r}.status <> 'draft'`);
  if (way.restricted === "never") conditions.push(sql`not ${r}.restricted`);
  conditions.push(reaches(way, of));
  return sql`(${sql.join(conditions, sql` and `)})`;
}

function reaches(way: ReadAlternative, of: Of): Sql {
  const { alias } = of;
  const r = sql.ref(alias);
  switch (way.by) {
    case "all":
      return inBranch(way.branchId, alias);
    case "department":
      return sql`(${r}.department_id = any(${[...way.ids]}::uuid[]) and ${inBranch(way.branchId, alias)})`;
    case "branch":
      return sql`${r}.branch_id = any(${[...way.ids]}::uuid[])`;
    case "type":
      return sql`(${r}.type_code = any(${[...way.codes]}::text[]) and ${inBranch(way.branchId, alias)})`;
    case "group":
      return sql`(exists (select 1 from code_lists c where c.list = 'document_kind' and c.code = ${r}.type_code
        and c.value->>'group' = any(${[...way.groups]}::text[])) and ${inBranch(way.branchId, alias)})`;
    case "queue":
      return sql`${r}.queue_id = any(${[...way.ids]}::uuid[])`;
    case "relation":
      return related(way.relation, of.actor.id, alias);
    case "parent":
      return throughParent(way, of);
  }
}

function related(relation: Extract<ReadAlternative, { by: "relation" }>["relation"], id: string, alias: string): Sql {
  const r = sql.ref(alias);
  switch (relation) {
    case "author":
      return sql`${r}.author_id = ${id}`;
    case "responsible":
      return sql`${r}.assignee_id = ${id}`;
    case "subject":
      return sql`${r}.subject_id = ${id}`;
    default:
      return sql`exists (select 1 from participants p where p.record_id = ${r}.id and p.person_id = ${id}
        and p.role = any(${[...ROLES[relation]]}::text[]))`;
  }
}

/** What hangs on a request (or on an invoice) is seen by whoever sees the whole of that. */
function throughParent(way: Extract<ReadAlternative, { by: "parent" }>, of: Of): Sql {
  const parent = `${of.alias}_${way.kind}`;
  const p = sql.ref(parent);
  const opens = anyOf(
    way.alternatives.map((one) => {
      const whole = one.restricted === "shared" ? sql<boolean>`not ${p}.restricted` : sql<boolean>`true`;
      return sql<boolean>`(${whole} and ${admitted(one, { actor: of.actor, alias: parent, kind: way.kind })})`;
    }),
  );
  return sql`exists (select 1 from records ${p} where ${p}.kind = ${way.kind} and ${joined(of, p)} and ${opens})`;
}

/** How a record of this kind hangs on its parent. */
function joined(of: Of, p: RawBuilder<unknown>): Sql {
  const r = sql.ref(of.alias);
  if (of.kind === "task") return sql`${p}.id = (select t.parent_record_id from tasks t where t.id = ${r}.id)`;
  if (of.kind === "invoice") return sql`${p}.id = (select i.request_id from invoices i where i.id = ${r}.id)`;
  return sql`exists (select 1 from record_links l
    where (l.from_id = ${p}.id and l.to_id = ${r}.id) or (l.to_id = ${p}.id and l.from_id = ${r}.id))`;
}

function inBranch(branchId: string | null, alias: string): Sql {
  return branchId === null ? sql`true` : sql`${sql.ref(alias)}.branch_id = ${branchId}`;
}

function anyOf(parts: Sql[]): Sql {
  return parts.length === 0 ? sql`false` : sql`(${sql.join(parts, sql` or `)})`;
}

/** The record's shared row when the actor may see it; absent and invisible are the same 404. */
export async function requireVisible(db: Db | Tx, ctx: Context, id: string): Promise<RecordRow> {
  const record = await loadRecord(db, id);
  const seen = await visibleOfKind(db, ctx, record.kind, [id]);
  if (seen.length === 0) throw notFound();
  return record;
}

/** Of these records, the ones the actor may see. Asked kind by kind: one rule over all kinds takes long to plan. */
export async function visibleIds(db: Db | Tx, ctx: Context, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom("records")
    .select(["id", "kind"])
    .where("id", "in", [...ids])
    .execute();
  const seen: string[] = [];
  for (const kind of KINDS) {
    const ofKind = rows.filter((row) => row.kind === kind).map((row) => row.id);
    if (ofKind.length > 0) seen.push(...(await visibleOfKind(db, ctx, kind, ofKind)));
  }
  return seen;
}

async function visibleOfKind(db: Db | Tx, ctx: Context, kind: RecordKind, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select records.id from records where records.id = any(${[...ids]}::uuid[]) and ${visibleTo(ctx.actor, kind)}`.execute(db);
  return rows.map((row) => row.id);
}
