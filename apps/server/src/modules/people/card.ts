import { covers } from "@tartip/domain/access/grants";
import { isGuarded } from "@tartip/domain/access/roles";
import { mayChangeRolesOf } from "@tartip/domain/access/segregation";
import { notFound } from "@tartip/domain/kernel/errors";
import type { Context } from "../../platform/context.ts";
import { headedBy } from "../organisation/questions.ts";
import { readListed, standingIn } from "./queries.ts";
import { readInside } from "./roles/inside.ts";
import { seesProposals } from "./roles/roles.ts";
import { awaitedFor, confirmers, makersOf, textMap } from "./roles/second-person.ts";
import { mayEdit, PERSON_FIELDS } from "./service.ts";

/** One person as the reader may see them. @throws DomainError `not_found` */
export async function readCard(ctx: Context, id: string) {
  const summary = await readListed(ctx, id);
  const person = await ctx.app.db
    .selectFrom("people")
    .select(["last_name as lastName", "first_name as firstName", "middle_name as middleName", "version", "language"])
    .select(["counterparty_id as counterpartyId", "active"])
    .where("id", "=", id)
    .executeTakeFirst();
  if (!person) throw notFound("person");
  const { lastName, firstName, middleName } = person;
  const whole = !ctx.actor.external || id === ctx.actor.id;
  const edit = PERSON_FIELDS.filter((field) => mayEdit(ctx, [field]));
  const administers = covers(ctx.actor, "people.manage");
  return {
    ...summary,
    lastName,
    firstName,
    middleName,
    substitutes: whole ? await standingIn(ctx, "principal", id) : [],
    heads: whole ? await headedBy(ctx.app.db, id) : { departmentIds: [], branchIds: [] },
    ...(edit.length > 0
      ? { version: person.version, language: readLanguage(person.language), counterpartyId: person.counterpartyId }
      : {}),
    ...(seesProposals(ctx) || covers(ctx.actor, "people.read") ? await rolesOf(ctx, id) : {}),
    ...(await proposalsAbout(ctx, id)),
    may: {
      edit,
      roles: covers(ctx.actor, "role.manage") && mayChangeRolesOf(ctx.actor.id, id).allowed,
      activate: administers && id !== ctx.actor.id,
    },
  };
}

function readLanguage(text: string): "ru" | "kk" | "en" {
  return text === "kk" || text === "en" ? text : "ru";
}

async function rolesOf(ctx: Context, id: string) {
  const rows = await ctx.app.db
    .selectFrom("person_roles as held")
    .innerJoin("roles", "roles.id", "held.role_id")
    .select(["held.id", "roles.code", "held.branch_id as branchId", "held.granted_at as grantedAt"])
    .select("roles.grants")
    .where("held.person_id", "=", id)
    .orderBy("roles.code")
    .orderBy("held.id")
    .execute();
  const roles = rows.map(({ grants, ...row }) => ({
    ...row,
    grantedAt: row.grantedAt.toISOString(),
    guarded: isGuarded(textMap(grants)),
  }));
  return { roles };
}

/** What about the person waits for a second one: all of it for who reads proposals, for others what they proposed themselves. */
async function proposalsAbout(ctx: Context, id: string) {
  const proposedRoles = await readProposals(ctx, id);
  const insideProposals = await readInside(ctx, id);
  if (seesProposals(ctx)) return { proposedRoles, insideProposals };
  return { ...(proposedRoles.length > 0 ? { proposedRoles } : {}), ...(insideProposals.length > 0 ? { insideProposals } : {}) };
}

/** All roles that wait for a second person. @throws DomainError `not_found` for a reader who has none to see, and keeps no cards */
export async function listProposals(ctx: Context) {
  const found = await readProposals(ctx);
  if (found.length === 0 && !seesProposals(ctx) && !covers(ctx.actor, "people.manage")) throw notFound("proposed roles");
  return found;
}

/** Roles that wait for a second person; all of them, or one person's. A reader who sees no proposals has their own. */
export async function readProposals(ctx: Context, personId?: string) {
  const rows = await ctx.app.db
    .selectFrom("role_grants_pending as pending")
    .innerJoin("roles", "roles.id", "pending.role_id")
    .innerJoin("people as p", "p.id", "pending.person_id")
    .innerJoin("people as proposer", "proposer.id", "pending.proposed_by")
    .select(["pending.id", "pending.person_id as personId", "p.full_name as personName", "roles.code as roleCode"])
    .select(["pending.branch_id as branchId", "pending.proposed_by as proposedById", "proposer.full_name as proposedByName"])
    .select("pending.proposed_at as proposedAt")
    .where("pending.decided_at", "is", null)
    .$if(personId !== undefined, (query) => query.where("pending.person_id", "=", personId ?? ""))
    .$if(!seesProposals(ctx), (query) => query.where("pending.proposed_by", "=", ctx.actor.id))
    .orderBy("pending.proposed_at")
    .orderBy("pending.id")
    .execute();
  if (rows.length === 0) return [];
  const { db } = ctx.app;
  const all = await confirmers(db);
  const makers = await makersOf(
    db,
    rows.map(({ proposedById }) => proposedById),
  );
  return rows.map((row) => {
    const awaited = awaitedFor(all, { ...row, proposerMadeByIds: makers.get(row.proposedById) ?? [] }, ctx.now());
    const mayDecide = awaited.some(({ id }) => id === ctx.actor.id);
    return {
      ...row,
      proposedAt: row.proposedAt.toISOString(),
      mayDecide,
      mayDecline: mayDecide || row.proposedById === ctx.actor.id,
      awaitedNames: awaited.map(({ name }) => name),
    };
  });
}
