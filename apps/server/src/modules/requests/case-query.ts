import { sql } from "kysely";
import type { TaskState } from "@tartip/domain/tasks/workflow";
import type { InvoiceState } from "@tartip/domain/invoices/workflow";
import { notFound } from "@tartip/domain/kernel/errors";
import type { BasisFacts } from "@tartip/domain/requests/facts";
import { HAS_FILE, IS_REGISTERED } from "../documents/questions.ts";
import { STAMP } from "../reference/questions.ts";
import { LAST_RUN, RUN_ROWS, type RunRows } from "../approvals/questions.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import { resultFiles } from "../../records/files/result.ts";
import type { RecordRow } from "../../records/record.ts";
import { IN_QUEUE } from "../../records/notices/tell.ts";

/** Columns of `requests`, in the words of the code. */
export interface RequestRow {
  typeId: string;
  data: Record<string, unknown>;
  description: string;
  amountMinor: number | null;
  currency: string | null;
  baseMinor: number | null;
  /** Of the day of sending, once sent in a foreign currency. */
  rateMicro: number | null;
  counterpartyId: string | null;
  chainId: string;
  acceptedBy: string | null;
  acceptedAt: Date | null;
  submittedAt: Date | null;
  sentAt: Date | null;
  returnedFrom: string | null;
  returnedToStep: string | null;
  returnedStepId: string | null;
  /** After «Выполнено»: what is to be done again. */
  returnedTaskId: string | null;
  returnedAt: Date | null;
  returnedBy: string | null;
  returnReason: string | null;
  answered: boolean;
  /** When the accountant said that no payment is needed. */
  paymentWaivedAt: Date | null;
  clarifyAskedBy: string | null;
  clarifyAskedAt: Date | null;
  clarifyQuestion: string | null;
  /** Questions that were answered; deadlines moved by them. */
  pauses: { from: string; to: string }[];
  pausedMinutes: number;
  lastChangedBy: Record<string, string>;
  headToldAt: Date | null;
  /** When those awaited were last reminded by hand. */
  remindedAt: Date | null;
}

export interface CaseTask {
  id: string;
  stepKey: string | null;
  number: string | null;
  title: string;
  status: TaskState;
  dueAt: string | null;
  requiresFile: boolean;
  minFiles: number;
  resultLinks: string[];
  skipped: boolean;
  assigneeId: string | null;
  /** Whether the assignee is still let in. */
  assigneeWorks: boolean;
  queueId: string | null;
  reviewerId: string | null;
  /** What may be its result. */
  files: number;
  handedInBy: string | null;
  completesBy: string | null;
  /** Cancelled together with the request. */
  comesBack: boolean;
}

/** Everything a request's rules look at, read in one statement; JSON parts carry ids and words only. */
export interface CaseRow extends RecordRow, RequestRow, RunRows {
  participants: { personId: string; role: string }[];
  tasks: CaseTask[];
  invoices: {
    id: string;
    requestId: string | null;
    number: string;
    status: InvoiceState;
    paidMinor: number;
    closingLinked: boolean;
  }[];
  /** Requests of its chain that their authors have not submitted; of an author who left nobody opens them any more. */
  chainDrafts: { id: string; typeCode: string; authorId: string; author: string }[];
  /** Whether another request of its type was filed in its chain, and not rejected: a purchase is paid by one at a time. */
  filedBeside: boolean;
  checklist: { id: string; text: string; required: boolean; done: boolean }[];
  /** Current files of form fields: field key → ids, oldest version first. */
  files: Record<string, string[]>;
  /** Documents the form names; which of them is the basis its type says. */
  documents: BasisFacts[];
  /** Whether its queue has a member besides the author. */
  queueHasOthers: boolean;
  /** State of reference data and organisation at the same moment. */
  stamp: string;
}

/** The request with all that hangs on it. Lock the record first when the answer will be acted on. */
export async function readCase(db: Db | Tx, id: string): Promise<CaseRow> {
  const { rows } = await sql<CaseRow>`
    select r.id, r.kind, r.type_code as "typeCode", r.number, r.title, r.status, r.open, r.restricted, r.priority,
      r.author_id as "authorId", r.assignee_id as "assigneeId", r.queue_id as "queueId", r.subject_id as "subjectId",
      r.department_id as "departmentId", r.branch_id as "branchId", r.project_id as "projectId", r.due_at as "dueAt",
      r.version, r.created_at as "createdAt", r.updated_at as "updatedAt", r.closed_at as "closedAt", r.reminded_at as "remindedAt",
      q.type_id as "typeId", q.data, q.description, q.amount_minor as "amountMinor", q.currency, q.base_minor as "baseMinor", q.rate_micro as "rateMicro",
      q.counterparty_id as "counterpartyId", q.chain_id as "chainId", q.accepted_by as "acceptedBy", q.accepted_at as "acceptedAt",
      q.submitted_at as "submittedAt", q.sent_at as "sentAt", q.returned_from as "returnedFrom",
      q.returned_to_step as "returnedToStep", q.returned_step_id as "returnedStepId", q.returned_task_id as "returnedTaskId", q.payment_waived_at as "paymentWaivedAt", q.returned_at as "returnedAt", q.returned_by as "returnedBy",
      q.return_reason as "returnReason", q.answered, q.clarify_asked_by as "clarifyAskedBy",
      q.clarify_asked_at as "clarifyAskedAt", q.clarify_question as "clarifyQuestion", q.paused_minutes as "pausedMinutes", ${pauses} as pauses,
      q.last_changed_by as "lastChangedBy", q.head_told_at as "headToldAt",
      ${participants} as participants, ${tasks} as tasks, ${invoices} as invoices, ${chainDrafts} as "chainDrafts", ${filedBeside} as "filedBeside", ${checklist} as checklist,
      ${fieldFiles} as files, ${RUN_ROWS}, ${documents} as documents,
      ${queueHasOthers} as "queueHasOthers", ${STAMP} as stamp
    from records r join requests q on q.id = r.id ${LAST_RUN}
    where r.id = ${id} and r.kind = 'request'`.execute(db);
  const [row] = rows;
  if (!row) throw notFound("request");
  return { ...row, tasks: row.tasks.map(withInstant), steps: row.steps.map(withInstant) };
}

/** JSON of the database writes an instant in another way than ours. */
function withInstant<T extends { dueAt: string | null }>(one: T): T {
  return { ...one, dueAt: one.dueAt && new Date(one.dueAt).toISOString() };
}

const pauses = sql`coalesce((select json_agg(json_build_object('from', p.from_at, 'to', p.to_at) order by p.from_at)
  from request_pauses p where p.request_id = r.id), '[]')`;

const participants = sql`coalesce((select json_agg(json_build_object('personId', p.person_id, 'role', p.role))
  from participants p where p.record_id = r.id), '[]')`;

const tasks = sql`coalesce((select json_agg(json_build_object('id', t.id, 'stepKey', t.step_key, 'title', tr.title, 'number', tr.number,
    'dueAt', tr.due_at, 'requiresFile', t.requires_file, 'minFiles', t.min_files, 'resultLinks', t.result_links,
    'status', tr.status, 'skipped', t.skipped, 'assigneeId', tr.assignee_id, 'assigneeWorks',
    exists (select 1 from people doer where doer.id = tr.assignee_id and doer.active), 'queueId', tr.queue_id, 'reviewerId', t.reviewer_id,
    'handedInBy', t.handed_in_by, 'completesBy', t.completes_by, 'comesBack', t.cancelled_with_record,
    'files', ${resultFiles(sql.ref("tr.assignee_id"))}) order by tr.created_at, tr.id)
  from tasks t join records tr on tr.id = t.id where t.parent_record_id = r.id and t.parent_task_id is null), '[]')`;

const invoices = sql`coalesce((select json_agg(json_build_object('id', i.id, 'requestId', i.request_id, 'number', i.invoice_number, 'status', ir.status,
    'paidMinor', i.paid_minor, 'closingLinked', i.closing_waived is not null
      or exists (select 1 from record_links l where l.kind = 'closing' and l.from_id in (i.id, i.request_id)))
    order by ir.created_at, ir.id)
  from invoices i join records ir on ir.id = i.id where i.request_id = r.id or i.chain_id = r.id), '[]')`;

const chainDrafts = sql`coalesce((select json_agg(json_build_object('id', dr.id, 'typeCode', dr.type_code, 'authorId', dr.author_id,
    'author', dp.full_name) order by dr.created_at, dr.id)
  from requests dq join records dr on dr.id = dq.id join people dp on dp.id = dr.author_id
  where dq.chain_id = r.id and dr.id <> r.id and dr.status = 'draft' and dp.active and not dp.external), '[]')`;

const filedBeside = sql`exists (select 1 from requests oq join records other on other.id = oq.id
  where oq.chain_id = q.chain_id and q.chain_id <> q.id and oq.id <> q.id and oq.type_code = q.type_code
    and other.status not in ('draft', 'rejected'))`;

const checklist = sql`coalesce((select json_agg(json_build_object('id', c.id, 'text', c.text, 'required', c.required,
    'done', c.done_at is not null) order by c.position) from checklist_items c where c.record_id = r.id), '[]')`;

const fieldFiles = sql`coalesce((select json_object_agg(f.field_key, f.ids) from
  (select field_key, json_agg(id order by version_no, id) as ids from files
   where record_id = r.id and field_key is not null and removed_at is null group by field_key) f), '{}')`;

const documents = sql`coalesce((select json_agg(json_build_object('documentId', d.id, 'kind', d.kind_code, 'hasFile', ${HAS_FILE},
    'registered', ${IS_REGISTERED}))
  from documents d where d.id in (select answer.value::uuid from jsonb_each_text(q.data) answer
    where answer.value ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$')), '[]')`;

const queueHasOthers = sql`exists (select 1 from queues q join roles o on o.code = q.role_code
  join person_roles h on h.role_id = o.id join people p on p.id = h.person_id
  where q.id = r.queue_id and p.id <> r.author_id and ${IN_QUEUE})`;
