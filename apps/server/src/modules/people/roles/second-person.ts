import {
  CONFIRMING_ROLES,
  inOneHand,
  mayConfirmRole,
  type Confirmer,
  type ProposedGrant,
} from "@tartip/domain/access/second-person";
import { isGuarded } from "@tartip/domain/access/roles";
import type { Context } from "../../../platform/context.ts";
import type { Db, Tx } from "../../../platform/db/transaction.ts";
import { headedBy } from "../../organisation/questions.ts";

/** A confirmer with the name the proposer reads. */
export type NamedConfirmer = Confirmer & { name: string };

/** Active people of ours whose word may make a guarded role take effect (S8), by name; of each whether it does is asked of the rule. */
export async function confirmers(db: Db): Promise<NamedConfirmer[]> {
  const rows = await db
    .selectFrom("people as p")
    .innerJoin("person_roles as held", "held.person_id", "p.id")
    .innerJoin("roles", "roles.id", "held.role_id")
    .select(["p.id", "p.full_name as name", "roles.code", "roles.grants", "held.granted_at as grantedAt", "held.set_up as setUp"])
    .where("p.active", "=", true)
    .where("p.external", "=", false)
    .where("p.id", "in", (some) =>
      some
        .selectFrom("person_roles as h")
        .innerJoin("roles as r", "r.id", "h.role_id")
        .select("h.person_id")
        .where("r.code", "in", CONFIRMING_ROLES),
    )
    .orderBy("p.full_name")
    .orderBy("p.id")
    .execute();
  const byPerson = [...Map.groupBy(rows, ({ id }) => id)];
  const makers = await makersOf(
    db,
    byPerson.map(([id]) => id),
  );
  return byPerson.map(([id, held]) => {
    const since = held
      .filter(({ grants, setUp }) => !setUp && isGuarded(textMap(grants)))
      .map(({ grantedAt }) => grantedAt.getTime());
    return {
      id,
      name: held[0]?.name ?? "",
      roleCodes: held.map(({ code }) => code),
      guardedSince: since.length > 0 ? new Date(Math.max(...since)) : null,
      madeByIds: makers.get(id) ?? [],
    };
  });
}

/** Of each person: who made the link of the present password, who had made that one, and so on. */
export async function makersOf(db: Db, ids: readonly string[]): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom("people").select(["id", "password_made_by as makers"]).where("id", "in", ids).execute();
  return new Map(rows.map(({ id, makers }) => [id, makers]));
}

/**
 * Whose hands a link of this person is from: their own and those that had opened their account by now. What is written
 * down stays: somebody who has an account could else make it a link by itself, and the one behind would be forgotten.
 */
export async function handsOf(tx: Tx, id: string): Promise<string[]> {
  return [...new Set([id, ...((await makersOf(tx, [id])).get(id) ?? [])])];
}

/** The actor as a second person; without a role for a person who holds none that confirms. */
export async function ownWord(tx: Tx, ctx: Context): Promise<Confirmer> {
  const all = await confirmers(tx);
  return all.find(({ id }) => id === ctx.actor.id) ?? { id: ctx.actor.id, roleCodes: [], guardedSince: null, madeByIds: [] };
}

/** Those of `all` whose word makes this grant take effect now. */
export function awaitedFor<C extends Confirmer>(all: readonly C[], grant: ProposedGrant, now: Date): C[] {
  return all.filter((confirmer) => mayConfirmRole(confirmer, grant, now).allowed);
}

/**
 * A second person's word vouches for the account too: nobody keeps a way into it whom the company does not know of, so
 * from then on it counts as its owner's. A word of the hand that opened the account vouches for nothing.
 */
export async function vouchFor(tx: Tx, confirmer: Confirmer, personId: string): Promise<void> {
  const madeBy = (await makersOf(tx, [personId])).get(personId) ?? [];
  if (inOneHand(confirmer, { proposedById: personId, proposerMadeByIds: madeBy })) return;
  await tx.updateTable("people").set({ password_made_by: [] }).where("id", "=", personId).execute();
}

/**
 * Whether two people hold a person's rights: they have a guarded role, or head a department or branch, and so decide for
 * it by the chart alone.
 */
export async function isGuardedPerson(db: Db, personId: string): Promise<boolean> {
  const held = await db
    .selectFrom("person_roles as h")
    .innerJoin("roles as r", "r.id", "h.role_id")
    .select("r.grants")
    .where("h.person_id", "=", personId)
    .execute();
  if (held.some(({ grants }) => isGuarded(textMap(grants)))) return true;
  const { departmentIds, branchIds } = await headedBy(db, personId);
  return departmentIds.length + branchIds.length > 0;
}

/** The grants of a role as they stand in the database. */
export function textMap(grants: unknown): Record<string, string> {
  const entries = typeof grants === "object" && grants !== null ? Object.entries(grants) : [];
  return Object.fromEntries(entries.map(([permission, scope]) => [permission, String(scope)]));
}
