import { describe, expect, it } from "vitest";
import { approvalLines, approvalProgress, skipReasons } from "./approvalLines.ts";
import type { ApprovalStep, ApprovalVote } from "./approvalLines.ts";

const person = (name: string) => ({ id: name, name });
const candidate = (name: string) => ({
  person: person(name),
  onBehalfOf: null,
  asked: true,
  via: { code: "role_anywhere", params: {} },
});

function step(key: string, status: ApprovalStep["status"], rest: Partial<ApprovalStep> = {}): ApprovalStep {
  return {
    id: key,
    key,
    kind: "normal",
    title: {},
    round: 0,
    status,
    quorum: "any",
    escalated: false,
    figure: null,
    openedAt: null,
    dueAt: null,
    decidedAt: null,
    candidates: [],
    votes: [],
    ...rest,
  };
}

function vote(name: string, rest: Partial<ApprovalVote> = {}): ApprovalVote {
  return {
    id: `vote-${name}`,
    stepId: "head",
    person: person(name),
    onBehalfOf: null,
    decision: "approve",
    comment: "",
    recordVersion: 1,
    at: "2026-11-16T04:00:00Z",
    merged: false,
    voidedAt: null,
    voidReason: null,
    voidDiff: null,
    figure: null,
    ...rest,
  };
}

const coming = {
  stepKey: "cfo",
  as: "approval" as const,
  kind: "normal" as const,
  title: { ru: "", kk: "", en: "" },
  people: [person("Cfo")],
  queueRole: null,
  via: { code: "role_anywhere" },
};

describe("lines of the approvals card", () => {
  it("shows a fallen vote under the step that is asked again", () => {
    const fallen = vote("Head", { voidedAt: "2026-11-16T05:00:00Z", voidReason: "changed" });
    const [line] = approvalLines([step("head", "open", { candidates: [candidate("Head")], votes: [fallen] })], []);
    expect(line).toMatchObject({ state: "open", people: [{ id: "Head" }], voided: [{ id: "vote-Head" }] });
  });

  it("names who comes, and calls a step that the server does not expect not required", () => {
    const lines = approvalLines([step("cfo", "waiting"), step("ceo", "waiting")], [coming]);
    expect(lines.map(({ state, people, via }) => [state, people.length, via])).toEqual([
      ["ahead", 1, "role_anywhere"],
      ["not_required", 0, undefined],
    ]);
  });

  it("names who decides over the limit after another, though the three steps told ahead are others", () => {
    const [line] = approvalLines([step("overLimit:ceo", "waiting", { kind: "over_limit", candidates: [candidate("Ceo")] })], []);
    expect(line).toMatchObject({ state: "ahead", people: [{ id: "Ceo" }], via: "role_anywhere" });
  });

  it("waits only for those of several who have not voted", () => {
    const both = { candidates: [candidate("One"), candidate("Two")], votes: [vote("One")], quorum: "all" };
    const lines = approvalLines([step("head", "open", both)], []);
    expect(lines.map(({ state, people }) => [state, people.map((one) => one.id)])).toEqual([
      ["approved", []],
      ["open", ["Two"]],
    ]);
    expect(approvalProgress(lines)).toEqual({ done: 0, total: 1 });
  });

  it("counts decided steps of those that are asked", () => {
    const steps = [step("head", "finished", { votes: [vote("Head")] }), step("cfo", "waiting"), step("ceo", "skipped")];
    expect(approvalProgress(approvalLines(steps, [coming]))).toEqual({ done: 1, total: 2 });
  });
});

describe("why a step is not asked", () => {
  it("tells every part of its condition that did not hold", () => {
    const when = {
      any: [
        { field: "amountBase", op: ">", threshold: "ceo" },
        { fact: "overLimitPct", op: ">", value: 10 },
      ],
    };
    expect(skipReasons(when, { ceo: 5_000_000 })).toEqual([{ key: "amount", limit: 5_000_000 }, { key: "overLimitSmall" }]);
  });
});

it("names the one who returned the record again while its step is open once more", () => {
  const votes = [vote("head", { decision: "return" })];
  const lines = approvalLines([step("head", "open", { candidates: [candidate("head")], votes })], []);
  expect(lines.map(({ state, people }) => [state, people.map((one) => one.id)])).toEqual([
    ["returned", []],
    ["open", ["head"]],
  ]);
});
