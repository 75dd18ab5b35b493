import { basisBlockers } from "../invoices/basis.ts";
import { CAME_TO_NOTHING, PAID } from "../invoices/workflow.ts";
import { blocker, demand, remindedLately } from "../kernel/blockers.ts";
import type { Blocker } from "../kernel/errors.ts";
import type { RequestFacts, StepTask } from "./facts.ts";
import { appliesAnyApproval, tasksBeforeRound } from "../approvals/steps.ts";
import type { Holds } from "../approvals/steps.ts";
import { FILE_OF_TASK } from "./type.ts";
import { paymentNeeded } from "./payment.ts";
import { resubmitTarget } from "./workflow.ts";
import type { RequestAction } from "./workflow.ts";

/** A finished record can be reopened for this many days. */
const REOPEN_DAYS = 30;

type Guard = (facts: RequestFacts, holds: Holds) => Blocker[];

const none: Guard = () => [];

/** What still stands between the request and the action; every blocker at once. */
export function requestBlockers(facts: RequestFacts, action: RequestAction, holds: Holds): Blocker[] {
  return GUARDS[action](facts, holds);
}

/** Needs of a gate that are not met, each told where to cure it. */
export function gateBlockers(facts: RequestFacts, at: keyof RequestFacts["gates"]): Blocker[] {
  return facts.gates[at].flatMap((need) => gateNeed(facts, need));
}

function gateNeed(facts: RequestFacts, need: string): Blocker[] {
  if (need.startsWith(FILE_OF_TASK)) return fileOfTask(facts, need.slice(FILE_OF_TASK.length));
  const { basis, invoice } = facts.meaning;
  if (need === basis?.document) return basisBlockers(facts.basis, need);
  const filled = facts.filledFields.includes(need);
  if (need === invoice?.file) return demand(filled, "invoice_file_missing", { kind: "file", target: need });
  return demand(filled, "gate_missing", { kind: "field", target: need }, { field: need });
}

/** The file must still be there when its task was skipped or never made: the gate's own `when` says when it is not needed. */
function fileOfTask(facts: RequestFacts, stepKey: string): Blocker[] {
  const tasks = facts.tasks.filter((task) => task.stepKey === stepKey && task.state !== "cancelled");
  const target = tasks[0]?.id ?? stepKey;
  const title = tasks[0]?.title ?? stepKey;
  return demand(
    tasks.some((task) => task.hasFile),
    "task_file_missing",
    { kind: "task", target },
    { task: title },
  );
}

function missingFields(keys: readonly string[]): Blocker[] {
  return keys.map((field) => blocker("field_required", { kind: "field", target: field }, { field }));
}

/** An empty field that a gate names too is told once, in the words of the gate. */
function fieldsBeside(facts: RequestFacts, keys: readonly string[], at: keyof RequestFacts["gates"]): Blocker[] {
  return missingFields(keys.filter((key) => !facts.gates[at].includes(key)));
}

function openTasks(tasks: readonly StepTask[]): Blocker[] {
  const open = tasks.filter((task) => task.state !== "done" && task.state !== "cancelled");
  return open.map((task) => blocker("task_open", { kind: "task", target: task.id }, { task: task.title }));
}

function tasksBefore(facts: RequestFacts, round: number): Blocker[] {
  const keys = tasksBeforeRound(facts.graph, round);
  const unopened = keys.filter((key) => facts.steps[key] !== "skipped" && !facts.tasks.some((task) => task.stepKey === key));
  const tasks = facts.tasks.filter((task) => task.stepKey !== null && keys.includes(task.stepKey));
  return [...unopened.map((key) => blocker("task_open", { kind: "task", target: key }, { task: key })), ...openTasks(tasks)];
}

function openChecklist(facts: RequestFacts): Blocker[] {
  const open = facts.checklist.filter((item) => item.required && !item.done);
  return open.map((item) => blocker("checklist_open", { kind: "checklist", target: item.id }, { item: item.title }));
}

const startRound: Guard = (facts) => {
  if (facts.nextRound === null) return [blocker("nothing_to_approve")];
  return [
    ...tasksBefore(facts, facts.nextRound),
    ...fieldsBeside(facts, facts.missing.atApproval, "approvalStart"),
    ...openChecklist(facts),
    ...gateBlockers(facts, "approvalStart"),
  ];
};

/** A later round that nobody would be asked in holds nothing up, though its turn has not come. */
const finishApproval: Guard = (facts) => [
  ...demand(facts.nextRound === null, "round_open"),
  ...gateBlockers(facts, "approvalOutcome"),
];

const plan: Guard = (facts, holds) => demand(!appliesAnyApproval(facts.graph, facts.steps, holds), "approval_needed");

/** Back into a round only as complete as at the first sending; an answer or a change is needed in any case. */
const resubmit: Guard = (facts) => {
  const changed = demand(facts.changedSinceReturn, "nothing_changed");
  if (facts.returnedFrom === null || resubmitTarget(facts.returnedFrom) !== "approval") return changed;
  const round = facts.nextRound ?? 0;
  const gates = gateBlockers(facts, "approvalStart");
  return [...changed, ...tasksBefore(facts, round), ...fieldsBeside(facts, facts.missing.atApproval, "approvalStart"), ...gates];
};

/** The named work is over: handed in, accepted where it is reviewed, or called off. */
const redone: Guard = (facts) => [
  ...demand(facts.redoTaskId !== null, "nothing_changed"),
  ...openTasks(facts.tasks.filter((task) => task.id === facts.redoTaskId)),
];

const recall: Guard = (facts) => {
  if (facts.invoices.length === 0) return [blocker("invoice_missing")];
  return facts.invoices
    .filter((invoice) => invoice.state !== "approved")
    .map((one) => blocker("invoice_not_approved", { kind: "record", target: one.id }, { number: one.number }));
};

const complete: Guard = (facts) => {
  const unpaid = facts.invoices.filter((one) => !PAID.includes(one.state) && !CAME_TO_NOTHING.includes(one.state));
  return [
    ...openTasks(facts.tasks),
    ...paymentNeeded(facts),
    ...unpaid.map((one) => blocker("invoice_unpaid", { kind: "record", target: one.id }, { number: one.number })),
    ...gateBlockers(facts, "done"),
  ];
};

const cancel: Guard = (facts) =>
  facts.invoices
    .filter((one) => ["in_payment", ...PAID].includes(one.state) || one.paidMinor > 0)
    .map((one) => blocker("invoice_in_payment", { kind: "record", target: one.id }, { number: one.number }));

const reopen: Guard = (facts) => {
  const paid = facts.invoices.filter((one) => PAID.includes(one.state) || one.paidMinor > 0);
  return [
    ...demand(facts.daysSinceFinished <= REOPEN_DAYS, "reopen_too_late", undefined, { days: REOPEN_DAYS }),
    ...demand(!facts.filedBeside, "filed_beside"),
    ...paid.map((one) => blocker("invoice_paid", { kind: "record", target: one.id }, { number: one.number })),
  ];
};

/** What is asked for already is not asked for a second time beside it. */
const submit: Guard = (facts) => [...demand(!facts.filedBeside, "filed_beside"), ...missingFields(facts.missing.atSubmission)];

const GUARDS: Record<RequestAction, Guard> = {
  submit,
  accept: (facts) => demand(facts.record.responsibleId !== null, "responsible_missing", { kind: "field", target: "assignee" }),
  take: none,
  sendForApproval: startRound,
  startRound,
  passRound: none,
  finishApproval,
  plan,
  return: none,
  resubmit,
  reject: cancel,
  recall,
  complete,
  close: (facts) => [...openTasks(facts.tasks), ...paymentNeeded(facts)],
  waivePayment: (facts) => demand(paymentNeeded(facts).length > 0, "payment_goes_on"),
  returnDone: none,
  redone,
  cancel,
  reopen,
  remind: (facts) => remindedLately(facts.reminder),
  clarify: (facts) => demand(facts.question === null, "question_open"),
  answer: (facts) => demand(facts.question !== null, "no_question"),
};
