import { answererOf } from "@tartip/domain/access/answerer";
import type { RecordFacts } from "@tartip/domain/access/visibility";
import { evaluate, isEmpty, namesUsed, type Condition } from "@tartip/domain/kernel/conditions";
import { fieldsOfStep } from "@tartip/domain/requests/form";
import { FILE_OF_TASK, isFileOnly, moneyKeys, stepOf, type RequestType } from "@tartip/domain/requests/type";
import { STEPS_OPEN_IN } from "@tartip/domain/requests/workflow";
import type { ResultDemands, TaskFacts } from "@tartip/domain/tasks/facts";
import type { TaskState } from "@tartip/domain/tasks/workflow";
import { distinctLinks } from "@tartip/domain/tasks/links";
import { dayOf } from "../../platform/clock.ts";
import type { Context, Lang } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import type { KindFacts, TransitionInput } from "../../records/kinds.ts";
import type { RecordRow } from "../../records/record.ts";
import { peopleFacts } from "../../records/people-facts.ts";
import { visibleIds } from "../../records/visibility.ts";
import { loadOrg } from "../access/questions.ts";
import { remindableFrom, requestType } from "../reference/questions.ts";
import { awaitedOn } from "./settle.ts";
import { readTaskCase, type ParentRow, type TaskCaseRow } from "./case-query.ts";

export interface TaskCase extends KindFacts {
  record: RecordRow;
  row: TaskCaseRow;
  type: RequestType | null;
  facts: TaskFacts;
  /** The reader's, for labels of the type. */
  language: Lang;
}

/** Loads a task for reading or, after its request was locked, for acting. */
export async function loadTask(db: Db | Tx, ctx: Context, id: string): Promise<TaskCase> {
  const row = await readTaskCase(db, id);
  const type = row.parent?.typeId ? await requestType(db, row.parent.typeId) : null;
  const againAt = await remindableFrom(db, ctx, row.remindedAt);
  const setterId = await setterNow(db, ctx, row);
  const openPredecessors = await namedTo(db, ctx, row.openPredecessors);
  const facts = { ...factsOf(row, type, againAt), setterId, openPredecessors };
  return { record: row, row, type, facts, language: ctx.language };
}

/** Of what the reader may not see only that it is there. */
async function namedTo(
  db: Db | Tx,
  ctx: Context,
  tasks: TaskCaseRow["openPredecessors"],
): Promise<TaskFacts["openPredecessors"]> {
  const ids = tasks.map(({ id }) => id);
  const seen = await visibleIds(db, ctx, ids, ["task"]);
  return tasks.map(({ id, title }) => ({ id, title: seen.has(id) ? title : null }));
}

/** Who decides of the task as the one who set it: of one who left, the responsible of its request or who is above. */
async function setterNow(db: Db | Tx, ctx: Context, row: TaskCaseRow): Promise<string> {
  if (row.setterWorks) return row.setterId;
  const set = { authorId: row.setterId, assigneeId: row.parent?.assigneeId ?? null, departmentId: row.departmentId };
  return answererOf(await loadOrg(db, dayOf(ctx.now())), set, { own: row.restricted ? [] : undefined });
}

/** The facts as they would be after what the person hands in now. */
export function withInput(task: TaskCase, input: TransitionInput | undefined): TaskFacts {
  const result = typeof input?.["result"] === "string" ? input["result"] : (task.row.result ?? "");
  const links = Array.isArray(input?.["links"]) ? distinctLinks(input["links"].map(String)) : task.row.resultLinks;
  return { ...task.facts, result, linkCount: links.length };
}

function factsOf(
  row: TaskCaseRow,
  type: RequestType | null,
  againAt: string | null,
): Omit<TaskFacts, "setterId" | "openPredecessors"> {
  const awaited = awaitedOn(row);
  return {
    id: row.id,
    state: row.status,
    record: taskRecordFacts(row),
    assigneeId: row.assigneeId,
    reviewerId: row.reviewerId,
    handedInById: row.handedInBy,
    queueId: row.queueId,
    managerIds: row.managerIds,
    isPart: row.parentTaskId !== null,
    barredIds: barredFrom(row, type),
    doersBeforeIds: row.doersBefore,
    parent: row.parent ? { record: parentFacts(row.parent), isOpen: row.parent.open, opens: opensOn(row.parent, row) } : null,
    wholeOver: row.wholeStatus !== null && WHOLE_OVER.includes(row.wholeStatus),
    reminder: {
      awaitedIds: awaited.flatMap((one) => one.personId ?? []),
      queueAwaited: awaited.some((one) => one.queueId !== undefined),
      againAt,
    },
    openSubtasks: row.openSubtasks,
    checklist: row.checklist.map((item) => ({ id: item.id, title: item.text, required: item.required, done: item.done })),
    demands: demandsOf(row, type),
    fileCount: row.fileCount,
    linkCount: row.resultLinks.length,
    result: row.result ?? "",
    completesBy: row.completesBy,
    acceptance: row.acceptance,
    skipped: row.skipped,
  };
}

/** What a whole that is handed in has had is looked at: no part of it begins anew. */
const WHOLE_OVER: readonly TaskState[] = ["submitted", "done", "cancelled"];

/** Steps are opened by the graph of their request, while it runs; other tasks open by themselves. */
function opensOn(parent: ParentRow, { stepKey }: TaskCaseRow): boolean {
  return stepKey === null ? parent.open : STEPS_OPEN_IN.includes(parent.status);
}

function demandsOf(row: TaskCaseRow, type: RequestType | null): ResultDemands {
  const step = type && row.stepKey ? stepOf(type, row.stepKey) : undefined;
  return {
    file: row.requiresFile,
    minFiles: row.minFiles,
    fileOnly: type !== null && step !== undefined && isFileOnly(type, step),
    gated: type !== null && step !== undefined && isGated(row, type, step.key),
    missingFields: missingAtStep(row, type),
  };
}

/** Whether it asks for more than the type's own fields as they were typed: amounts are counted in two ways, the common fields are elsewhere. */
function looksFurther(when: Condition, type: RequestType): boolean {
  const { facts, thresholds, fields } = namesUsed(when);
  const amounts = moneyKeys(type);
  const plain = new Set(type.fields.map(({ key }) => key).filter((key) => !amounts.includes(key)));
  return facts.length + thresholds.length > 0 || fields.some((key) => !plain.has(key));
}

/** A gate that looks at more than the form counts as one that applies: the task can still be given to somebody else. */
function isGated({ parent }: TaskCaseRow, type: RequestType, stepKey: string): boolean {
  const scope = { fields: parent?.data ?? {}, facts: {}, thresholds: {}, moneyFields: new Set<string>() };
  return type.gates.some(({ needs, when }) => {
    if (!needs.includes(`${FILE_OF_TASK}${stepKey}`)) return false;
    return when === undefined || looksFurther(when, type) || evaluate(when, scope);
  });
}

/** S2 and the type's `notBy`: the people who wrote or approved the payment do not make it. */
function barredFrom(row: TaskCaseRow, type: RequestType | null): string[] {
  const step = type && row.stepKey ? stepOf(type, row.stepKey) : undefined;
  const barred = step?.notBy ?? [];
  return [
    ...(barred.includes("author") && row.parent ? [row.parent.authorId] : []),
    ...(barred.includes("voters") ? row.voterIds : []),
  ];
}

function missingAtStep(row: TaskCaseRow, type: RequestType | null): string[] {
  if (!type || !row.stepKey || !row.parent) return [];
  const { data } = row.parent;
  return fieldsOfStep(type, row.stepKey).filter((key) => isEmpty(data[key]));
}

function taskRecordFacts(row: TaskCaseRow): RecordFacts {
  return {
    ...peopleFacts(row.participants),
    kind: "task",
    draft: false,
    restricted: row.restricted,
    typeCode: row.typeCode,
    documentGroup: null,
    departmentId: row.departmentId,
    branchId: row.branchId,
    authorId: row.authorId,
    responsibleId: row.assigneeId,
    subjectId: row.subjectId,
    queueId: row.queueId,
    parents: row.parent ? [parentFacts(row.parent)] : [],
    namedBy: [],
  };
}

function parentFacts(parent: ParentRow): RecordFacts {
  return {
    ...peopleFacts(parent.participants),
    // reason: a task hangs on a request or a meeting; the CHECK on records.kind knows no other words
    kind: parent.kind as RecordFacts["kind"],
    draft: parent.status === "draft",
    restricted: parent.restricted,
    typeCode: parent.typeCode,
    documentGroup: null,
    departmentId: parent.departmentId,
    branchId: parent.branchId,
    authorId: parent.authorId,
    responsibleId: parent.assigneeId,
    subjectId: parent.subjectId,
    queueId: parent.queueId,
    parents: [],
    namedBy: [],
  };
}
