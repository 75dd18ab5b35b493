import { sql } from "kysely";
import { Type, type Static } from "typebox";
import type { TestApp } from "../kit/app.ts";
import { readJson } from "../kit/json.ts";
import { IN_QUEUE } from "../../src/records/notices/tell.ts";

/** One record of those that hang together: a request, its tasks, its invoices, the requests of its chain. */
export interface Part {
  id: string;
  kind: string;
  /** Type, step or kind: what it is called in the state, the same in every walk. */
  name: string;
  status: string;
  open: boolean;
  detail: string;
}

export interface Waiting {
  recordId: string;
  /** Nobody: a queue without members. */
  personId: string | null;
  person: string;
  active: boolean;
  reason: string;
}

/** A state as the walk tells states apart: what stands where, and who is awaited for what. */
export interface State {
  key: string;
  root: Part;
  parts: Part[];
  awaited: Waiting[];
}

const family = (rootId: string) => sql`with recursive family as (
    select ${rootId}::uuid as id
    union select hung.id from family join lateral (
      select q.id from requests q where q.chain_id = family.id
      union all select t.id from tasks t where t.parent_record_id = family.id or t.parent_task_id = family.id
      union all select i.id from invoices i where i.request_id = family.id) hung on true)`;

export async function lookAt({ app }: TestApp, rootId: string): Promise<State> {
  const { rows: parts } = await sql<Part>`${family(rootId)}
    select r.id, r.kind, r.status, r.open, coalesce(q.type_code, t.step_key, d.kind_code, case when t.parent_task_id is not null then 'part' when r.kind = 'task' then 'extra' else r.kind end) as name,
      concat_ws(' ', case when q.clarify_asked_at is not null then 'asked' end, q.returned_from, q.returned_to_step,
        case when q.returned_task_id is not null then 'redo' end, case when q.answered then 'answered' end,
        case when q.payment_waived_at is not null then 'waived' end, case when i.paid_minor between 1 and i.amount_minor - 1 then 'part' end, case when i.rest_waived_minor > 0 then 'waived' end,
        case when r.status in ('approval', 'rework') then (select string_agg(s.step_key || '=' || s.status, ',' order by s.position)
          from approval_steps s where s.run_id = (select a.id from approval_runs a where a.record_id = r.id order by a.started_at desc, a.id limit 1)) end) as detail
    from family join records r on r.id = family.id left join requests q on q.id = r.id left join tasks t on t.id = r.id
      left join invoices i on i.id = r.id left join documents d on d.id = r.id
    order by r.kind, name, r.status, r.number nulls first`.execute(app.db);
  const { rows: awaited } = await sql<Waiting>`${family(rootId)}
    select a.record_id as "recordId", p.id as "personId", coalesce(p.last_name, 'queue of ' || q.role_code) as person,
      coalesce(p.active, false) as active, a.reason
    from awaits a join family on family.id = a.record_id left join queues q on q.id = a.queue_id
      left join people p on p.id = coalesce(a.person_id, (select h.person_id from roles join person_roles h on h.role_id = roles.id
        join people p on p.id = h.person_id and ${IN_QUEUE} where roles.code = q.role_code order by exists (select 1 from approval_votes v join family f on f.id = v.record_id where v.person_id = p.id), p.last_name limit 1))
    order by person, a.reason`.execute(app.db);
  const root = parts.find((part) => part.id === rootId);
  if (!root) throw new Error(`no record ${rootId}`);
  return { key: keyOf(root, parts, awaited), root, parts, awaited };
}

/** Extra work that is over tells nothing, and the same is told once: else a walk in circles would never come back. */
function keyOf(root: Part, parts: Part[], awaited: Waiting[]): string {
  const others = parts.filter((part) => part !== root && (part.open || !["extra", "part"].includes(part.name)));
  const told = new Set(others.map((part) => `${placeOf(part)} ${part.detail}`.trim()));
  const nameOf = new Map(parts.map((part) => [part.id, part.name]));
  const waits = new Set(awaited.map((one) => `${one.person} on ${nameOf.get(one.recordId)} for ${one.reason}`));
  return [`${placeOf(root)} ${root.detail}`.trim(), ...[...told].toSorted(), "|", ...[...waits].toSorted()].join("; ");
}

/** Drafts are their author's alone; a paper that is signed and a party that is active lie in the archive: nobody owes them anything. */
const AT_REST: readonly string[] = ["signed", "active"];

/** Whether nothing is awaited of a record any more. */
export function isOver({ open, status }: Part): boolean {
  return !open || AT_REST.includes(status);
}

/** Where a part stands, the same in every walk. */
export function placeOf({ name, status }: Pick<Part, "name" | "status">): string {
  return `${name}:${status}`;
}

const BLOCKER = Type.Object({
  code: Type.String(),
  params: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  fix: Type.Optional(Type.Object({ kind: Type.String(), target: Type.String() })),
});

const Page = Type.Object({
  version: Type.Integer(),
  status: Type.String(),
  actions: Type.Array(Type.Object({ action: Type.String(), allowed: Type.Boolean(), blockers: Type.Array(BLOCKER) })),
  votes: Type.Optional(
    Type.Array(Type.Object({ stepId: Type.String(), key: Type.String(), ownsFields: Type.Array(Type.String()) })),
  ),
  // Of a request: its tasks, of which one may be done again; its run, of which a step may wait for a name.
  tasks: Type.Optional(
    Type.Array(
      Type.Object({
        id: Type.String(),
        stepKey: Type.Union([Type.String(), Type.Null()]),
        status: Type.String(),
        mayBeRedone: Type.Boolean(),
        assignee: Type.Union([Type.Object({ id: Type.String() }), Type.Null()]),
      }),
    ),
  ),
  approval: Type.Optional(
    Type.Union([
      Type.Object({
        steps: Type.Array(
          Type.Object({
            id: Type.String(),
            status: Type.String(),
            escalated: Type.Boolean(),
            votes: Type.Array(
              Type.Object({
                person: Type.Object({ id: Type.String() }),
                voidedAt: Type.Union([Type.String(), Type.Null()]),
                merged: Type.Boolean(),
                at: Type.String(),
              }),
            ),
          }),
        ),
      }),
      Type.Null(),
    ]),
  ),
  // Of a task.
  demands: Type.Optional(Type.Object({ fileOnly: Type.Boolean(), files: Type.Integer() })),
  completesBy: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  // Of an invoice.
  amountMinor: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
  paidMinor: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
  restWaivedMinor: Type.Optional(Type.Integer()),
  // Of a counterparty.
  accounts: Type.Optional(Type.Array(Type.Object({ id: Type.String() }))),
});
export type Page = Static<typeof Page>;
export type Blocking = Static<typeof BLOCKER>;

export const PATHS: Record<string, string> = {
  request: "/requests",
  task: "/tasks",
  invoice: "/invoices",
  document: "/documents",
  counterparty: "/counterparties",
};

/** The page of a record as this person gets it; nothing when they get none. */
export async function pageOf(test: TestApp, { id, kind }: Pick<Part, "id" | "kind">, personId: string): Promise<Page | null> {
  const reply = await test.api.as({ id: personId }).get(`${PATHS[kind] ?? `/${kind}`}/${id}`);
  if (reply.status === 404) return null;
  if (reply.status !== 200) throw new Error(`${kind} as ${personId}: ${reply.status} ${reply.text}`);
  return readJson(Page, reply.text);
}
