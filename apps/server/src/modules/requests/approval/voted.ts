import { decidedAt } from "@tartip/domain/approvals/run";
import { isEmpty } from "@tartip/domain/kernel/conditions";
import { blocker } from "@tartip/domain/kernel/blockers";
import type { Blocker } from "@tartip/domain/kernel/errors";
import { fieldsOfStep } from "@tartip/domain/requests/form";
import { gateBlockers } from "@tartip/domain/requests/guards";
import type { TransitionInput } from "../../../records/kinds.ts";
import type { StepRow, Voted } from "../../approvals/questions.ts";
import type { RequestCase } from "../load.ts";

/** The request as the rules of a vote look at it. */
export function votedOf({ row, facts, holds }: RequestCase): Voted {
  const { runId, runFacts, run, steps, votes } = row;
  return { record: row, runId, runFacts, run, steps, votes, barred: facts.barred, holds };
}

/** An approving vote needs the outcome's gates (the customer's rule) and the fields that the steps it decides must fill. */
export function voteBlockers(request: RequestCase, step: StepRow, input?: TransitionInput): Blocker[] {
  const filled = ownFields(input);
  const asked = decidedAt(request.row.run, step.key).flatMap((key) => fieldsOfStep(request.type, key));
  const empty = asked.filter((key) => isEmpty(request.values[key]) && isEmpty(filled[key]));
  const gates = gateBlockers(request.facts, "approvalOutcome");
  return [...gates, ...empty.map((key) => blocker("field_required", { kind: "field", target: key }, { field: key }))];
}

/** Fields filled in the vote itself. */
export function ownFields(input: TransitionInput | undefined): Record<string, unknown> {
  const fields = input?.["fields"];
  // reason: the route's schema admits an object here and nothing else
  return typeof fields === "object" && fields !== null ? (fields as Record<string, unknown>) : {};
}
