import type { Candidate } from "../access/candidates.ts";
import type { OrgSnapshot } from "../access/organisation.ts";
import type { StepActor } from "../access/step-actor.ts";
import type { Run, RunStep } from "./run.ts";

/**
 * Whether it can matter to a run that a person goes away or comes back: they (or somebody they stand in for) are at a
 * step that is still to be decided, were passed over at it, or are asked for by its rule. Says yes too often rather than
 * too seldom: an absent person is at no step now, and still has to get theirs back.
 */
export function mayConcern(run: Run, personId: string, org: OrgSnapshot): boolean {
  const principals = org.substitutions.filter((one) => one.substituteId === personId).map((one) => one.principalId);
  const ids = [personId, ...principals];
  const undecided = run.steps.filter((step) => ["open", "waiting", "merged"].includes(step.state));
  return undecided.some((step) => isAskedFor(step.by, ids, org) || standsAt(step, ids) || wasPassedOver(step, ids, org));
}

function standsAt(step: RunStep, ids: readonly string[]): boolean {
  const named = step.candidates.some(
    (one) => ids.includes(one.personId) || (one.onBehalfOfId !== null && ids.includes(one.onBehalfOfId)),
  );
  return named || step.reassigned.some(({ fromId, toId }) => ids.includes(fromId) || ids.includes(toId));
}

function isAskedFor(by: StepActor, ids: readonly string[], org: OrgSnapshot): boolean {
  // Who stands in a field or did another step is known to the record, not to the run.
  if ("field" in by || "samePersonAs" in by) return true;
  if ("rule" in by) return by.rule === "author" || org.departments.some(({ headId }) => headId !== null && ids.includes(headId));
  const codes = [by.role, by.fallback];
  return org.people.some((person) => ids.includes(person.id) && person.roles.some(({ code }) => codes.includes(code)));
}

const UPWARD: readonly Candidate["via"]["code"][] = ["manager_above", "owner_stand_in", "substitutes_manager"];

/** On the way up from the first person asked, absent people are passed over, and so are people the rule cannot ask at all. */
function wasPassedOver(step: RunStep, ids: readonly string[], org: OrgSnapshot): boolean {
  if (!step.escalated && !step.candidates.some((one) => UPWARD.includes(one.via.code))) return false;
  if (org.ownerStandInId !== null && ids.includes(org.ownerStandInId)) return true;
  if (step.candidates.some((one) => ids.includes(one.via.params["of"] ?? ""))) return true;
  return org.people.some(({ managerId }) => managerId !== null && ids.includes(managerId));
}
