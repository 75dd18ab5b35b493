import { cellNamed } from "@tartip/domain/requests/meaning";
import type { Kind } from "@tartip/domain/kernel/kinds";
import { sql, type RawBuilder } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Db } from "../../platform/db/database.ts";
import { seesMoneyOf, visibleTo } from "../../records/visibility.ts";
import { escalatedTo } from "../deadlines/questions.ts";
import { requestType } from "../reference/questions.ts";

/** How many rows a section of the page shows; the rest is one click away in its list. */
const SECTION = 50;

export interface DecisionRow {
  id: string;
  /** Any kind of record is decided on; a budget cell is a matter of requests. */
  recordKind: Kind;
  number: string | null;
  title: string;
  typeCode: string;
  status: string;
  priority: number;
  version: number;
  /** Every open step of the person on this record: one visit, each its own recorded decision. */
  stepIds: string[];
  /** Whether one of them is about the limit. */
  kind: "decision" | "over_limit";
  since: Date;
  dueAt: Date | null;
  amountMinor: number | null;
  currency: string | null;
  baseMinor: number | null;
  counterpartyName: string | null;
  branchId: string | null;
  projectId: string | null;
  costItemId: string | null;
  month: string | null;
  chainId: string;
  /** The request and its invoices: what they hold of a budget is this expense itself. */
  ownIds: string[];
}

/** As read: the cell is named by the form of a request, by its type. */
type Found = Omit<DecisionRow, "costItemId" | "month"> & { typeId: string | null; data: Record<string, unknown> | null };

/** Votes the person must give, the most pressing first. Who is asked for a vote sees the amount. */
export async function readDecisions(db: Db, ctx: Context): Promise<DecisionRow[]> {
  const { rows } = await sql<Found>`
    select records.id, records.kind as "recordKind", records.number, records.title, records.type_code as "typeCode", records.status, records.priority, records.version,
      a."stepIds", a.kind, a.since, a."dueAt", coalesce(q.amount_minor, d.amount_minor) as "amountMinor",
      coalesce(q.currency, d.currency) as currency,
      q.base_minor as "baseMinor", c.name as "counterpartyName", records.branch_id as "branchId", records.project_id as "projectId",
      q.type_id as "typeId", q.data,
      coalesce(q.chain_id, records.id) as "chainId", array(select i.id from invoices i where i.request_id = records.id) || records.id as "ownIds"
    from (select record_id, json_agg(step_id order by reason, step_id) as "stepIds", max(reason) as kind, min(since) as since,
        min(due_at) as "dueAt"
      from awaits where person_id = ${ctx.actor.id} and reason in ('decision', 'over_limit') group by record_id) a
    join records on records.id = a.record_id left join requests q on q.id = records.id left join documents d on d.id = records.id
    left join counterparties c on c.id = coalesce(q.counterparty_id, d.counterparty_id)
    order by records.priority = 4 desc, a."dueAt" nulls last, a.since limit ${SECTION}`.execute(db);
  return Promise.all(
    rows.map(async ({ typeId, data, ...row }) => {
      const cell = typeId && data ? cellNamed(await requestType(db, typeId), data) : null;
      return { ...row, costItemId: cell?.costItemId ?? null, month: cell?.month ?? null };
    }),
  );
}

/** Who is awaited sees the record; of personal requests that have nobody the administrators see only that they wait (`unmanned.ts`). */
const shown = ({ actor }: Context): RawBuilder<boolean> =>
  sql<boolean>`(not records.restricted or records.kind <> 'request' or ${visibleTo(actor, "request")})`;

export interface UrgentRow {
  id: string;
  number: string | null;
  title: string;
  typeCode: string;
  version: number;
  authorName: string;
  reason: "accept" | "take";
  since: Date;
}

/** Urgent requests nobody has accepted yet, addressed to the person or to one of their queues. */
export async function readUrgent(db: Db, ctx: Context): Promise<UrgentRow[]> {
  const { rows } = await sql<UrgentRow>`
    select records.id, records.number, records.title, records.type_code as "typeCode", records.version, p.full_name as "authorName",
      a.reason, a.since
    from awaits a join records on records.id = a.record_id join people p on p.id = records.author_id
    where a.reason in ('accept', 'take') and records.kind = 'request' and records.priority = 4
      and (a.person_id = ${ctx.actor.id} or a.queue_id = any(${[...ctx.actor.queueIds]}::uuid[]))
      and ${shown(ctx)}
    order by a.since limit ${SECTION}`.execute(db);
  return rows;
}

export interface WaitingRow {
  id: string;
  recordKind: Kind;
  number: string | null;
  title: string;
  typeCode: string;
  status: string;
  priority: number;
  version: number;
  reason: string;
  since: Date;
  dueAt: Date | null;
}

/** Records that wait for the person otherwise (tasks have a list of their own): to accept, take, send, answer, rework, close, name a voter, confirm an account; each once. */
export async function readWaiting(db: Db, ctx: Context): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`
    select records.id, records.kind as "recordKind", records.number, records.title, coalesce(records.type_code, '') as "typeCode", records.status, records.priority,
      records.version, a.reason, a.since, a.due_at as "dueAt"
    from (select distinct on (record_id, reason) * from awaits
      where reason not in ('decision', 'over_limit')
        and (person_id = ${ctx.actor.id} or queue_id = any(${[...ctx.actor.queueIds]}::uuid[]))
      order by record_id, reason, since) a
    join records on records.id = a.record_id
    where records.kind <> 'task' and ${shown(ctx)}
      and not (records.priority = 4 and a.reason in ('accept', 'take'))
    order by records.priority desc, a.due_at nulls last, a.since limit ${SECTION}`.execute(db);
  return rows;
}

export interface EscalatedRow {
  id: string;
  recordKind: Kind;
  number: string | null;
  title: string;
  typeCode: string;
  status: string;
  dueAt: Date;
  awaited: Awaited[];
}

/** Work of others that is late and was told to the person as a head, the longest late first, with whom it awaits; a step by its title in their language. */
export async function readEscalated(db: Db, ctx: Context): Promise<EscalatedRow[]> {
  const late = await escalatedTo(db, ctx);
  const { rows } = await sql<EscalatedRow>`
    select records.id, records.kind as "recordKind", records.number, coalesce(step.title, records.title) as title,
      coalesce(records.type_code, '') as "typeCode", records.status, l."dueAt", ${awaitedIn(ctx.language)} as awaited
    from jsonb_to_recordset(${JSON.stringify(late.slice(0, SECTION))}::jsonb) as l(id uuid, "dueAt" timestamptz)
    join records on records.id = l.id left join requests q on q.id = records.id
    left join lateral (select s->'title'->>${ctx.language} as title from tasks t join requests tq on tq.id = t.parent_record_id
      join request_types ty on ty.id = tq.type_id, jsonb_array_elements(ty.definition->'steps') s
      where t.id = records.id and s->>'key' = t.step_key limit 1) step on true
    order by l."dueAt", records.id`.execute(db);
  return rows;
}

interface Awaited {
  name: string | null;
  reason: string;
  since: string;
  taskTitle: string | null;
}

/** Who is awaited on a record or on its tasks, the longest first, in the reader's language; over `records` and `q`, its request. */
function awaitedIn(language: string): RawBuilder<Awaited[]> {
  return sql`coalesce((select json_agg(w) from (select p.full_name as name, a.reason, a.since,
      case when t.id is not null and t.id <> records.id then coalesce(step.title, tr.title) end as "taskTitle"
    from awaits a left join people p on p.id = a.person_id left join tasks t on t.id = a.record_id left join records tr on tr.id = t.id
    left join lateral (select s->'title'->>${language} as title from request_types ty, jsonb_array_elements(ty.definition->'steps') s
      where ty.id = q.type_id and s->>'key' = t.step_key) step on true
    where a.record_id = records.id or t.parent_record_id = records.id order by a.since limit 3) w), '[]')`;
}

export interface OwnRow {
  id: string;
  number: string | null;
  title: string;
  typeCode: string;
  status: string;
  dueAt: Date | null;
  amountMinor: number | null;
  currency: string | null;
  awaited: Awaited[];
}

/** The person's own open requests with who is awaited on them or on their tasks, named in the person's language. */
export async function readOwn(db: Db, ctx: Context): Promise<OwnRow[]> {
  const { rows } = await sql<OwnRow>`
    select records.id, records.number, records.title, records.type_code as "typeCode", records.status, records.due_at as "dueAt",
      case when ${seesMoneyOf(ctx.actor, "request")} then q.amount_minor end as "amountMinor", q.currency,
      ${awaitedIn(ctx.language)} as awaited
    from records join requests q on q.id = records.id
    where records.author_id = ${ctx.actor.id} and records.kind = 'request' and records.open and records.status <> 'draft'
      and ${visibleTo(ctx.actor, "request")}
    order by records.updated_at desc limit ${SECTION}`.execute(db);
  return rows;
}
