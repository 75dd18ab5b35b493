import type { RecordFacts } from "@tartip/domain/access/visibility";
import { barredFromVoting } from "@tartip/domain/access/segregation";
import { companyDay, daysBetween } from "@tartip/domain/kernel/calendar";
import { evaluate, isEmpty, loadThresholds, type Condition } from "@tartip/domain/kernel/conditions";
import type { Blocker } from "@tartip/domain/kernel/errors";
import type { RequestFacts } from "@tartip/domain/requests/facts";
import { validateForm, type FormStage } from "@tartip/domain/requests/form";
import { currencyOf, scopeOf } from "@tartip/domain/requests/scope";
import { nextRound, type StepState, type StepStates } from "@tartip/domain/requests/steps";
import { allFields, type RequestType } from "@tartip/domain/requests/type";
import type { RequestState, ReturnOrigin } from "@tartip/domain/requests/workflow";
import type { Context, Lang } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import type { KindFacts } from "../../records/kinds.ts";
import type { RecordRow } from "../../records/record.ts";
import { invoiceGuardsForOutcome, invoiceGuardsForSending } from "../invoices/commands.ts";
import { rateOn, requestType, settings, type CompanySettings } from "../reference/questions.ts";
import { readCase, type CaseRow, type CaseStep, type CaseTask } from "./case-query.ts";
import type { Values } from "./expense.ts";
import { valuesOf } from "./values.ts";

/** A request with its type, its values and what the pure rules need of it. */
export interface RequestCase extends KindFacts {
  record: RecordRow;
  row: CaseRow;
  type: RequestType;
  values: Values;
  settings: CompanySettings;
  /** Minor units of the base currency. */
  thresholds: Readonly<Record<string, number>>;
  rates: Readonly<Record<string, number>>;
  /** Of the reader: fields are named in it when something is missing. */
  language: Lang;
  facts: RequestFacts;
  /** What its invoice lacks for sending and for the outcome (duplicates, BIN, split, file, basis). */
  invoiceBlockers: { sending: Blocker[]; outcome: Blocker[] };
  /** Conditions of the type bound to this request's values and facts. */
  holds: (condition: Condition) => boolean;
}

/** Loads the request for reading or, after its row was locked, for acting. */
export async function loadCase(db: Db | Tx, ctx: Context, id: string): Promise<RequestCase> {
  const row = await readCase(db, id);
  const today = companyDay(ctx.now());
  const [type, known] = [await requestType(db, row.typeId), await settings(db)];
  const values = valuesOf(row);
  const thresholds = loadThresholds(known.thresholds);
  const rates = await ratesFor(db, currencyOf(type, values), known.baseCurrency, today);
  const conditionFacts = factsOfConditions(row, type);
  const holds = (condition: Condition): boolean =>
    evaluate(condition, scopeOf(type, values, { thresholds, facts: conditionFacts, rates }));
  const owed = (stage: FormStage): string[] =>
    validateForm(type, values, { stage, today, thresholds, rates })
      .errors.filter((error) => error.code.startsWith("required"))
      .map((error) => error.field);
  const steps = stepStatesOf(type, row);
  const gates = (at: "approvalStart" | "approvalOutcome" | "done"): string[] =>
    type.gates
      .filter((gate) => gate.at === at && (gate.when === undefined || holds(gate.when)))
      .flatMap((gate) => [...gate.needs]);
  const files = new Set(type.fields.filter((field) => field.type === "file" || field.type === "files").map((field) => field.key));
  const facts: RequestFacts = {
    id,
    // reason: the workflow test holds the statuses of the table to these states
    state: row.status as RequestState,
    typeCode: type.code,
    record: recordFactsOf(row),
    // reason: written by effects only, from the same union
    returnedFrom: row.returnedFrom as ReturnOrigin | null,
    graph: type,
    steps,
    nextRound: nextRound(type, steps, holds),
    openSteps: row.steps.filter((step) => step.status === "open").map(openStep),
    sent: row.sentAt !== null,
    missing: {
      atSubmission: owed("submission").filter((key) => !files.has(key) || row.files[key] === undefined),
      atApproval: owed("approval").filter((key) => !files.has(key) || row.files[key] === undefined),
    },
    gates: { approvalStart: gates("approvalStart"), approvalOutcome: gates("approvalOutcome"), done: gates("done") },
    filledFields: allFields(type)
      .map((field) => field.key)
      .filter((key) => (files.has(key) ? row.files[key] !== undefined : !isEmpty(values[key]))),
    basis: row.basis,
    tasks: row.tasks.map((task) => ({
      id: task.id,
      stepKey: task.stepKey,
      title: task.title,
      state: task.status,
      hasFile: task.files > 0,
    })),
    invoices: row.invoices.map((one) => ({ id: one.id, number: one.number, state: one.status, paidMinor: one.paidMinor })),
    checklist: row.checklist.map((item) => ({ id: item.id, title: item.text, required: item.required, done: item.done })),
    changedSinceReturn: row.answered,
    questionOpen: row.clarifyAskedBy !== null,
    daysSinceFinished: row.closedAt === null ? 0 : daysBetween(companyDay(row.closedAt), today),
    queueHasOthers: true,
    barred: barredFromVoting({
      authorId: row.authorId,
      subjectId: row.subjectId,
      payeeId: null,
      lastChangedBy: row.lastChangedBy,
    }),
  };
  return {
    record: row,
    row,
    type,
    values,
    settings: known,
    thresholds,
    rates,
    language: ctx.language,
    facts,
    invoiceBlockers: await invoiceBlockersOf(db, row),
    holds,
  };
}

const NOTHING = { sending: [], outcome: [] };

/** Asked only where the invoice is about to be sent or decided on. */
async function invoiceBlockersOf(db: Db | Tx, row: CaseRow): Promise<RequestCase["invoiceBlockers"]> {
  if (row.invoices.length === 0) return NOTHING;
  if (row.status === "in_progress" || row.status === "rework")
    return { ...NOTHING, sending: await invoiceGuardsForSending(db, row.id) };
  return row.status === "approval" ? { ...NOTHING, outcome: await invoiceGuardsForOutcome(db, row.id) } : NOTHING;
}

/** Rates a form in this currency needs: none for the base one. */
export async function ratesFor(db: Db | Tx, currency: string, base: string, day: string): Promise<Record<string, number>> {
  return currency === base ? {} : { [currency]: (await rateOn(db, currency, day)).rateMicro };
}

function openStep(step: CaseStep): { key: string; candidateIds: string[] } {
  return { key: step.key, candidateIds: step.candidates.map((candidate) => candidate.personId) };
}

/** Facts the conditions of types may ask for; the over-limit ones are those of the last measuring. */
function factsOfConditions(row: CaseRow, type: RequestType): Record<string, unknown> {
  const facts: Record<string, unknown> = {
    overLimit: row.runFacts?.overLimit ?? false,
    overLimitPct: row.runFacts?.overLimitPct ?? 0,
    contractLinked: row.basis !== null && ["contract", "addendum"].includes(row.basis.kind),
  };
  for (const step of type.steps) {
    if (step.as === "approval") facts[`stepApproved:${step.key}`] = row.steps.some((s) => s.key === step.key && isGiven(s));
    else facts[`fileOfTask:${step.key}`] = row.tasks.some((task) => task.stepKey === step.key && task.files > 0);
  }
  return facts;
}

const isGiven = (step: CaseStep): boolean => step.status === "finished" || step.status === "merged";

/** Where each step of the graph stands, from the task or the approval step made of it. */
export function stepStatesOf(type: RequestType, row: Pick<CaseRow, "tasks" | "steps">): StepStates {
  const states: Record<string, StepState> = {};
  for (const step of type.steps) {
    if (step.as === "task") states[step.key] = taskStepState(row.tasks.find((task) => task.stepKey === step.key));
    else states[step.key] = approvalStepState(row.steps.find((one) => one.key === step.key));
  }
  return states;
}

function taskStepState(task: CaseTask | undefined): StepState {
  if (!task || task.status === "blocked") return "waiting";
  if (task.status === "done") return "finished";
  return task.status === "cancelled" ? "skipped" : "open";
}

function approvalStepState(step: CaseStep | undefined): StepState {
  if (!step || step.status === "waiting") return "waiting";
  if (isGiven(step)) return "finished";
  return step.status === "skipped" ? "skipped" : "open";
}

/** The record as the read policy sees it. */
export function recordFactsOf(row: CaseRow): RecordFacts {
  const having = (...roles: string[]): string[] =>
    row.participants.filter((one) => roles.includes(one.role)).map((one) => one.personId);
  return {
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
    participantIds: having("contractor", "mentioned", "reviewer", "watcher"),
    watcherIds: having("watcher"),
    approverIds: having("approver"),
    taskAssigneeIds: having("task"),
    parents: [],
  };
}

/** The type of a request, for those who need nothing else of it. */
export async function loadType(db: Db | Tx, id: string): Promise<RequestType> {
  const row = await db.selectFrom("requests").select("type_id").where("id", "=", id).executeTakeFirstOrThrow();
  return requestType(db, row.type_id);
}
