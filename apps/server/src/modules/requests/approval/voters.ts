import type { Awaited } from "../../../records/notices/awaits.ts";
import type { CaseRow, CaseStep } from "../case-query.ts";

/** Open steps at which nobody may act until a person is named. */
export function stepsWithoutVoter({ steps }: Pick<CaseRow, "steps">): CaseStep[] {
  return steps.filter((step) => step.status === "open" && step.escalated);
}

/** Those of them the administrators are awaited at; a personal record stays closed to them. */
export function stepsToName(row: Pick<CaseRow, "steps" | "status" | "restricted">): CaseStep[] {
  return row.status === "approval" && !row.restricted ? stepsWithoutVoter(row) : [];
}

/** When the decision is due. */
export function dueOf({ dueAt }: { dueAt: string | null }): Date | null {
  return dueAt === null ? null : new Date(dueAt);
}

/** Who is asked at an open step and has not decided yet. */
export function voters(row: Pick<CaseRow, "steps" | "votes">): Awaited[] {
  return row.steps
    .filter((step) => step.status === "open")
    .flatMap((step) => {
      const voted = row.votes
        .filter((vote) => vote.decision === "approve" && vote.stepId === step.id)
        .map((vote) => vote.personId);
      return step.candidates
        .filter((one) => one.asked && !voted.includes(one.personId))
        .map((one): Awaited => {
          const reason = step.kind === "over_limit" ? "over_limit" : "decision";
          return { personId: one.personId, reason, stepId: step.id, dueAt: dueOf(step) };
        });
    });
}
