import { DomainError } from "./errors.ts";

/** Answer of a policy: allowed, or refused with the name of the rule (i18n namespace `refusals`). */
export type Decision = { allowed: true } | { allowed: false; rule: string; hidden?: boolean };

export const ALLOWED: Decision = { allowed: true };

/** Refusal by missing right: the page need not even show the button. */
export function noRight(rule: string): Decision {
  return { allowed: false, rule, hidden: true };
}

/** Refusal by a rule the person should read (segregation of duties and the like). */
export function refusedBy(rule: string): Decision {
  return { allowed: false, rule };
}

/** The first refusal in order, else allowed. */
export function firstRefusal(...decisions: Decision[]): Decision {
  return decisions.find((decision) => !decision.allowed) ?? ALLOWED;
}

/**
 * Lets an allowed decision pass.
 *
 * @throws DomainError `forbidden` for a missing right, `segregation` for a rule that the person should read
 */
export function enforce(decision: Decision, what = "the action"): void {
  if (decision.allowed) return;
  throw new DomainError(decision.hidden ? "forbidden" : "segregation", `${what}: refused by ${decision.rule}`, {
    key: decision.rule,
  });
}
