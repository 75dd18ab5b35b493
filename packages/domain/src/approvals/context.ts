import { resolveAbove, resolveCandidates } from "../access/candidates.ts";
import type { CandidateSubject } from "../access/candidates.ts";
import { coordinatorsNear, holdersByRank } from "../access/rank.ts";
import { managersAbove, type OrgSnapshot } from "../access/organisation.ts";
import { whyNotGrant } from "../access/segregation.ts";
import type { OverLimitCase } from "../access/segregation.ts";
import type { RefusalCode } from "../kernel/refusals.ts";
import type { Holds } from "./steps.ts";
import type { Run, RunContext, RunStep } from "./run.ts";

export interface ContextInput {
  org: OrgSnapshot;
  /** The record; `voterIds`, `barred`, `notHolding` and `notBy` are set step by step. */
  subject: Omit<CandidateSubject, "voterIds" | "barred" | "notHolding" | "notBy">;
  /** S1, from `barredFromVoting`. */
  barred: ReadonlyMap<string, RefusalCode>;
  /** S4, S5; null while nothing is over the limit. */
  overLimit: Omit<OverLimitCase, "pct" | "grantedByIds"> | null;
  /** Whose request it is: nobody of them is named to decide on it. */
  parties?: readonly string[];
  holds: Holds;
  hashFor: (step: RunStep) => string;
}

/** What of a run its context looks at. */
type Bound = Pick<Run, "route"> & Partial<Pick<Run, "votes">>;

/** Binds the candidate rule and the segregation of duties to one record, for the engine. */
export function runContext(run: Bound, input: ContextInput): RunContext {
  const barred = (step: RunStep): ReadonlyMap<string, RefusalCode> => barredAt(run, input, step);
  const subjectOf = (step: RunStep, voterIds: readonly string[], except: readonly string[]): CandidateSubject => {
    const route = run.route.find((one) => one.key === step.key);
    const reason = step.kind === "over_limit" ? "s5_same_person" : "payment_two_voters";
    const withExcept = new Map([...barred(step), ...except.map((id): [string, RefusalCode] => [id, reason])]);
    return { ...input.subject, voterIds, barred: withExcept, notHolding: [], notBy: route?.notBy ?? [] };
  };
  const byRank = (step: RunStep): string[] => {
    const kept = new Set([...(input.parties ?? []), input.subject.authorId, ...coordinatorsNear(input.org, input.subject)]);
    return rankOf(run, input, step).filter((id) => !kept.has(id));
  };
  return {
    byRank,
    holds: input.holds,
    hashFor: input.hashFor,
    barred,
    resolve: (step, ask) => resolveCandidates(step.by, input.org, subjectOf(step, ask.voterIds, ask.except), "approval"),
    resolveAbove: (step, personId, except) => resolveAbove(personId, input.org, subjectOf(step, except, except)),
  };
}

/** The second voter of a payment stands above the first; every other step says by its rule who could hold it. */
function rankOf(run: Bound, { org, subject }: ContextInput, step: RunStep): string[] {
  if (step.kind !== "second") return holdersByRank(step.by, org, subject);
  const voters = (run.votes ?? []).filter((vote) => vote.void === null).map((vote) => vote.voterId);
  return [...new Set([...voters.flatMap((id) => managersAbove(org, id)), ...holdersByRank({ role: "ceo" }, org, subject)])];
}

function barredAt(run: Pick<Run, "route">, input: ContextInput, step: RunStep): Map<string, RefusalCode> {
  const barred = new Map(input.barred);
  const notHolding = run.route.find((one) => one.key === step.key)?.notHolding ?? [];
  for (const person of input.org.people) {
    if (barred.has(person.id)) continue;
    if (person.roles.some((role) => notHolding.includes(role.code))) barred.set(person.id, "barred_by_role");
    else if (!person.active || person.external) barred.set(person.id, "person_inactive");
    else if (step.kind === "over_limit" && input.overLimit) barGranter(barred, person.id, input.overLimit);
  }
  return barred;
}

function barGranter(barred: Map<string, RefusalCode>, id: string, over: Omit<OverLimitCase, "pct" | "grantedByIds">): void {
  const rule = whyNotGrant(id, { ...over, pct: 0, grantedByIds: [] });
  if (rule !== null) barred.set(id, rule);
}
