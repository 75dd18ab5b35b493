import { firstRefusal, refusedBy } from "../kernel/decision.ts";
import type { Decision } from "../kernel/decision.ts";
import { unless } from "../kernel/refusals.ts";
import type { RefusalCode } from "../kernel/refusals.ts";
import { CFO_OVER_LIMIT_PCT } from "./grants.ts";

export type BarredReason = Extract<RefusalCode, "s1_author" | "s1_subject" | "s1_payee" | "s1_changed">;

/** Whom S1 looks at. */
export interface Interested {
  authorId: string;
  subjectId: string | null;
  /** The person the money goes to (an advance, a refund), if it is one of ours. */
  payeeId: string | null;
  /** Who last changed amount, currency, counterparty, account or split, field by field; votes filling own fields not counted. */
  lastChangedBy: Readonly<Record<string, string>>;
}

/** Fields whose last editor may not vote (S1); at submission that is the author. */
export const S1_FIELDS: readonly string[] = ["amount", "currency", "counterparty", "account", "split"];

/** S1: people who may not vote on a record, each with the reason that names the rule. */
export function barredFromVoting(interested: Interested): Map<string, BarredReason> {
  const barred = new Map<string, BarredReason>();
  for (const field of S1_FIELDS) {
    const editor = interested.lastChangedBy[field];
    if (editor !== undefined) barred.set(editor, "s1_changed");
  }
  if (interested.payeeId !== null) barred.set(interested.payeeId, "s1_payee");
  if (interested.subjectId !== null) barred.set(interested.subjectId, "s1_subject");
  return barred.set(interested.authorId, "s1_author");
}

/**
 * S1 with S6: a voter is bound by their own restrictions and by those of the principal they stand in for.
 *
 * @param onBehalfOfId the principal, null for an own vote
 */
export function mayVote(barred: ReadonlyMap<string, RefusalCode>, voterId: string, onBehalfOfId: string | null): Decision {
  const own = barred.get(voterId);
  if (own !== undefined) return refusedBy(own);
  return unless(onBehalfOfId !== null && barred.has(onBehalfOfId), "s6_principal");
}

/** S6: who voted in the run, in person or through a substitute, may not vote again for another. */
export function mayVoteForAnother(voterId: string, onBehalfOfId: string | null, votedIds: readonly string[]): Decision {
  return unless(onBehalfOfId !== null && votedIds.includes(voterId), "s6_voted_already");
}

/** S2: who voted in the run does not pay it; nor does the principal of such a vote, or their substitute. */
export function mayPay(payerId: string, voterIds: readonly string[]): Decision {
  return unless(voterIds.includes(payerId), "s2_voter_pays");
}

/** S2: who moved money of an invoice does not say what is no longer owed of it: one hand would pay a part and write off the rest. */
export function mayWaiveRest(actorId: string, payerIds: readonly string[]): Decision {
  return unless(payerIds.includes(actorId), "s2_payer_waives");
}

/**
 * S3: a new or changed account is confirmed by somebody else than who changed it, who has neither decided on nor paid an open
 * invoice of that supplier: nobody sends their own decision elsewhere.
 *
 * @param boundIds voters, principals of their substitutes and payers of the supplier's open invoices
 */
export function mayConfirmAccount(actorId: string, changedById: string, boundIds: readonly string[]): Decision {
  return firstRefusal(
    unless(actorId === changedById, "s3_account_changer"),
    unless(boundIds.includes(actorId), "s3_open_invoice"),
  );
}

/** What S4 and S5 need of an over-limit decision. */
export interface OverLimitCase {
  authorId: string;
  /** Responsible people of the touched budget lines. */
  lineResponsibleIds: readonly string[];
  /** Who entered the latest plan figure of a touched cell. */
  planEnteredByIds: readonly string[];
  pct: number;
  /** Who already granted in this run. */
  grantedByIds: readonly string[];
}

/** S4 and S5: why this person may not grant; null when they may. */
export function whyNotGrant(personId: string, over: OverLimitCase): RefusalCode | null {
  if (over.authorId === personId) return "s5_author";
  if (over.lineResponsibleIds.includes(personId)) return "s5_line_responsible";
  if (over.planEnteredByIds.includes(personId)) return "s4_plan_author";
  return over.pct > CFO_OVER_LIMIT_PCT && over.grantedByIds.includes(personId) ? "s5_same_person" : null;
}

/** S7: nobody changes own roles. */
export function mayChangeRolesOf(actorId: string, personId: string): Decision {
  return unless(actorId === personId, "s7_own_roles");
}

/** S7: the vote of another is a right like a role; the person who arranges it for somebody does not take it. */
export function mayNameSubstitute(actorId: string, principalId: string, substituteId: string): Decision {
  return unless(actorId !== principalId && actorId === substituteId, "s7_own_substitution");
}

/** S7: a head decides by the chart alone, which is a right like a role: nobody puts themselves there. */
export function mayNameHead(actorId: string, headId: string): Decision {
  return unless(actorId === headId, "s7_own_head");
}

/** S9: the last administrator keeps the role. */
export function mayRemoveAdministrator(activeAdministrators: number): Decision {
  return unless(activeAdministrators <= 1, "last_administrator");
}

/** S13: a result is accepted by somebody else than who handed it in. */
export function mayAcceptResult(actorId: string, handedInById: string | null): Decision {
  return unless(actorId === handedInById, "own_result");
}

/** Payments carry the votes of at least two different people; true while a second person must still vote. */
export function lacksSecondVoter(voterIds: readonly string[]): boolean {
  return new Set(voterIds).size < 2;
}
