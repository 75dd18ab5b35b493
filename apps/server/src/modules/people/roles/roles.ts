import type { NoticeEvent } from "@tartip/domain/kernel/notices";
import { isGuarded } from "@tartip/domain/access/roles";
import { mayConfirmRole } from "@tartip/domain/access/second-person";
import { mayChangeRolesOf, mayRemoveAdministrator } from "@tartip/domain/access/segregation";
import { covers } from "@tartip/domain/access/grants";
import { enforce } from "@tartip/domain/kernel/decision";
import { DomainError, notFound } from "@tartip/domain/kernel/errors";
import { needs } from "@tartip/domain/kernel/refusals";
import { audit } from "../../../platform/audit.ts";
import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { touchPerson } from "../../../platform/db/transaction.ts";
import { tell } from "../../../records/notices/tell.ts";
import { notifyActorChanged } from "../../access/commands.ts";
import { settings } from "../../reference/questions.ts";
import { endOpenLinks } from "../password.ts";
import { actingChanged, oneActingChange } from "../away/acting-changes.ts";
import { holdDaysOf } from "../away/second-word.ts";
import { confirmers, makersOf, ownWord, textMap, vouchFor } from "./second-person.ts";

export interface RoleGrant {
  personId: string;
  roleCode: string;
  branchId: string | null;
}

export interface GrantOutcome {
  /** `pending`: the role waits for a second person (S8). */
  status: "granted" | "pending";
  id: string;
}

/**
 * Gives a role, or proposes it where a second person has to agree.
 *
 * @throws DomainError `forbidden`, `segregation` (S7), `not_found`, `bad_input` for a role already held or proposed
 */
export async function grantRole(tx: Tx, ctx: Context, grant: RoleGrant): Promise<GrantOutcome> {
  enforce(needs(covers(ctx.actor, "role.manage"), "no_permission"));
  await oneActingChange(tx);
  await lockPerson(tx, grant.personId);
  enforce(mayChangeRolesOf(ctx.actor.id, grant.personId));
  const role = await roleByCode(tx, grant.roleCode);
  await refuseHeld(tx, grant, role.id);
  const setUp = await setsUp(tx, ctx);
  const pending = isGuarded(role.grants) && !setUp;
  const id = pending
    ? await propose(tx, ctx, grant, role)
    : await give(tx, ctx, grant, { roleId: role.id, by: ctx.actor.id, setUp });
  await audit(tx, ctx, {
    action: pending ? "person.role_proposed" : "person.role_granted",
    entity: "person",
    entityId: grant.personId,
    after: { role: grant.roleCode, branchId: grant.branchId },
  });
  return { status: pending ? "pending" : "granted", id };
}

/**
 * Takes a role away at once.
 *
 * @throws DomainError `forbidden`, `segregation` (S7, last administrator), `not_found`
 */
export async function revokeRole(tx: Tx, ctx: Context, personId: string, heldId: string): Promise<void> {
  enforce(needs(covers(ctx.actor, "role.manage"), "no_permission"));
  await oneActingChange(tx);
  await lockPerson(tx, personId);
  enforce(mayChangeRolesOf(ctx.actor.id, personId));
  const held = await tx
    .selectFrom("person_roles")
    .innerJoin("roles", "roles.id", "person_roles.role_id")
    .select(["person_roles.id", "roles.code", "person_roles.branch_id as branchId"])
    .where("person_roles.id", "=", heldId)
    .where("person_roles.person_id", "=", personId)
    .executeTakeFirst();
  if (!held) throw notFound("role of the person");
  if (held.code === "admin") await refuseLastAdministrator(tx, personId);
  await tx.deleteFrom("person_roles").where("id", "=", heldId).execute();
  await follow(tx, ctx, personId);
  await audit(tx, ctx, {
    action: "person.role_revoked",
    entity: "person",
    entityId: personId,
    before: { role: held.code, branchId: held.branchId },
  });
}

/**
 * The second person's word on a proposed role (S8).
 *
 * @throws DomainError `not_found` when nothing waits, `forbidden`, `segregation`
 */
export async function decideProposal(tx: Tx, ctx: Context, proposalId: string, confirmed: boolean): Promise<void> {
  await oneActingChange(tx);
  const proposal = await tx
    .selectFrom("role_grants_pending as pending")
    .innerJoin("roles", "roles.id", "pending.role_id")
    .select(["pending.person_id as personId", "pending.role_id as roleId", "pending.branch_id as branchId"])
    .select(["pending.proposed_by as proposedById", "roles.code as roleCode", "roles.label as roleLabel"])
    .where("pending.id", "=", proposalId)
    .where("pending.decided_at", "is", null)
    .forUpdate("pending")
    .executeTakeFirst();
  if (!proposal || !(seesProposals(ctx) || proposal.proposedById === ctx.actor.id)) throw notFound("proposed role");
  const withdrawn = !confirmed && proposal.proposedById === ctx.actor.id;
  const confirmer = await ownWord(tx, ctx);
  if (!withdrawn) {
    const makers = (await makersOf(tx, [proposal.proposedById])).get(proposal.proposedById) ?? [];
    enforce(mayConfirmRole(confirmer, { ...proposal, proposerMadeByIds: makers }, ctx.now()));
  }
  await tx
    .updateTable("role_grants_pending")
    .set({ decided_by: ctx.actor.id, decided_at: ctx.now(), confirmed })
    .where("id", "=", proposalId)
    .execute();
  if (confirmed) {
    await give(tx, ctx, proposal, { roleId: proposal.roleId, by: proposal.proposedById, setUp: false });
    await vouchFor(tx, confirmer, proposal.personId);
    // Nobody was notified of a link made while the account was not guarded: a person who kept it would have the role alone.
    await endOpenLinks(tx, ctx, proposal.personId);
  }
  await audit(tx, ctx, {
    action: confirmed ? "person.role_granted" : "person.role_declined",
    entity: "person",
    entityId: proposal.personId,
    after: { role: proposal.roleCode, branchId: proposal.branchId, proposedBy: proposal.proposedById },
  });
  if (!withdrawn) await tellOfDecision(tx, ctx, proposal, confirmed);
}

/** The proposer, the person the role was for and all who confirm roles learn the second person's word; of a withdrawal nobody. */
async function tellOfDecision(
  tx: Tx,
  ctx: Context,
  { personId, proposedById, roleLabel }: { personId: string; proposedById: string; roleLabel: unknown },
  confirmed: boolean,
): Promise<void> {
  const { name } = await tx.selectFrom("people").select("full_name as name").where("id", "=", personId).executeTakeFirstOrThrow();
  const params = { name, personId, ...inEachLanguage("role", roleLabel) };
  const event: NoticeEvent = confirmed ? "role_confirmed" : "role_declined";
  const own: NoticeEvent = confirmed ? "own_role_confirmed" : "own_role_declined";
  const guardians = (await confirmers(tx)).map(({ id }) => id).filter((id) => id !== proposedById && id !== personId);
  await tell(tx, ctx, [
    { personId: proposedById, recordId: null, event, why: "role_proposer", params },
    { personId, recordId: null, event: own, why: "own_account", params },
    ...guardians.map((id) => ({ personId: id, recordId: null, event, why: "role_guardian", params })),
  ]);
}

/** A label of the reference as values of a notice, `role_ru` and so on: the reader's language is known only on reading. */
function inEachLanguage(key: string, label: unknown): Record<string, string> {
  const named = Object.entries(label ?? {}).map(([language, text]) => [`${key}_${language}`, String(text)]);
  return Object.fromEntries(named);
}

/** Whether the actor may look at roles that wait for a second person. */
export function seesProposals(ctx: Pick<Context, "actor">): boolean {
  return covers(ctx.actor, "role.manage") || covers(ctx.actor, "role.confirm");
}

/**
 * Somebody heads a place from now on, and so decides for it: days that others arranged wait for a word, and a link made
 * while the account was not guarded, of which nobody who confirms was told, opens it no longer.
 */
export async function guardHead(tx: Tx, ctx: Context, personId: string): Promise<void> {
  await holdDaysOf(tx, ctx, personId);
  if (!(await setsUp(tx, ctx))) await endOpenLinks(tx, ctx, personId);
}

/** Refuses when nobody active would be left to administer (S9). */
export async function refuseLastAdministrator(tx: Tx, personId: string): Promise<void> {
  // Locking all of them lets two removals of the last two pass one after the other only.
  const active = await tx
    .selectFrom("person_roles")
    .innerJoin("roles", "roles.id", "person_roles.role_id")
    .innerJoin("people", "people.id", "person_roles.person_id")
    .select("people.id")
    .where("roles.code", "=", "admin")
    .where("people.active", "=", true)
    .where("people.external", "=", false)
    .orderBy("people.id")
    .forNoKeyUpdate("people")
    .execute();
  if (active.some((person) => person.id === personId)) enforce(mayRemoveAdministrator(new Set(active.map((row) => row.id)).size));
}

async function lockPerson(tx: Tx, personId: string): Promise<void> {
  const person = await tx.selectFrom("people").select("id").where("id", "=", personId).forNoKeyUpdate().executeTakeFirst();
  if (!person) throw notFound("person");
}

interface Role {
  id: string;
  label: unknown;
  grants: Record<string, string>;
}

async function roleByCode(tx: Tx, code: string): Promise<Role> {
  const role = await tx.selectFrom("roles").select(["id", "label", "grants"]).where("code", "=", code).executeTakeFirst();
  if (!role) throw new DomainError("bad_input", `no role ${code}`, { fields: [{ field: "roleCode", code: "referenceInvalid" }] });
  return { ...role, grants: textMap(role.grants) };
}

/** Whether the actor is the first administrator, before the set-up was closed: what they give takes effect at once. */
export async function setsUp(tx: Tx, ctx: Context): Promise<boolean> {
  return !(await settings(tx)).setUpClosed && (await firstAdministrator(tx)) === ctx.actor.id;
}

async function refuseHeld(tx: Tx, grant: RoleGrant, roleId: string): Promise<void> {
  const held = await tx
    .selectFrom("person_roles")
    .select("id")
    .where("person_id", "=", grant.personId)
    .where("role_id", "=", roleId)
    .where("branch_id", "is not distinct from", grant.branchId)
    .executeTakeFirst();
  const waiting = await tx
    .selectFrom("role_grants_pending")
    .select("id")
    .where("person_id", "=", grant.personId)
    .where("role_id", "=", roleId)
    .where("branch_id", "is not distinct from", grant.branchId)
    .where("decided_at", "is", null)
    .executeTakeFirst();
  if (!held && !waiting) return;
  const code = held ? "roleHeld" : "roleProposed";
  throw new DomainError("bad_input", `role ${grant.roleCode}: ${code}`, { fields: [{ field: "roleCode", code }] });
}

async function firstAdministrator(tx: Tx): Promise<string | undefined> {
  const first = await tx
    .selectFrom("person_roles")
    .innerJoin("roles", "roles.id", "person_roles.role_id")
    .select("person_roles.person_id as personId")
    .where("roles.code", "=", "admin")
    .orderBy("person_roles.granted_at")
    .orderBy("person_roles.id")
    .limit(1)
    .executeTakeFirst();
  return first?.personId;
}

/** All who may ever confirm learn of it at once, those too whose word does not count for this one. */
async function propose(tx: Tx, ctx: Context, grant: RoleGrant, role: Role): Promise<string> {
  const { id } = await tx
    .insertInto("role_grants_pending")
    .values({
      person_id: grant.personId,
      role_id: role.id,
      branch_id: grant.branchId,
      proposed_by: ctx.actor.id,
      proposed_at: ctx.now(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await tellConfirmers(tx, ctx, { personId: grant.personId, label: role.label, event: "role_proposed" });
  return id;
}

async function tellConfirmers(
  tx: Tx,
  ctx: Context,
  about: { personId: string; label: unknown; event: NoticeEvent },
): Promise<void> {
  const { personId, label, event } = about;
  const { name } = await tx.selectFrom("people").select("full_name as name").where("id", "=", personId).executeTakeFirstOrThrow();
  const params = { name, personId, ...inEachLanguage("role", label) };
  const all = await confirmers(tx);
  await tell(
    tx,
    ctx,
    all
      .filter(({ id }) => id !== personId)
      .map(({ id }) => ({ personId: id, recordId: null, event, why: "role_guardian", params })),
  );
}

async function give(
  tx: Tx,
  ctx: Context,
  grant: Pick<RoleGrant, "personId" | "branchId">,
  { roleId, by, setUp }: { roleId: string; by: string; setUp: boolean },
): Promise<string> {
  const { id } = await tx
    .insertInto("person_roles")
    .values({
      person_id: grant.personId,
      role_id: roleId,
      branch_id: grant.branchId,
      granted_by: by,
      granted_at: ctx.now(),
      set_up: setUp,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const { grants } = await tx.selectFrom("roles").select("grants").where("id", "=", roleId).executeTakeFirstOrThrow();
  if (!setUp && isGuarded(textMap(grants))) await holdDaysOf(tx, ctx, grant.personId);
  await follow(tx, ctx, grant.personId);
  return id;
}

/** Rights are read again, and open steps go to those who hold the role now. */
async function follow(tx: Tx, ctx: Context, personId: string): Promise<void> {
  notifyActorChanged(tx, personId);
  touchPerson(tx, personId);
  await actingChanged(tx, ctx, personId);
}
