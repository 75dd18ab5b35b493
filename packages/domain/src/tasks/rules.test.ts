import { describe, expect, it } from "vitest";
import { actor, record, taskFacts } from "../../test/crowd.ts";
import { reviewerOf } from "./facts.ts";
import type { TaskFacts } from "./facts.ts";
import { taskBlockers } from "./guards.ts";
import { decideTask, mayEditTask, mayMoveDeadline } from "./policy.ts";
import type { TaskAction } from "./workflow.ts";

const CAST = {
  doer: actor("doer"),
  member: actor("member", [], { queueIds: ["q"] }),
  setter: actor("setter"),
  reviewer: actor("reviewer"),
  coordinator: actor("coordinator", ["coordinator"]),
  manager: actor("manager"),
  stranger: actor("stranger"),
};

function allowed(action: TaskAction, changes: Partial<TaskFacts> = {}): string[] {
  return Object.entries(CAST)
    .filter(([, who]) => decideTask(who, taskFacts(changes), action).allowed)
    .map(([name]) => name);
}

describe("who may act on a task", () => {
  it.each<[TaskAction, Partial<TaskFacts>, string[]]>([
    ["take", { assigneeId: null, queueId: "q" }, ["member"]],
    ["take", { queueId: "q" }, []],
    ["take", { assigneeId: null, queueId: "q", barredIds: ["member"] }, []],
    ["take", { assigneeId: null, queueId: "q", doersBeforeIds: ["member"] }, []],
    ["start", {}, ["doer"]],
    ["start", { doersBeforeIds: ["doer"] }, []],
    ["handIn", {}, ["doer"]],
    ["accept", { state: "submitted", handedInById: "doer" }, ["reviewer"]],
    ["return", { state: "submitted", handedInById: "doer" }, ["reviewer"]],
    ["refuseWork", {}, []],
    ["refuseWork", { acceptance: true }, ["doer"]],
    ["cancel", {}, ["setter", "coordinator", "manager"]],
    ["reopen", { state: "done" }, ["setter", "coordinator"]],
    ["remind", {}, ["setter", "coordinator"]],
    [
      "remind",
      { parent: { record: record({ authorId: "stranger" }), isOpen: true, opens: true } },
      ["setter", "coordinator", "stranger"],
    ],
    ["remind", { reminder: { awaitedIds: [], queueAwaited: false, againAt: null } }, []],
    ["complete", {}, []],
    ["unblock", { state: "blocked" }, []],
  ])("%s with %o: %o", (action, changes, people) => {
    expect(allowed(action, changes)).toEqual(people);
  });

  it("refuses by name one's own result and a barred step", () => {
    expect(decideTask(CAST.reviewer, taskFacts({ handedInById: "reviewer" }), "accept")).toEqual({
      allowed: false,
      rule: "own_result",
    });
    expect(decideTask(CAST.doer, taskFacts({ barredIds: ["doer"] }), "handIn")).toEqual({
      allowed: false,
      rule: "barred_by_role",
    });
    expect(decideTask(CAST.doer, taskFacts({ acceptance: true, doersBeforeIds: ["doer"] }), "handIn")).toEqual({
      allowed: false,
      rule: "own_result",
    });
  });

  it("lets a contractor do the own task and nothing of its setter", () => {
    const out = actor("doer", ["contractor"], { external: true });
    expect(decideTask(out, taskFacts({ setterId: "doer" }), "handIn").allowed).toBe(true);
    expect([
      decideTask(out, taskFacts({ setterId: "doer" }), "cancel").allowed,
      mayEditTask(out, taskFacts({ setterId: "doer" })).allowed,
      mayMoveDeadline(out, taskFacts({ setterId: "doer", parent: null })).allowed,
    ]).toEqual([false, false, false]);
  });

  it.each<[string, Partial<TaskFacts>, string[]]>([
    ["a task of a record", {}, ["setter", "coordinator", "manager"]],
    ["a task on no record", { parent: null }, ["setter", "coordinator", "manager"]],
    ["one's own, though one coordinates it", { assigneeId: "coordinator", managerIds: [] }, ["setter"]],
    ["a step of the request one answers for", { assigneeId: "setter" }, ["coordinator", "manager"]],
    ["one set for oneself", { assigneeId: "setter", parent: null }, ["setter", "coordinator", "manager"]],
    ["a part one made of one's own work", { assigneeId: "setter", isPart: true }, ["setter", "coordinator", "manager"]],
    ["what waits in a queue", { assigneeId: null, queueId: "q", managerIds: [] }, ["setter", "coordinator"]],
  ])("moves the deadline of %s and cancels it: who waits, not who owes", (_name, changes, people) => {
    const facts = taskFacts(changes);
    const may = Object.entries(CAST).filter(([, who]) => mayMoveDeadline(who, facts).allowed);
    expect(may.map(([name]) => name)).toEqual(people);
    expect(allowed("cancel", changes)).toEqual(people);
  });

  it("tells the doer with a right why it does not count here, and hides the rest", () => {
    const own = taskFacts({ assigneeId: "coordinator" });
    const rule = "only_setter_coordinator_manager";
    expect(decideTask(CAST.coordinator, own, "cancel")).toEqual({ allowed: false, rule });
    expect(decideTask(CAST.doer, taskFacts(), "cancel")).toEqual({ allowed: false, rule, hidden: true });
    expect(mayEditTask(CAST.coordinator, own).allowed).toBe(true);
  });

  it("lets who coordinates the request coordinate its tasks", () => {
    const far = taskFacts({ record: record({ kind: "task", departmentId: "legal" }) });
    expect(decideTask(CAST.coordinator, far, "cancel").allowed).toBe(true);
    expect(decideTask(CAST.coordinator, { ...far, parent: null }, "cancel").allowed).toBe(false);
  });

  it("finds the reviewer: setter, else responsible, else manager, never the assignee", () => {
    const chain = { review: true, setterId: null, responsibleId: null, managerId: "m" };
    expect(reviewerOf("doer", { ...chain, setterId: "s", responsibleId: "r" })).toBe("s");
    expect(reviewerOf("doer", { ...chain, responsibleId: "r" })).toBe("r");
    expect(reviewerOf("doer", chain)).toBe("m");
    expect(reviewerOf("s", { ...chain, setterId: "s" })).toBeNull();
    expect(reviewerOf("doer", { ...chain, review: false, setterId: "s" })).toBeNull();
  });
});

const FILE = { file: true, minFiles: 0, fileOnly: false, gated: false, missingFields: [] };
const ONLY_FILE = { ...FILE, fileOnly: true };

describe("what stands in the way of a task", () => {
  const codes = (action: TaskAction, changes: Partial<TaskFacts> = {}): string[] =>
    taskBlockers(taskFacts(changes), action).map((one) => one.code);
  const before = [{ id: "p", title: "Проверить счёт" }];

  it("is the work it waits for, through every door", () => {
    for (const action of ["take", "start", "handIn", "complete", "unblock"] as const)
      expect(codes(action, { openPredecessors: before })).toContain("task_blocked");
  });

  it.each<[Partial<TaskFacts>, string[]]>([
    [{}, []],
    [{ result: "  " }, ["result_missing"]],
    [
      { demands: { file: true, minFiles: 0, fileOnly: false, gated: false, missingFields: ["supplier"] } },
      ["result_proof_missing", "field_required"],
    ],
    [{ demands: FILE, linkCount: 1 }, []],
    [{ demands: FILE, fileCount: 1 }, []],
    [{ demands: ONLY_FILE, linkCount: 5 }, ["result_file_missing"]],
    [{ demands: ONLY_FILE, fileCount: 1 }, []],
    [{ demands: { ...FILE, minFiles: 3 }, fileCount: 1, linkCount: 1 }, ["result_proofs_few"]],
    [{ demands: { ...FILE, minFiles: 3 }, fileCount: 1, linkCount: 2 }, []],
    [{ demands: { ...ONLY_FILE, minFiles: 3 }, fileCount: 2, linkCount: 9 }, ["result_files_few"]],
    [{ demands: { ...ONLY_FILE, minFiles: 3 }, fileCount: 3 }, []],
    [
      { checklist: [{ id: "c", title: "Сверка", required: true, done: false }], openSubtasks: before },
      ["checklist_open", "subtask_open"],
    ],
    [{ completesBy: "invoicePaid" }, ["closes_by_fact"]],
  ])("handing in with %o: %o", (changes, expected) => {
    expect(codes("handIn", changes)).toEqual(expected);
  });

  it("is a fact still to come, for cancelling what only the fact closes", () => {
    expect(codes("cancel", { completesBy: "invoicePaid" })).toEqual(["closes_by_fact"]);
    expect(codes("cancel", { completesBy: "closingDocumentLinked" })).toEqual(["closes_by_fact"]);
    expect(codes("cancel", { demands: { ...FILE, gated: true } })).toEqual(["paper_needed"]);
    expect(codes("cancel", { demands: { ...FILE, missingFields: ["supplier"] } })).toEqual(["field_needed"]);
    expect(codes("cancel")).toEqual([]);
  });

  it("is a closed record for reopening", () => {
    const at = (isOpen: boolean, opens: boolean) => ({ parent: { record: record(), isOpen, opens } });
    expect(codes("reopen", at(false, false))).toEqual(["record_closed"]);
    expect(codes("restore", at(false, false))).toEqual(["record_closed"]);
    expect([codes("restore", at(true, false)), codes("reopen", at(true, false))]).toEqual([["request_rests"], []]);
    expect([codes("restore", at(true, true)), codes("restore", { parent: null })]).toEqual([[], []]);
    expect([codes("reopen", { wholeOver: true }), codes("restore", { wholeOver: true })]).toEqual([
      ["whole_over"],
      ["whole_over"],
    ]);
    expect([codes("reopen"), codes("reopen", { parent: null })]).toEqual([[], []]);
  });
});
