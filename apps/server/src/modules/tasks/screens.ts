import { readLevel } from "@tartip/domain/access/visibility";
import { notFound } from "@tartip/domain/kernel/errors";
import { fieldOf, stepOf } from "@tartip/domain/requests/type";
import { mayEditTask, mayMoveDeadline } from "@tartip/domain/tasks/policy";
import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import { presentBlockers } from "../../records/blockers-view.ts";
import { kindOf } from "../../records/kinds.ts";
import { actionsFor } from "../../records/transition.ts";
import { visibleTo } from "../../records/visibility.ts";
import { loadTask, type TaskCase } from "./load.ts";

interface TaskExtras {
  people: { id: string; name: string }[];
  results: {
    id: string;
    result: string;
    links: string[];
    by: { id: string; name: string };
    at: string;
    outcome: string | null;
    reason: string | null;
  }[];
  predecessors: { id: string; number: string | null; title: string; status: string }[];
  successors: { id: string; number: string | null; title: string; status: string }[];
  subtasks: {
    id: string;
    number: string | null;
    title: string;
    status: string;
    assigneeName: string | null;
    dueAt: string | null;
  }[];
  moves: { from: string | null; to: string | null; reason: string; by: string; at: string }[];
  setBack: { action: string; reason: string; by: string | null } | null;
}

/** Moves that take work back or away, with their reason. */
const SETTING_BACK = ["return", "sendBack", "reopen", "cancel"];

/** Everything a task's page draws except files, comments, checklist and links. */
export async function taskScreen(db: Db | Tx, ctx: Context, id: string) {
  const task = await loadTask(db, ctx, id);
  const level = readLevel(ctx.actor, task.facts.record);
  if (level === "none") throw notFound("task");
  const { row } = task;
  const extras = await readExtras(db, ctx, task);
  const person = (of: string | null) =>
    of === null ? null : { id: of, name: extras.people.find((one) => one.id === of)?.name ?? "" };
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    titles: titlesOf(task),
    status: row.status,
    open: row.open,
    priority: row.priority,
    version: row.version,
    typeCode: row.typeCode,
    stepKey: row.stepKey,
    description: row.description,
    assignee: person(row.assigneeId),
    setter: person(row.setterId),
    reviewer: person(row.reviewerId),
    queueId: row.queueId,
    departmentId: row.departmentId,
    branchId: row.branchId,
    dueAt: row.dueAt,
    originalDueAt: row.originalDueAt,
    pausedMinutes: row.pausedMinutes,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    result: row.result,
    resultLinks: row.resultLinks,
    handedInAt: row.handedInAt,
    remindedAt: row.remindedAt,
    completesBy: row.completesBy,
    acceptance: row.acceptance,
    demands: {
      file: row.requiresFile,
      minFiles: row.minFiles,
      fileOnly: task.facts.demands.fileOnly,
      files: row.fileCount,
      missingFields: task.facts.demands.missingFields,
    },
    request: parentOf(ctx, task),
    shared: sharedOf(ctx, task),
    results: extras.results,
    predecessors: extras.predecessors,
    successors: extras.successors,
    subtasks: extras.subtasks,
    deadlineMoves: extras.moves,
    setBack: extras.setBack,
    actions: actionsFor(kindOf("task"), ctx, task).map((view) => ({
      ...view,
      blockers: presentBlockers(ctx.language, view.blockers),
    })),
    mayEdit: mayEditTask(ctx.actor, task.facts).allowed,
    mayMoveDeadline: mayMoveDeadline(ctx.actor, task.facts).allowed,
  };
}

function titlesOf({ type, row }: TaskCase) {
  return (type && row.stepKey ? stepOf(type, row.stepKey)?.title : undefined) ?? null;
}

/** The request behind the task, as far as this reader may see it. */
function parentOf(ctx: Context, { row, facts }: TaskCase) {
  if (!row.parent || !facts.parent) return null;
  const level = readLevel(ctx.actor, facts.parent.record);
  const { id, number, title, status, typeCode } = row.parent;
  return level === "full"
    ? { id, number, title, status, typeCode, open: row.parent.open, visible: true }
    : { id, number, title: "", status, typeCode, open: row.parent.open, visible: false };
}

/** Fields of a restricted request that its step shares with the doer, with their labels. */
function sharedOf(ctx: Context, { row, type }: TaskCase) {
  if (!type || !row.parent?.restricted) return [];
  return row.sharedFields.flatMap((key) => {
    const field = fieldOf(type, key);
    const value = row.parent?.data[key];
    return field && value !== undefined ? [{ key, label: field.label[ctx.language], value }] : [];
  });
}

/** Only neighbours the reader may see are listed: an outsider sees only their own tasks. */
async function readExtras(db: Db | Tx, ctx: Context, { row }: TaskCase): Promise<TaskExtras> {
  const seen = visibleTo(ctx.actor, "task", "r");
  const brief = sql`json_build_object('id', r.id, 'number', r.number, 'title', r.title, 'status', r.status)`;
  const people = [row.assigneeId, row.setterId, row.reviewerId].filter((id): id is string => id !== null);
  const { rows } = await sql<TaskExtras>`select
    coalesce((select json_agg(json_build_object('id', id, 'name', full_name)) from people where id = any(${people}::uuid[])), '[]') as people,
    coalesce((select json_agg(json_build_object('id', s.id, 'result', s.result, 'links', s.links, 'by',
      json_build_object('id', p.id, 'name', p.full_name), 'at', s.at, 'outcome', s.outcome, 'reason', s.reason) order by s.at)
      from task_results s join people p on p.id = s.by_id where s.task_id = ${row.id}), '[]') as results,
    coalesce((select json_agg(${brief}) from task_dependencies d join records r on r.id = d.predecessor_id where d.task_id = ${row.id} and ${seen}), '[]')
      as predecessors,
    coalesce((select json_agg(${brief}) from task_dependencies d join records r on r.id = d.task_id where d.predecessor_id = ${row.id} and ${seen}), '[]')
      as successors,
    coalesce((select json_agg(json_build_object('id', r.id, 'number', r.number, 'title', r.title, 'status', r.status,
      'assigneeName', p.full_name, 'dueAt', r.due_at) order by r.created_at) from tasks t join records r on r.id = t.id
      left join people p on p.id = r.assignee_id where t.parent_task_id = ${row.id} and ${seen}), '[]') as subtasks,
    coalesce((select json_agg(json_build_object('from', m.from_at, 'to', m.to_at, 'reason', m.reason, 'by', p.full_name, 'at', m.moved_at)
      order by m.moved_at) from deadline_moves m join people p on p.id = m.moved_by where m.record_id = ${row.id}), '[]') as moves,
    (select json_build_object('action', l.action, 'reason', e.reason, 'by', p.full_name)
      from (select action from status_log where record_id = ${row.id} order by id desc limit 1) l
      join lateral (select reason, actor_id from audit_events where record_id = ${row.id} and action = 'task.' || l.action and result = 'ok'
        order by id desc limit 1) e on true
      left join people p on p.id = e.actor_id where l.action = any(${SETTING_BACK}) and e.reason is not null) as "setBack"`.execute(
    db,
  );
  return rows[0] ?? { people: [], results: [], predecessors: [], successors: [], subtasks: [], moves: [], setBack: null };
}
