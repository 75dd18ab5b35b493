import { ALLOWED, firstRefusal } from "../kernel/decision.ts";
import type { Decision } from "../kernel/decision.ts";
import { needs, unless } from "../kernel/refusals.ts";
import { mayChangeRolesOf } from "./segregation.ts";

/** A new holder of a guarded role is known to the company for so long before their word counts. */
const SETTLED_AFTER_MS = 24 * 3_600_000;

/** Roles whose holders may be the second person of S8. */
export const CONFIRMING_ROLES: readonly string[] = ["admin", "ceo"];

/** Somebody as the second person of S8. */
export interface Confirmer {
  id: string;
  roleCodes: readonly string[];
  /** When the youngest of their guarded roles took effect; null when all of them are from the set-up. */
  guardedSince: Date | null;
  /** The person who made the link by which their password was set, the person who made that one's, and so on; from the set-up none. */
  madeByIds: readonly string[];
}

export interface ProposedGrant {
  personId: string;
  proposedById: string;
  /** As of a confirmer: whose hands opened the proposer's account. */
  proposerMadeByIds: readonly string[];
}

/**
 * S8: who may be the second person: another administrator or the chief executive, neither side of the grant, of accounts
 * that no one person opened both, and not on the first day of a guarded role. Somebody who makes accounts, or links into
 * them, else proposes with one and confirms with another.
 */
export function mayConfirmRole(confirmer: Confirmer, grant: ProposedGrant, now: Date): Decision {
  const { guardedSince } = confirmer;
  return firstRefusal(
    needs(
      confirmer.roleCodes.some((code) => CONFIRMING_ROLES.includes(code)),
      "s8_confirmer",
    ),
    unless(confirmer.id === grant.proposedById, "s8_second_person"),
    mayChangeRolesOf(confirmer.id, grant.personId),
    unless(inOneHand(confirmer, grant), "s8_one_hand"),
    unless(guardedSince !== null && now.getTime() - guardedSince.getTime() < SETTLED_AFTER_MS, "s8_first_day"),
  );
}

export interface ProposedDays extends ProposedGrant {
  /** Who would act for the person; null for an absence. */
  substituteId: string | null;
}

/**
 * S8 for days away of the holder of a guarded role, and for who stands in meanwhile: the person's own word, or that of a
 * second person as for a role. Who would stand in says nothing in it.
 */
export function mayConfirmDays(confirmer: Confirmer, days: ProposedDays, now: Date): Decision {
  if (confirmer.id === days.personId) return ALLOWED;
  return firstRefusal(unless(confirmer.id === days.substituteId, "s7_own_substitution"), mayConfirmRole(confirmer, days, now));
}

/** Whether one person stands behind both words: the other themselves, or the one who opened both accounts. */
export function inOneHand(
  confirmer: Pick<Confirmer, "id" | "madeByIds">,
  grant: Pick<ProposedGrant, "proposedById" | "proposerMadeByIds">,
): boolean {
  const proposing = new Set([grant.proposedById, ...grant.proposerMadeByIds]);
  return [confirmer.id, ...confirmer.madeByIds].some((id) => proposing.has(id));
}
