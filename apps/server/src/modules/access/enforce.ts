import type { Decision } from "@tartip/domain/kernel/decision";
import { DomainError } from "@tartip/domain/kernel/errors";

/**
 * Lets an allowed decision pass.
 *
 * @throws DomainError `forbidden` for a missing right, `segregation` naming the rule that refuses
 */
export function enforce(decision: Decision): void {
  if (decision.allowed) return;
  throw new DomainError(decision.hidden ? "forbidden" : "segregation", `refused by ${decision.rule}`, { key: decision.rule });
}
