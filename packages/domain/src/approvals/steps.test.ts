import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { PAYMENT_ROUTE } from "../../test/company.ts";
import {
  advance,
  ancestorsOf,
  appliesAnyApproval,
  inGraphOrder,
  nextRound,
  previewRoute,
  roundsOf,
  tasksBeforeRound,
} from "./steps.ts";
import type { GraphStep, Holds, StepStates } from "./steps.ts";

type Row = [key: string, as: "task" | "approval", after?: string[], when?: string | undefined];

function graph(...rows: Row[]): { steps: GraphStep[] } {
  return {
    steps: rows.map(([key, as, after, when]) => ({
      key,
      as,
      after: after ?? [],
      ...(when && { when: { fact: when, op: "=" as const, value: true } }),
    })),
  };
}

const facts =
  (...names: string[]): Holds =>
  (condition) =>
    "fact" in condition && names.includes(condition.fact ?? "");

const MARKETING = graph(
  ["brief", "task"],
  ["head", "approval", ["brief"], "budget"],
  ["fin", "approval", ["brief"], "cfo"],
  ["ceo", "approval", ["fin"], "ceo"],
  ["make", "task", ["brief", "head", "fin", "ceo"]],
  ["review", "task", ["make"]],
  ["legal", "approval", ["make"], "placement"],
  ["place", "task", ["review", "legal"], "placement"],
  ["report", "task", ["place"], "placement"],
);

const IT = graph(
  ["triage", "task"],
  ["head", "approval", [], "access"],
  ["do", "task", ["triage", "head"]],
  ["confirm", "task", ["do"]],
);

describe("rounds", () => {
  it("hold approvals with no task between them", () => {
    expect(roundsOf({ steps: PAYMENT_ROUTE })).toEqual([["head", "legal", "acc", "cfo", "ceo"]]);
    expect(roundsOf(MARKETING)).toEqual([["head", "fin", "ceo"], ["legal"]]);
    expect(roundsOf(IT)).toEqual([["head"]]);
    expect(roundsOf(graph(["a", "task"]))).toEqual([]);
  });

  it("name the tasks before them and nothing beside them", () => {
    expect(tasksBeforeRound(MARKETING, 0)).toEqual(["brief"]);
    expect(tasksBeforeRound(MARKETING, 1)).toEqual(["brief", "make"]);
    expect(tasksBeforeRound(IT, 0)).toEqual([]);
    expect([...ancestorsOf(IT, "do")].toSorted()).toEqual(["head", "triage"]);
  });

  it("come next by what holds, whole rounds passed over", () => {
    expect(nextRound(MARKETING, {}, facts("placement"))).toBe(1);
    expect(nextRound(MARKETING, {}, facts("budget", "placement"))).toBe(0);
    expect(nextRound(MARKETING, { head: "finished" }, facts("budget", "placement"))).toBe(1);
    expect(appliesAnyApproval(MARKETING, {}, facts())).toBe(false);
    expect(appliesAnyApproval(MARKETING, { legal: "finished" }, facts("placement"))).toBe(false);
  });
});

describe("advance", () => {
  it("opens first tasks at acceptance and leaves approvals to their round", () => {
    expect(advance(IT, {}, facts("access"), null)).toEqual([{ step: "triage", change: "open" }]);
    expect(advance(IT, {}, facts("access"), 0)).toEqual([
      { step: "triage", change: "open" },
      { step: "head", change: "open" },
    ]);
  });

  it("skips a false step only when its own predecessors are over", () => {
    const changes = advance({ steps: PAYMENT_ROUTE }, { check: "finished" }, facts("legal"), 0);
    expect(changes.map((one) => `${one.step} ${one.change}`)).toEqual(["head open", "legal open", "acc open"]);
    const later: StepStates = { check: "finished", head: "finished", legal: "finished", acc: "finished" };
    expect(advance({ steps: PAYMENT_ROUTE }, later, facts(), 0)).toEqual([
      { step: "cfo", change: "skip" },
      { step: "ceo", change: "skip" },
      { step: "pay", change: "open" },
    ]);
  });

  it("lets tasks go on past approvals that do not apply without any sending", () => {
    const certificate = graph(
      ["head", "approval", [], "leave"],
      ["prepare", "task", ["head"]],
      ["sign", "approval", ["prepare"], "leave"],
      ["ack", "task", ["prepare", "sign"]],
    );
    expect(advance(certificate, {}, facts(), null).map((one) => one.step)).toEqual(["head", "prepare"]);
    const prepared: StepStates = { head: "skipped", prepare: "finished" };
    expect(advance(certificate, prepared, facts(), null).map((one) => one.step)).toEqual(["sign", "ack"]);
  });

  it("keeps an approval of a later round waiting while an earlier round runs", () => {
    const side = graph(["a", "approval"], ["c", "approval"], ["t", "task", ["a"]], ["b", "approval", ["t"]]);
    expect(advance(side, { a: "finished", c: "open", t: "finished" }, facts(), 0)).toEqual([]);
    expect(advance(side, { a: "finished", c: "finished", t: "finished" }, facts(), 1)).toEqual([{ step: "b", change: "open" }]);
  });

  it("always brings a graph to its end, each step once", () => {
    const anyGraph = fc
      .array(fc.record({ task: fc.boolean(), after: fc.array(fc.nat(7), { maxLength: 3 }), when: fc.boolean() }), {
        maxLength: 8,
      })
      .map((list) =>
        graph(
          ...list.map((one, index): Row => [
            `s${index}`,
            one.task ? "task" : "approval",
            [...new Set(one.after.filter((n) => n < index))].map((n) => `s${n}`),
            one.when ? "maybe" : undefined,
          ]),
        ),
      );
    fc.assert(
      fc.property(anyGraph, fc.boolean(), (given, maybe) => {
        let states: StepStates = {};
        const seen: string[] = [];
        for (let round = 0; round <= 10; round++) {
          const changes = advance(given, states, maybe ? facts("maybe") : facts(), round);
          seen.push(...changes.map((one) => one.step));
          const over = changes.map(({ step, change }) => [step, change === "open" ? "finished" : "skipped"] as const);
          states = { ...states, ...Object.fromEntries(over) };
        }
        expect(seen.toSorted()).toEqual(given.steps.map((step) => step.key).toSorted());
      }),
    );
  });
});

it("previews the way of a draft", () => {
  const way = previewRoute(MARKETING, facts("budget"));
  expect(way.filter((one) => one.applies).map((one) => one.step)).toEqual(["brief", "head", "make", "review"]);
  expect(way.find((one) => one.step === "legal")).toEqual({ step: "legal", as: "approval", round: 1, applies: false });
});

it("refuses a circle and an unknown name", () => {
  expect(() => inGraphOrder(graph(["a", "task", ["b"]], ["b", "task", ["a"]]))).toThrow(/circle/u);
  expect(() => roundsOf(graph(["a", "approval", ["ghost"]]))).toThrow(/ghost/u);
});
