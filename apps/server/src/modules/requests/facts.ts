import type { RecordFacts } from "@tartip/domain/access/visibility";
import { barredFromVoting } from "@tartip/domain/access/segregation";
import { companyDay, daysBetween } from "@tartip/domain/kernel/calendar";
import { evaluate, isEmpty, type Condition } from "@tartip/domain/kernel/conditions";
import type { BasisFacts, RequestFacts, StepTask } from "@tartip/domain/requests/facts";
import { validateForm, type FormStage } from "@tartip/domain/requests/form";
import { meaningOf, textAt } from "@tartip/domain/requests/meaning";
import type { OrderedPayment } from "@tartip/domain/requests/payment";
import { scopeOf } from "@tartip/domain/requests/scope";
import { nextRound, type StepState, type StepStates } from "@tartip/domain/approvals/steps";
import { allFields, stepOf, type RequestType } from "@tartip/domain/requests/type";
import type { RequestState, ReturnOrigin } from "@tartip/domain/requests/workflow";
import { peopleFacts } from "../../records/people-facts.ts";
import { isGiven, remindable, stepStateOf, type StepRow } from "../approvals/questions.ts";
import type { CaseRow, CaseTask } from "./case-query.ts";
import type { Values } from "./money/expense.ts";

/** Everything the pure rules are made of, read before. */
export interface FactSources {
  row: CaseRow;
  type: RequestType;
  values: Values;
  /** The company's day. */
  today: string;
  thresholds: Readonly<Record<string, number>>;
  rates: Readonly<Record<string, number>>;
  holds: (condition: Condition) => boolean;
  /** When those awaited may be reminded again; null when now. */
  againAt: string | null;
  /** Steps of the type that open the payment of it, and by which type of request it is asked for. */
  paidBy: readonly { step: string; typeCode: string }[];
  readerId: string;
  /** In which the rules name a step to the reader. */
  language: keyof RequestType["steps"][number]["title"];
  /** Who answers for it, by the organisation of the day. */
  answerers: Pick<RequestFacts, "answererId" | "filerId" | "question">;
}

/** Conditions of the type bound to one request's values and facts. */
export function conditionsOf(
  row: CaseRow,
  type: RequestType,
  values: Values,
  sources: Pick<FactSources, "thresholds" | "rates">,
): FactSources["holds"] {
  const scope = scopeOf(type, values, { ...sources, facts: factsOfConditions(row, type) });
  return (condition) => evaluate(condition, scope);
}

/** The facts of `RequestFacts` from what was read. */
export function requestFactsOf(sources: FactSources): RequestFacts {
  const { row, type, today, holds, againAt } = sources;
  const steps = stepStatesOf(type, row);
  return {
    id: row.id,
    // reason: the workflow test holds the statuses of the table to these states
    state: row.status as RequestState,
    typeCode: type.code,
    record: recordFactsOf(row),
    // reason: written by effects only, from the same union
    returnedFrom: row.returnedFrom as ReturnOrigin | null,
    redoTaskId: row.returnedTaskId,
    meaning: meaningOf(type),
    graph: type,
    steps,
    nextRound: nextRound(type, steps, holds),
    openSteps: row.steps.filter((step) => step.status === "open").map(openStep),
    sent: row.sentAt !== null,
    ...formFacts(sources),
    basis: basisOf(row, type),
    ...partsOf(sources),
    payment: paymentOf(sources),
    filedBeside: row.filedBeside,
    changedSinceReturn: row.answered,
    reminder: { ...remindable(row), againAt },
    ...sources.answerers,
    daysSinceFinished: row.closedAt === null ? 0 : daysBetween(companyDay(row.closedAt), today),
    queueHasOthers: row.queueHasOthers,
    barred: barredFromVoting({
      authorId: row.authorId,
      subjectId: row.subjectId,
      payeeId: textAt(sources.values, meaningOf(type).payee) || null,
      lastChangedBy: row.lastChangedBy,
    }),
  };
}

/** Which fields must still be filled by each moment, what the gates name, and which fields hold something. */
function formFacts({
  row,
  type,
  values,
  today,
  thresholds,
  rates,
  holds,
}: FactSources): Pick<RequestFacts, "missing" | "gates" | "filledFields"> {
  const files = new Set(type.fields.filter((field) => field.type === "file" || field.type === "files").map((field) => field.key));
  const missing = (stage: FormStage): string[] =>
    validateForm(type, values, { stage, today, thresholds, rates })
      .errors.filter(
        (error) => error.code.startsWith("required") && !(files.has(error.field) && row.files[error.field] !== undefined),
      )
      .map((error) => error.field);
  const gates = (at: keyof RequestFacts["gates"]): string[] =>
    type.gates
      .filter((gate) => gate.at === at && (gate.when === undefined || holds(gate.when)))
      .flatMap((gate) => [...gate.needs]);
  return {
    missing: { atSubmission: missing("submission"), atApproval: missing("approval") },
    gates: { approvalStart: gates("approvalStart"), approvalOutcome: gates("approvalOutcome"), done: gates("done") },
    filledFields: allFields(type)
      .map((field) => field.key)
      .filter((key) => (files.has(key) ? row.files[key] !== undefined : !isEmpty(values[key]))),
  };
}

function partsOf({ row, type, language }: FactSources): Pick<RequestFacts, "tasks" | "invoices" | "checklist"> {
  return {
    tasks: row.tasks.map((task) => taskFactsOf(task, type, language)),
    invoices: row.invoices.map(({ id, requestId, number, status, paidMinor }) => ({
      id,
      requestId,
      number,
      state: status,
      paidMinor,
    })),
    checklist: row.checklist.map(({ id, text, required, done }) => ({ id, title: text, required, done })),
  };
}

/** The payment a step of the type opens as a request of its own. */
function paymentOf({ row, paidBy, readerId }: FactSources): OrderedPayment {
  const order = row.tasks.find((task) => paidBy.some(({ step }) => step === task.stepKey) && isOver(task) && !task.skipped);
  const draft = row.chainDrafts.find(({ typeCode }) => paidBy.some((one) => one.typeCode === typeCode));
  return {
    orderTaskId: order?.id ?? null,
    draft: draft ? { id: draft.id, author: draft.author, isReaders: draft.authorId === readerId } : null,
    waived: row.paymentWaivedAt !== null,
  };
}

function isOver({ status }: CaseTask): boolean {
  return status === "done" || status === "cancelled";
}

/** A task of a step is called as its step is, in the reader's language; the stored title is Russian. */
function taskFactsOf(
  { id, stepKey, status, files, ...task }: CaseTask,
  type: RequestType,
  language: FactSources["language"],
): StepTask {
  const step = stepKey === null ? undefined : stepOf(type, stepKey);
  const title = step?.title[language] ?? task.title;
  const accepts = step?.acceptance === true;
  const mayBeRedone = task.completesBy === null && task.assigneeWorks && !accepts;
  return { id, stepKey, title, state: status, hasFile: files > 0, mayBeRedone, comesBack: task.comesBack };
}

/** The document the form names as what justifies the payment. */
function basisOf({ data, documents }: CaseRow, type: RequestType): BasisFacts | null {
  const id = textAt(data, meaningOf(type).basis?.document);
  return documents.find((one) => one.documentId === id) ?? null;
}

function openStep(step: StepRow): { key: string; candidateIds: string[] } {
  return { key: step.key, candidateIds: step.candidates.map((candidate) => candidate.personId) };
}

/** Facts the conditions of types may ask for; the over-limit ones are those of the last measuring. */
function factsOfConditions(row: CaseRow, type: RequestType): Record<string, unknown> {
  const facts: Record<string, unknown> = {
    overLimit: row.runFacts?.overLimit ?? false,
    overLimitPct: row.runFacts?.overLimitPct ?? 0,
    contractLinked: ["contract", "addendum"].includes(basisOf(row, type)?.kind ?? ""),
  };
  for (const step of type.steps) {
    if (step.as === "approval") facts[`stepApproved:${step.key}`] = row.steps.some((s) => s.key === step.key && isGiven(s));
    else facts[`fileOfTask:${step.key}`] = row.tasks.some((task) => task.stepKey === step.key && task.files > 0);
  }
  return facts;
}

/** Where each step of the graph stands, from the task or the approval step made of it. */
function stepStatesOf(type: RequestType, row: Pick<CaseRow, "tasks" | "steps">): StepStates {
  const states: Record<string, StepState> = {};
  for (const step of type.steps) {
    if (step.as === "task") states[step.key] = taskStepState(row.tasks.find((task) => task.stepKey === step.key));
    else states[step.key] = stepStateOf(row.steps.find((one) => one.key === step.key));
  }
  return states;
}

function taskStepState(task: CaseTask | undefined): StepState {
  if (!task || task.status === "blocked") return "waiting";
  if (task.status === "done") return "finished";
  return task.status === "cancelled" ? "skipped" : "open";
}

/** The record as the read policy sees it. */
function recordFactsOf(row: CaseRow): RecordFacts {
  return {
    ...peopleFacts(row.participants),
    kind: "request",
    draft: row.status === "draft",
    restricted: row.restricted,
    typeCode: row.typeCode,
    documentGroup: null,
    departmentId: row.departmentId,
    branchId: row.branchId,
    authorId: row.authorId,
    responsibleId: row.assigneeId,
    subjectId: row.subjectId,
    queueId: row.queueId,
    parents: [],
    namedBy: [],
  };
}
