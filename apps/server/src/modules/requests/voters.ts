import type { Awaited } from "../../records/awaits.ts";
import type { CaseRow } from "./case-query.ts";

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
