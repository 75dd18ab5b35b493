import { blocker, demand } from "../kernel/blockers.ts";
import type { Blocker } from "../kernel/errors.ts";
import type { BasisFacts } from "../requests/facts.ts";

/** Document kinds that can be the basis of a payment. */
export const BASIS_KINDS: readonly string[] = ["contract", "addendum", "act", "waybill", "tor"];

/**
 * The customer's rule: no payment without a contract, addendum, act, waybill or ToR that has a file. It holds at
 * sending, at every approving vote, at the outcome and at sending to payment, with no exception. A card still in draft
 * justifies nothing: its author alone sees it, and may put another file on it after the votes.
 *
 * @param field where another document is named: the invoice's own, or the one of its request's form
 */
export function basisBlockers(basis: BasisFacts | null, field = "basis"): Blocker[] {
  if (basis === null) return [blocker("basis_missing", { kind: "field", target: field })];
  if (!BASIS_KINDS.includes(basis.kind)) return [blocker("basis_kind_wrong", { kind: "field", target: field })];
  const card = { kind: "record", target: basis.documentId } as const;
  return [...demand(basis.registered, "basis_not_registered", card), ...demand(basis.hasFile, "basis_file_missing", card)];
}
