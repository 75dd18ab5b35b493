import type { Decision } from "@tartip/domain/kernel/decision";
import { DomainError } from "@tartip/domain/kernel/errors";

/** Throws the refusal a policy decided: `forbidden` for a missing right, `segregation` for a rule with a name. */
export function enforceDecision(decision: Decision, action: string): void {
  if (decision.allowed) return;
  throw new DomainError(decision.hidden ? "forbidden" : "segregation", `${action} refused by ${decision.rule}`, {
    key: decision.rule,
  });
}
