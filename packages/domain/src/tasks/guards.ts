import { blocker, demand, remindedLately } from "../kernel/blockers.ts";
import type { BlockerCode } from "../kernel/blockers.ts";
import type { Blocker } from "../kernel/errors.ts";
import type { TaskFacts } from "./facts.ts";
import type { TaskAction } from "./workflow.ts";

type Guard = (facts: TaskFacts) => Blocker[];

const none: Guard = () => [];

/** What still stands between the task and the action; every blocker at once. */
export function taskBlockers(facts: TaskFacts, action: TaskAction): Blocker[] {
  return GUARDS[action](facts);
}

/** No door lets a task start or finish before the work it waits for. */
const unblocked: Guard = (facts) =>
  facts.openPredecessors.map(({ id, title }) =>
    title === null ? blocker("task_blocked_unseen") : blocker("task_blocked", { kind: "task", target: id }, { task: title }),
  );

/** What the result must bring besides the words. */
const demandsOfResult: Guard = (facts) => {
  const { file, minFiles, fileOnly, missingFields } = facts.demands;
  const count = Math.max(minFiles, file ? 1 : 0);
  const present = facts.fileCount + (fileOnly ? 0 : facts.linkCount);
  return [
    ...demand(present >= count, proofCode(minFiles, fileOnly), { kind: "file", target: facts.id }, { count, present }),
    ...missingFields.map((field) => blocker("field_required", { kind: "field", target: field }, { field })),
  ];
};

/** What is said to be missing: a file, or a file or link, one or several. */
function proofCode(minFiles: number, fileOnly: boolean): BlockerCode {
  if (fileOnly) return minFiles > 1 ? "result_files_few" : "result_file_missing";
  return minFiles > 1 ? "result_proofs_few" : "result_proof_missing";
}

const partsOpen: Guard = (facts) => [
  ...facts.checklist
    .filter((item) => item.required && !item.done)
    .map((item) => blocker("checklist_open", { kind: "checklist", target: item.id }, { item: item.title })),
  ...facts.openSubtasks.map((task) => blocker("subtask_open", { kind: "task", target: task.id }, { task: task.title })),
];

const endsByFact: Guard = ({ id, completesBy }) =>
  demand(completesBy === null, "closes_by_fact", { kind: "record", target: id }, { fact: completesBy ?? "" });

/** Money that is owed, papers that are due and fields that later steps vouch for do not go away with the task that brings them. */
const cancel: Guard = (facts) => [
  ...endsByFact(facts),
  ...demand(!facts.demands.gated, "paper_needed", { kind: "file", target: facts.id }),
  ...facts.demands.missingFields.map((field) => blocker("field_needed", { kind: "task", target: facts.id }, { field })),
];

const handIn: Guard = (facts) => {
  if (facts.completesBy !== null) return endsByFact(facts);
  const said = demand(facts.result.trim() !== "", "result_missing", { kind: "field", target: "result" });
  return [...unblocked(facts), ...said, ...demandsOfResult(facts), ...partsOpen(facts)];
};

const reopen: Guard = (facts) => [
  ...demand(facts.parent?.isOpen ?? true, "record_closed"),
  ...demand(!facts.wholeOver, "whole_over"),
];

/** What could not be opened would wait for nobody, and keep its request from ending. */
const restore: Guard = (facts) => {
  const found = reopen(facts);
  return found.length > 0 ? found : demand(facts.parent?.opens ?? true, "request_rests");
};

const GUARDS: Record<TaskAction, Guard> = {
  unblock: unblocked,
  take: unblocked,
  start: unblocked,
  handIn,
  accept: none,
  return: none,
  refuseWork: none,
  cancel,
  reopen,
  remind: (facts) => remindedLately(facts.reminder),
  complete: unblocked,
  block: none,
  sendBack: none,
  putBack: none,
  restore,
};
