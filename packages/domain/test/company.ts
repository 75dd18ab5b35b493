import { barredFromVoting } from "../src/access/segregation.ts";
import type { CandidateSubject } from "../src/access/candidates.ts";
import type { OrgPerson, OrgSnapshot, OrgSubstitution } from "../src/access/organisation.ts";
import { runContext } from "../src/approvals/context.ts";
import type { ContextInput } from "../src/approvals/context.ts";
import { reduce } from "../src/approvals/engine.ts";
import { newRun } from "../src/approvals/run.ts";
import type { RouteStep, Run, RunEffect, RunEvent } from "../src/approvals/run.ts";
import type { RefusalCode } from "../src/kernel/refusals.ts";

export const AT = "2026-11-22T09:00:00Z";

/** One person of the test company: role list, manager, and what is different today. */
export function person(id: string, roles: string[], managerId: string | null, rest: Partial<OrgPerson> = {}): OrgPerson {
  return {
    id,
    departmentId: "sales",
    branchId: "ALA",
    managerId,
    active: true,
    external: false,
    absent: false,
    roles: roles.map((code) => ({ code, branchId: null })),
    ...rest,
  };
}

/** Sales of Almaty: the chief above all, a head, an author, and the people of money. */
export function company(changes: { people?: OrgPerson[]; substitutions?: Partial<OrgSubstitution>[] } = {}): OrgSnapshot {
  const people = [
    person("ceo", ["ceo"], null, { departmentId: "board" }),
    person("head", ["head"], "ceo"),
    person("author", ["coordinator"], "head"),
    person("clerk", ["coordinator"], "head"),
    person("cfo", ["cfo"], "ceo", { departmentId: "finance" }),
    person("acc1", ["accountant"], "cfo", { departmentId: "finance" }),
    person("acc2", ["accountant"], "cfo", { departmentId: "finance" }),
    person("treasurer", ["treasurer", "accountant"], "cfo", { departmentId: "finance" }),
    person("lawyer", ["lawyer"], "ceo", { departmentId: "legal" }),
  ];
  const changed = new Map((changes.people ?? []).map((one) => [one.id, one]));
  const fresh = (changes.people ?? []).filter((one) => !people.some((known) => known.id === one.id));
  return {
    people: [...people.map((one) => changed.get(one.id) ?? one), ...fresh],
    departments: [
      { id: "board", parentId: null, headId: "ceo" },
      { id: "sales", parentId: "board", headId: "head" },
      { id: "finance", parentId: "board", headId: "cfo" },
      { id: "legal", parentId: "board", headId: null },
    ],
    substitutions: (changes.substitutions ?? []).map(substitution),
    ownerStandInId: "cfo",
  };
}

function substitution(one: Partial<OrgSubstitution>): OrgSubstitution {
  return { principalId: "", substituteId: "", kinds: [], maxAmountMinor: null, restricted: false, declined: false, ...one };
}

export function subject(changes: Partial<CandidateSubject> = {}): CandidateSubject {
  return {
    kind: "request",
    typeCode: "payment",
    restricted: false,
    departmentId: "sales",
    branchId: "ALA",
    authorId: "author",
    people: {},
    doneBy: {},
    actors: {},
    amountBaseMinor: 100_000_00,
    voterIds: [],
    barred: new Map<string, RefusalCode>([["author", "s1_author"]]),
    notHolding: [],
    notBy: [],
    ...changes,
  };
}

/** The payment route in short: a check, three side by side, then the two above the thresholds. */
export const PAYMENT_ROUTE: RouteStep[] = [
  { key: "check", as: "task", after: [], by: { role: "coordinator", scope: "department", fallback: "accountant" } },
  { key: "head", as: "approval", after: ["check"], by: { rule: "department_head" } },
  { key: "legal", as: "approval", after: ["check"], by: { role: "lawyer" }, when: { fact: "legal", op: "=", value: true } },
  {
    key: "acc",
    as: "approval",
    after: ["check"],
    by: { role: "accountant", scope: "branch" },
    notHolding: ["treasurer", "cfo"],
    ownsFields: ["knp", "costItem"],
  },
  {
    key: "cfo",
    as: "approval",
    after: ["head", "legal", "acc"],
    by: { role: "cfo" },
    when: { fact: "cfo", op: "=", value: true },
  },
  { key: "ceo", as: "approval", after: ["cfo"], by: { role: "ceo" }, when: { fact: "ceo", op: "=", value: true } },
  {
    key: "pay",
    as: "task",
    after: ["head", "legal", "acc", "cfo", "ceo"],
    by: { role: "treasurer" },
    notBy: ["author", "voters"],
  },
];

export interface Stage {
  run: Run;
  effects: RunEffect[];
  org: OrgSnapshot;
  facts: Record<string, boolean>;
  input: Partial<ContextInput>;
}

/** A run with everything it hangs on, to be driven event by event. */
export function stage(
  options: { route?: RouteStep[]; org?: OrgSnapshot; facts?: Record<string, boolean>; payment?: boolean } = {},
): Stage {
  const run = newRun(options.route ?? PAYMENT_ROUTE, options.payment ?? true);
  return { run, effects: [], org: options.org ?? company(), facts: options.facts ?? {}, input: {} };
}

/** Applies events in order; the effects kept are those of the last one. */
export function play(from: Stage, ...events: RunEvent[]): Stage {
  return events.reduce((now, event) => {
    const { run, effects } = reduce(now.run, event, contextOf(now));
    return { ...now, run, effects };
  }, from);
}

export function contextOf(now: Stage) {
  const { voterIds: _v, barred: _b, notHolding: _h, notBy: _n, ...record } = subject();
  return runContext(now.run, {
    org: now.org,
    subject: record,
    barred: barredFromVoting({ authorId: "author", subjectId: null, payeeId: null, lastChangedBy: {} }),
    overLimit: null,
    holds: (condition) => "fact" in condition && condition.fact !== undefined && now.facts[condition.fact] === true,
    hashFor: (step) => `hash of ${step.key}`,
    ...now.input,
  });
}

export const start = (round = 0): RunEvent => ({ type: "startRound", at: AT, round });

export function approve(step: string, voterId: string, onBehalfOfId: string | null = null): RunEvent {
  return { type: "vote", at: AT, step, voterId, onBehalfOfId, decision: "approve", comment: "", version: 1 };
}

export function decide(decision: "return" | "reject", step: string, voterId: string, comment = "нет акта"): RunEvent {
  return { type: "vote", at: AT, step, voterId, onBehalfOfId: null, decision, comment, version: 1 };
}

/** Steps of the run by state, for short expectations: `head:open`. */
export function states(now: Stage): Record<string, string> {
  return Object.fromEntries(now.run.steps.map((step) => [step.key, step.state]));
}

/** Whom an open step asks. */
export function asked(now: Stage, key: string): string[] {
  const step = now.run.steps.find((one) => one.key === key);
  return step?.state === "open" ? step.candidates.map((one) => one.personId) : [];
}
