import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AT, company, contextOf, person, play, stage, start } from "../../test/company.ts";
import type { Stage } from "../../test/company.ts";
import { nextRound } from "./steps.ts";
import { quorumReached } from "./quorum.ts";
import { approvals, votersOf } from "./run.ts";
import type { RouteStep, RunEvent } from "./run.ts";
import { stepStatesOf } from "./settle.ts";

const ROLES = ["r0", "r1", "r2"];
const PEOPLE = ["author", "p0", "p1", "p2", "p3", "boss"];

const organisation = fc
  .record({
    roles: fc.array(fc.subarray(ROLES), { minLength: 6, maxLength: 6 }),
    absent: fc.subarray(["p0", "p1", "p2"]),
    substitutes: fc.array(fc.tuple(fc.constantFrom("p0", "p1", "p2", "p3"), fc.constantFrom("p1", "p2", "p3", "boss")), {
      maxLength: 2,
    }),
  })
  .map(({ roles, absent, substitutes }) => {
    const people = PEOPLE.map((id, index) =>
      person(id, roles[index] ?? [], id === "boss" ? null : "boss", { absent: absent.includes(id) }),
    );
    const substitutions = substitutes
      .filter(([a, b]) => a !== b)
      .map(([principalId, substituteId]) => ({ principalId, substituteId }));
    const org = company({ substitutions });
    return { ...org, people, departments: [{ id: "sales", parentId: null, headId: "p0" }], ownerStandInId: "p3" };
  });

/** Steps only look back, so every list is a graph without circles. */
const route = fc
  .array(
    fc.record({
      task: fc.boolean(),
      head: fc.boolean(),
      role: fc.constantFrom(...ROLES),
      quorum: fc.constantFrom("any" as const, "all" as const, 2),
      when: fc.boolean(),
      after: fc.array(fc.nat(5), { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((steps) =>
    steps.map((step, index): RouteStep => {
      const after = [...new Set(step.after.filter((one) => one < index).map((one) => `s${one}`))];
      const by = step.head ? { rule: "department_head" as const } : { role: step.role };
      const when = step.when ? { when: { fact: "extra", op: "=" as const, value: true } } : {};
      return { key: `s${index}`, as: step.task ? "task" : "approval", after, by, quorum: step.quorum, ...when };
    }),
  );

const moves = fc.array(
  fc.record({
    pick: fc.nat(),
    kind: fc.constantFrom("vote", "vote", "vote", "vote", "withdraw", "void", "refresh", "flip", "return"),
  }),
  { maxLength: 40 },
);

/** What a person or the world could do now; null when nothing of the kind is possible. */
function eventOf(now: Stage, move: { pick: number; kind: string }): RunEvent | null {
  const open = now.run.steps.filter((step) => step.state === "open");
  const asks = open.flatMap((step) => step.candidates.map((one) => ({ step: step.key, one })));
  const ask = asks[move.pick % Math.max(1, asks.length)];
  const last = now.run.votes.find((vote) => vote.act === now.run.lastAct && vote.void === null && !vote.merged);
  if (now.run.state === "returned") return { type: "resubmit", at: AT };
  if (move.kind === "withdraw") return last ? { type: "withdraw", at: AT, step: last.step, voterId: last.voterId } : null;
  if (move.kind === "void") return { type: "void", at: AT, steps: now.run.steps.slice(0, 1).map((step) => step.key) };
  if (move.kind === "refresh" || move.kind === "flip") return { type: "refresh", at: AT };
  if (!ask) return null;
  const decision = move.kind === "return" ? "return" : "approve";
  return {
    type: "vote",
    at: AT,
    step: ask.step,
    voterId: ask.one.personId,
    onBehalfOfId: ask.one.onBehalfOfId,
    decision,
    comment: "x",
    version: 1,
  };
}

/** Plays random moves; a refused vote leaves everything as it was. */
function wander(from: Stage, list: readonly { pick: number; kind: string }[], check: (now: Stage) => void): Stage {
  let now = from;
  for (const move of list) {
    const facts = move.kind === "flip" ? { extra: now.facts["extra"] !== true } : now.facts;
    if (now.run.state === "between") {
      const round = nextRound({ steps: now.run.route }, stepStatesOf(now.run), contextOf(now).holds);
      if (round !== null) now = play(now, start(round));
      continue;
    }
    const event = eventOf(now, move);
    if (!event || !["running", "returned"].includes(now.run.state)) continue;
    try {
      now = play({ ...now, facts }, event);
    } catch (error) {
      expect(String(error)).toMatch(/s\d_|voted_already|only_approver|acted_after_vote|nothing_to_approve/u);
    }
    check(now);
  }
  return now;
}

const world = fc.record({ org: organisation, route, moves, payment: fc.boolean(), extra: fc.boolean() });

function begin(from: { org: Stage["org"]; route: RouteStep[]; payment: boolean; extra: boolean }): Stage | null {
  const ready = stage({ ...from, facts: { extra: from.extra } });
  const round = nextRound({ steps: from.route }, {}, contextOf(ready).holds);
  return round === null ? null : play(ready, start(round));
}

describe("whatever people do", () => {
  it("nothing is approved without the quorum of every step that applies", () => {
    fc.assert(
      fc.property(world, (given) => {
        const begun = begin(given);
        if (!begun) return;
        const now = wander(begun, given.moves, () => undefined);
        if (now.run.state !== "approved") return;
        for (const step of now.run.steps) {
          expect(["finished", "skipped"]).toContain(step.state);
          if (step.state === "finished")
            expect(quorumReached(now.run, step) || approvals(now.run, step.key).length >= step.finishedBy.length).toBe(true);
          if (step.state === "finished") expect(approvals(now.run, step.key).length).toBeGreaterThan(0);
          if (step.state === "finished" && typeof step.quorum === "number")
            expect(approvals(now.run, step.key).length).toBeGreaterThanOrEqual(step.quorum);
          // A second voter falls away when another vote has made two; only steps of the route need a condition for it.
          if (step.state === "skipped" && step.kind !== "second")
            expect(now.run.route.find((one) => one.key === step.key)?.when).toBeDefined();
        }
        const approvalKeys = now.run.route
          .filter((step) => step.as === "approval" && step.when === undefined)
          .map((step) => step.key);
        for (const key of approvalKeys) expect(now.run.steps.find((step) => step.key === key)?.state).toBe("finished");
      }),
      { numRuns: 600 },
    );
  });

  it("nobody approves what they authored, and a barred person is never a candidate", () => {
    fc.assert(
      fc.property(world, (given) => {
        const begun = begin(given);
        if (!begun) return;
        wander(begun, given.moves, (now) => {
          for (const step of now.run.steps) {
            if (step.state === "open") expect(step.candidates.map((one) => one.personId)).not.toContain("author");
            if (step.state === "open") expect(step.candidates.map((one) => one.onBehalfOfId)).not.toContain("author");
          }
          expect(now.run.votes.map((vote) => vote.voterId)).not.toContain("author");
        });
      }),
      { numRuns: 400 },
    );
  });

  it("a payment always has two different voters, and nobody votes for another after voting", () => {
    fc.assert(
      fc.property(world, (given) => {
        const begun = begin({ ...given, payment: true });
        if (!begun) return;
        const now = wander(begun, given.moves, ({ run }) => {
          const behalf = run.votes.filter((vote) => vote.onBehalfOfId !== null && vote.void === null && !vote.merged);
          for (const vote of behalf) {
            const earlier = run.votes.filter(
              (one) => one.act < vote.act && one.voterId === vote.voterId && one.void === null && one.step !== vote.step,
            );
            expect(earlier.filter((one) => one.decision === "approve")).toEqual([]);
          }
        });
        if (now.run.state === "approved") expect(votersOf(now.run).length).toBeGreaterThanOrEqual(2);
      }),
      { numRuns: 600 },
    );
  });

  it("someone is always asked, or the administrator is told, while a run runs", () => {
    fc.assert(
      fc.property(world, (given) => {
        const begun = begin(given);
        if (!begun) return;
        wander(begun, given.moves, (now) => {
          if (now.run.state !== "running") return;
          const open = now.run.steps.filter((step) => step.state === "open");
          expect(open.length).toBeGreaterThan(0);
          for (const step of open) expect(step.escalated || step.candidates.length > 0).toBe(true);
        });
      }),
      { numRuns: 400 },
    );
  });
});
