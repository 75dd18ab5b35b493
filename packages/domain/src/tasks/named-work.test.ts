import { describe, expect, it } from "vitest";
import { requestFacts, stepTask } from "../../test/crowd.ts";
import type { RequestFacts } from "../requests/facts.ts";
import { reopensWithoutWork, returnsToSelf, workBlockers, type NamedWork } from "./named-work.ts";

const WHOLE = { title: "Почистить", assigneeId: "doer", dueAt: "2026-11-20T13:00:00Z" };

describe("the work a reopening names", () => {
  const facts = requestFacts({
    tasks: [
      stepTask({ id: "done" }),
      stepTask({ id: "open", state: "todo" }),
      stepTask({ id: "paid", mayBeRedone: false }),
      stepTask({ id: "off", state: "cancelled" }),
    ],
  });

  it.each<[NamedWork, string[]]>([
    [{ taskId: "done" }, []],
    [{ taskId: "open" }, ["work_not_done"]],
    [{ taskId: "paid" }, ["work_not_done"]],
    [{ taskId: "off" }, ["work_not_done"]],
    [{ taskId: "of another request" }, ["work_not_done"]],
    [WHOLE, []],
    [{}, ["work_missing"]],
    [{ ...WHOLE, title: "  " }, ["work_missing"]],
    [{ ...WHOLE, assigneeId: undefined }, ["work_missing"]],
    [{ ...WHOLE, dueAt: undefined }, ["work_missing"]],
  ])("%o: %o", (named, codes) => {
    expect(workBlockers(facts, named).map((one) => one.code)).toEqual(codes);
  });
});

it("is not returned to the one who complains", () => {
  const doers = (id: string) => (id === "done" ? "author" : "doer");
  const ofTask = ["done", "open"].map((taskId) => returnsToSelf({ taskId }, doers, "author"));
  expect(ofTask).toEqual([true, false]);
  expect(["author", "doer"].map((assigneeId) => returnsToSelf({ ...WHOLE, assigneeId }, doers, "author"))).toEqual([true, false]);
});

describe("a reopening that names nothing", () => {
  const only = (change: Partial<RequestFacts>): boolean =>
    reopensWithoutWork(requestFacts({ graph: { steps: [STEP] }, steps: { check: "finished" }, ...change }), () => false);
  const STEP = { key: "check", as: "task" as const, after: [] };
  const back = stepTask({ state: "cancelled", comesBack: true });

  it.each<[string, Partial<RequestFacts>, boolean]>([
    ["closed", { state: "closed" }, true],
    ["closed, whatever its route", { state: "closed", graph: requestFacts().graph }, true],
    ["rejected with all work done", { state: "rejected" }, true],
    ["rejected with work that comes back", { state: "rejected", tasks: [back] }, false],
    [
      "rejected with work that comes back and falls away",
      { state: "rejected", tasks: [back], graph: { steps: [{ ...STEP, when: { fact: "overLimit", op: "=", value: true } }] } },
      true,
    ],
    ["rejected before anybody accepted it", { state: "rejected", tasks: [], steps: {} }, false],
    [
      "rejected by a vote",
      {
        state: "rejected",
        graph: { steps: [STEP, { key: "head", as: "approval", after: ["check"] }] },
        steps: { check: "finished", head: "finished" },
      },
      false,
    ],
  ])("%s", (_name, change, without) => {
    expect(only(change)).toBe(without);
  });
});
