import { sql } from "kysely";
import type { TaskState } from "@tartip/domain/tasks/workflow";
import { notFound } from "@tartip/domain/kernel/errors";
import type { Db, Tx } from "../../platform/db/database.ts";
import { resultFiles } from "../../records/files/result.ts";
import type { RecordRow } from "../../records/record.ts";

/** Columns of `tasks`, in the words of the code. */
export interface TaskRow {
  parentRecordId: string | null;
  parentTaskId: string | null;
  stepKey: string | null;
  setterId: string;
  reviewerId: string | null;
  review: boolean;
  requiresFile: boolean;
  minFiles: number;
  acceptance: boolean;
  completesBy: string | null;
  description: string;
  result: string | null;
  resultLinks: string[];
  handedInAt: Date | null;
  handedInBy: string | null;
  skipped: boolean;
  startedAt: Date | null;
  originalDueAt: Date | null;
  /** Working minutes by which its deadline moved while a question to the author of its request stood open. */
  pausedMinutes: number;
  sharedFields: string[];
  /** When who is awaited was last reminded by hand. */
  remindedAt: Date | null;
}

export interface Person {
  personId: string;
  role: string;
}

export interface ParentRow {
  id: string;
  kind: string;
  typeCode: string | null;
  typeId: string | null;
  number: string | null;
  title: string;
  status: string;
  open: boolean;
  restricted: boolean;
  authorId: string;
  assigneeId: string | null;
  subjectId: string | null;
  queueId: string | null;
  departmentId: string | null;
  branchId: string | null;
  chainId: string | null;
  participants: Person[];
  data: Record<string, unknown>;
}

/** Everything a task's rules look at, read in one statement. */
export interface TaskCaseRow extends RecordRow, TaskRow {
  status: TaskState;
  participants: Person[];
  parent: ParentRow | null;
  /** Whether the one who set it may still decide of it: nobody does from outside. */
  setterWorks: boolean;
  openPredecessors: { id: string; title: string }[];
  openSubtasks: { id: string; title: string }[];
  /** Of the task it is a part of. */
  wholeStatus: TaskState | null;
  checklist: { id: string; text: string; required: boolean; done: boolean }[];
  /** The assignee's manager and those above. */
  managerIds: string[];
  /** What may be the result. */
  fileCount: number;
  /** Standing voters of the parent's run, principals included. */
  voterIds: string[];
  /** Who handed in the steps whose work it accepts. */
  doersBefore: string[];
}

/** The task with its parent and parts. Lock first when the answer will be acted on. */
export async function readTaskCase(db: Db | Tx, id: string): Promise<TaskCaseRow> {
  const { rows } = await sql<TaskCaseRow>`
    select r.id, r.kind, r.type_code as "typeCode", r.number, r.title, r.status, r.open, r.restricted, r.priority,
      r.author_id as "authorId", r.assignee_id as "assigneeId", r.queue_id as "queueId", r.subject_id as "subjectId",
      r.department_id as "departmentId", r.branch_id as "branchId", r.project_id as "projectId", r.due_at as "dueAt",
      r.version, r.created_at as "createdAt", r.updated_at as "updatedAt", r.closed_at as "closedAt", r.reminded_at as "remindedAt",
      t.parent_record_id as "parentRecordId", t.parent_task_id as "parentTaskId", t.step_key as "stepKey", t.setter_id as "setterId",
      t.reviewer_id as "reviewerId", t.review, t.requires_file as "requiresFile", t.min_files as "minFiles", t.acceptance,
      t.completes_by as "completesBy", t.description, t.result, t.result_links as "resultLinks", t.handed_in_at as "handedInAt",
      t.handed_in_by as "handedInBy", t.skipped, t.started_at as "startedAt", t.original_due_at as "originalDueAt", t.paused_minutes as "pausedMinutes",
      t.shared_fields as "sharedFields", exists (select 1 from people s where s.id = t.setter_id and s.active and not s.external) as "setterWorks",
      ${participantsOf(sql.ref("r.id"))} as participants, ${parent} as parent,
      coalesce((with recursive line as (select manager_id as id from people where id = r.assignee_id
          union select p.manager_id from people p join line on line.id = p.id)
        select json_agg(id) from line where id <> r.assignee_id), '[]') as "managerIds",
      coalesce((select json_agg(json_build_object('id', p.id, 'title', p.title)) from task_dependencies d join records p on p.id = d.predecessor_id
        where d.task_id = r.id and p.status not in ('done', 'cancelled')), '[]') as "openPredecessors",
      (select w.status from records w where w.id = t.parent_task_id) as "wholeStatus",
      coalesce((select json_agg(json_build_object('id', s.id, 'title', sr.title)) from tasks s join records sr on sr.id = s.id
        where s.parent_task_id = r.id and sr.status not in ('done', 'cancelled')), '[]') as "openSubtasks",
      coalesce((select json_agg(json_build_object('id', c.id, 'text', c.text, 'required', c.required, 'done', c.done_at is not null)
        order by c.position) from checklist_items c where c.record_id = r.id), '[]') as checklist,
      ${resultFiles(sql.ref("r.assignee_id"))} as "fileCount",
      coalesce((select json_agg(distinct w.id) from approval_votes v cross join lateral (values (v.person_id), (v.on_behalf_of_id)) w(id)
        where v.record_id = t.parent_record_id and v.voided_at is null and w.id is not null), '[]') as "voterIds",
      coalesce((select json_agg(distinct b.handed_in_by) from task_dependencies d join tasks b on b.id = d.predecessor_id
        where d.task_id = r.id and t.acceptance and b.step_key is not null and b.handed_in_by is not null), '[]') as "doersBefore"
    from records r join tasks t on t.id = r.id where r.id = ${id} and r.kind = 'task'`.execute(db);
  const [row] = rows;
  if (!row) throw notFound("task");
  return row;
}

const participantsOf = (
  record: ReturnType<typeof sql.ref>,
) => sql`coalesce((select json_agg(json_build_object('personId', p.person_id,
  'role', p.role)) from participants p where p.record_id = ${record}), '[]')`;

const parent = sql`(select json_build_object('id', q.id, 'kind', q.kind, 'typeCode', q.type_code, 'typeId', qr.type_id, 'number', q.number,
    'title', q.title, 'status', q.status, 'open', q.open, 'restricted', q.restricted, 'authorId', q.author_id,
    'assigneeId', q.assignee_id, 'subjectId', q.subject_id, 'queueId', q.queue_id, 'departmentId', q.department_id,
    'branchId', q.branch_id, 'chainId', qr.chain_id, 'data', coalesce(qr.data, '{}'), 'participants', ${participantsOf(sql.ref("q.id"))})
  from records q left join requests qr on qr.id = q.id where q.id = t.parent_record_id)`;
