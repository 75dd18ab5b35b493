import { ADMIN_QUEUE } from "@tartip/domain/access/candidates";
import type { Tx } from "../../platform/db/database.ts";
import type { Awaited } from "../../records/notices/awaits.ts";
import { queueFor } from "../access/commands.ts";
import type { RunRows, StepRow } from "./rows.ts";

/** What of a record says who is asked about it. */
export interface Asking extends Pick<RunRows, "steps" | "votes"> {
  /** A record that waits for decisions has this status, whatever its kind. */
  status: string;
  restricted: boolean;
}

/** The status of every kind in which its run asks. */
export const IN_APPROVAL = "approval";

/** Open steps at which nobody may act until a person is named. */
export function stepsWithoutVoter({ steps }: Pick<RunRows, "steps">): StepRow[] {
  return steps.filter((step) => step.status === "open" && step.escalated);
}

/** Those of them that wait for the administrators; a personal record stays closed to administrators. */
function stepsToName(record: Asking): StepRow[] {
  return record.status === IN_APPROVAL && !record.restricted ? stepsWithoutVoter(record) : [];
}

/** When the decision is due. */
function dueOf({ dueAt }: { dueAt: string | null }): Date | null {
  return dueAt === null ? null : new Date(dueAt);
}

/** Who is asked at an open step and has not decided yet. */
export function voters(record: Pick<RunRows, "steps" | "votes">): Awaited[] {
  return record.steps
    .filter((step) => step.status === "open")
    .flatMap((step) => {
      const voted = record.votes
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

/** Where nobody may vote the administrators are awaited, to name a person. */
export async function awaitedToName(tx: Tx, record: Asking): Promise<Awaited[]> {
  const stuck = stepsToName(record);
  if (stuck.length === 0) return [];
  const queueId = await queueFor(tx, ADMIN_QUEUE);
  return stuck.map((step) => ({ queueId, reason: "name_person", stepId: step.id, dueAt: dueOf(step) }));
}

/** The people who decide now; where nobody may, the administrators. */
export function remindable(record: Asking): { awaitedIds: string[]; queueAwaited: boolean } {
  const asked = record.status === IN_APPROVAL ? voters(record).flatMap((one) => one.personId ?? []) : [];
  return { awaitedIds: asked, queueAwaited: stepsToName(record).length > 0 };
}
