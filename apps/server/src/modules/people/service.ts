import { randomBytes } from "node:crypto";
import { covers } from "@tartip/domain/access/grants";
import { enforce } from "@tartip/domain/kernel/decision";
import { DomainError, notFound } from "@tartip/domain/kernel/errors";
import { needs } from "@tartip/domain/kernel/refusals";
import { actingChanged, oneActingChange } from "./away/acting-changes.ts";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { touchPerson } from "../../platform/db/transaction.ts";
import { hashOf } from "../../platform/session/hash-of.ts";
import { endAllSessions } from "../../platform/session/service.ts";
import { notifyActorChanged } from "../access/commands.ts";
import { retiredPlaces, type Places } from "../organisation/questions.ts";
import { oneAtATime } from "../reference/commands.ts";
import { handOver } from "./leaving/holdings.ts";
import { endOpenLinks, tellOfLink } from "./password.ts";
import { needsSecondForInside, NO_PROPOSAL, proposeInside } from "./roles/inside.ts";
import { refuseLastAdministrator, setsUp } from "./roles/roles.ts";
import { handsOf } from "./roles/second-person.ts";

/** What the card of a person holds and an administrator may set. */
export interface PersonFields {
  lastName: string;
  firstName: string;
  middleName: string | null;
  position: string;
  departmentId: string | null;
  branchId: string | null;
  managerId: string | null;
  email: string;
  phone: string | null;
  language: "ru" | "kk" | "en";
  external: boolean;
  counterpartyId: string | null;
}

export type NewPerson = Pick<PersonFields, "lastName" | "firstName" | "email"> & Partial<PersonFields>;

/** What the personnel department may change without being administrators. */
const HR_FIELDS: readonly string[] = [
  "position",
  "departmentId",
  "branchId",
  "managerId",
  "phone",
  "lastName",
  "firstName",
  "middleName",
];

const COLUMNS: Record<keyof PersonFields, string> = {
  lastName: "last_name",
  firstName: "first_name",
  middleName: "middle_name",
  position: "position",
  departmentId: "department_id",
  branchId: "branch_id",
  managerId: "manager_id",
  email: "email",
  phone: "phone",
  language: "language",
  external: "external",
  counterpartyId: "counterparty_id",
};

/** Every field of the card, for asking which of them somebody may change. */
export const PERSON_FIELDS: readonly string[] = Object.keys(COLUMNS);

/** Where somebody stands in the organisation: the candidate rule looks at it. */
const PLACE = ["departmentId", "branchId", "managerId", "external"] as const;

const LINK_LIVES_MS = 72 * 3_600_000;

/**
 * Adds a person, without roles and without a password: both follow by their own commands.
 *
 * @throws DomainError `forbidden`, `bad_input` for a taken address or a missing reference
 */
export async function createPerson(tx: Tx, ctx: Context, input: NewPerson): Promise<string> {
  enforce(needs(covers(ctx.actor, "people.manage"), "no_permission"));
  const fields = tidy(input);
  await refuseTakenEmail(tx, fields.email);
  await refuseRetiredPlaces(tx, fields);
  const { id } = await tx
    .insertInto("people")
    .values({
      ...rename(fields),
      last_name: fields.lastName,
      first_name: fields.firstName,
      email: fields.email,
      created_at: ctx.now(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await audit(tx, ctx, { action: "person.created", entity: "person", entityId: id, after: fields });
  return id;
}

/**
 * Changes the card. The personnel department changes its own fields only; a contractor becomes one of ours by two people.
 *
 * @throws DomainError `forbidden`, `not_found`, `stale_version`, `bad_input`
 */
export async function updatePerson(
  tx: Tx,
  ctx: Context,
  id: string,
  version: number,
  patch: Partial<PersonFields>,
): Promise<void> {
  enforce(needs(mayEdit(ctx, Object.keys(patch)), "no_permission"));
  if (PLACE.some((field) => patch[field] !== undefined)) await oneActingChange(tx);
  const before = await lockPerson(tx, id);
  if (before.version !== version)
    throw new DomainError("stale_version", `person is at version ${before.version}, not ${version}`);
  const fields = tidy(patch);
  const proposed = await needsSecondForInside(tx, ctx, before, fields.external);
  if (proposed) delete fields.external;
  if (fields.external === true && !before.external) await refuseLastAdministrator(tx, id);
  if (fields.email !== undefined && fields.email !== before.email) await refuseTakenEmail(tx, fields.email);
  if (fields.managerId) await refuseCircle(tx, id, fields.managerId);
  await refuseRetiredPlaces(tx, {
    departmentId: fields.departmentId === before.department_id ? null : fields.departmentId,
    branchId: fields.branchId === before.branch_id ? null : fields.branchId,
  });
  await tx
    .updateTable("people")
    .set((eb) => ({
      ...rename(fields),
      ...(fields.external === false ? NO_PROPOSAL : {}),
      version: eb("version", "+", 1),
    }))
    .where("id", "=", id)
    .execute();
  announce(tx, id);
  if (proposed) await proposeInside(tx, ctx, id);
  if (Object.keys(fields).length === 0) return;
  if (PLACE.some((field) => fields[field] !== undefined)) await actingChanged(tx, ctx, id);
  await audit(tx, ctx, {
    action: "person.updated",
    entity: "person",
    entityId: id,
    before: picked(before, fields),
    after: fields,
  });
}

/** Whether the actor may change exactly these fields of a person. */
export function mayEdit(ctx: Pick<Context, "actor">, fields: string[]): boolean {
  if (covers(ctx.actor, "people.manage")) return true;
  return covers(ctx.actor, "people.update", { area: "hrFields" }) && fields.every((field) => HR_FIELDS.includes(field));
}

/**
 * Switches a person off: every session ends at once and nobody's pages show old rights. Rules give on the work; the successor, if
 * one is named, gets what no rule gives on.
 *
 * @throws DomainError `forbidden`, `segregation` for oneself or the last administrator, `invalid_transition` when off already,
 *   `bad_input` for a successor who does not work here
 */
export async function deactivatePerson(tx: Tx, ctx: Context, id: string, successorId?: string): Promise<void> {
  enforce(needs(covers(ctx.actor, "people.manage"), "no_permission"));
  await oneActingChange(tx);
  const person = await lockPerson(tx, id);
  if (!person.active) throw new DomainError("invalid_transition", "already inactive");
  if (id === ctx.actor.id) throw new DomainError("segregation", "nobody deactivates themselves", { key: "s7_own_roles" });
  await refuseLastAdministrator(tx, id);
  if (successorId !== undefined) await refuseUnfitSuccessor(tx, ctx, id, successorId);
  const at = ctx.now();
  await tx
    .updateTable("people")
    .set((eb) => ({ active: false, deactivated_at: at, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .execute();
  await endAllSessions(tx, ctx, id, "deactivated");
  await endOpenLinks(tx, ctx, id);
  announce(tx, id);
  if (successorId !== undefined) await handOver(tx, ctx, id, successorId);
  await actingChanged(tx, ctx, id);
  await audit(tx, ctx, {
    action: "person.deactivated",
    entity: "person",
    entityId: id,
    before: { active: true },
    after: { active: false, ...(successorId === undefined ? {} : { successorId }) },
  });
}

/** S7: with budgets and people come sight and votes, and nobody gives these to themselves. */
async function refuseUnfitSuccessor(tx: Tx, ctx: Context, id: string, successorId: string): Promise<void> {
  if (successorId === ctx.actor.id)
    throw new DomainError("bad_input", "nobody hands over to themselves", {
      fields: [{ field: "successorId", code: "successorSelf" }],
    });
  const found = await tx.selectFrom("people").select(["active", "external"]).where("id", "=", successorId).executeTakeFirst();
  if (found?.active && !found.external && successorId !== id) return;
  throw new DomainError("bad_input", "the successor does not work here", {
    fields: [{ field: "successorId", code: "personUnfit" }],
  });
}

/** Switches a person on again; roles held before count at once. @throws DomainError `forbidden`, `invalid_transition` */
export async function activatePerson(tx: Tx, ctx: Context, id: string): Promise<void> {
  enforce(needs(covers(ctx.actor, "people.manage"), "no_permission"));
  await oneActingChange(tx);
  const person = await lockPerson(tx, id);
  if (person.active) throw new DomainError("invalid_transition", "already active");
  await tx
    .updateTable("people")
    .set((eb) => ({ active: true, deactivated_at: null, version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .execute();
  announce(tx, id);
  await actingChanged(tx, ctx, id);
  await audit(tx, ctx, {
    action: "person.activated",
    entity: "person",
    entityId: id,
    before: { active: false },
    after: { active: true },
  });
}

/**
 * Makes a link by which the person sets a password, once, within three days; earlier links stop working.
 *
 * @returns the secret, which is stored hashed and cannot be shown again
 */
export async function makePasswordLink(tx: Tx, ctx: Context, id: string): Promise<{ token: string; expiresAt: Date }> {
  enforce(needs(covers(ctx.actor, "people.manage"), "no_permission"));
  const person = await lockPerson(tx, id);
  if (!person.active) throw new DomainError("invalid_transition", "an inactive person cannot sign in");
  await tellOfLink(tx, ctx, id);
  const at = ctx.now();
  await endOpenLinks(tx, ctx, id);
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(at.getTime() + LINK_LIVES_MS);
  await tx
    .insertInto("one_time_links")
    .values({
      token_hash: hashOf(token),
      purpose: "set_password",
      person_id: id,
      made_by: (await setsUp(tx, ctx)) ? [] : await handsOf(tx, ctx.actor.id),
      created_at: at,
      expires_at: expiresAt,
    })
    .execute();
  await audit(tx, ctx, { action: "person.password_link_made", entity: "person", entityId: id });
  return { token, expiresAt };
}

export interface OwnPreferences {
  language?: "ru" | "kk" | "en";
  theme?: "auto" | "light" | "dark";
}

/** Changes what a person sets for themselves. */
export async function updatePreferences(tx: Tx, ctx: Context, patch: OwnPreferences): Promise<void> {
  const before = await tx
    .selectFrom("people")
    .select(["language", "theme"])
    .where("id", "=", ctx.actor.id)
    .executeTakeFirstOrThrow();
  await tx.updateTable("people").set(patch).where("id", "=", ctx.actor.id).execute();
  announce(tx, ctx.actor.id);
  await audit(tx, ctx, {
    action: "person.preferences_set",
    entity: "person",
    entityId: ctx.actor.id,
    before,
    after: { ...before, ...patch },
  });
}

/** Rows that only name the person are written meanwhile: a vote of theirs waits for nothing. */
async function lockPerson(tx: Tx, id: string) {
  const person = await tx.selectFrom("people").selectAll().where("id", "=", id).forNoKeyUpdate().executeTakeFirst();
  if (!person) throw notFound("person");
  return person;
}

async function refuseTakenEmail(tx: Tx, email: string): Promise<void> {
  const taken = await tx.selectFrom("people").select("id").where("email", "=", email).executeTakeFirst();
  if (taken) throw new DomainError("bad_input", "address taken", { fields: [{ field: "email", code: "taken" }] });
}

/** Nobody is moved to a branch or a department that was retired; who stands there stays. */
async function refuseRetiredPlaces(tx: Tx, places: Places): Promise<void> {
  if (places.departmentId || places.branchId) await oneAtATime(tx);
  const fields = await retiredPlaces(tx, places);
  if (fields.length > 0) throw new DomainError("bad_input", "a retired place", { fields });
}

/** A ring of managers would send an approval round and round. */
async function refuseCircle(tx: Tx, id: string, managerId: string): Promise<void> {
  const managers = await tx.selectFrom("people").select(["id", "manager_id"]).execute();
  const above = new Map(managers.map((person) => [person.id, person.manager_id]));
  for (let at: string | null | undefined = managerId, steps = 0; at && steps <= above.size; at = above.get(at), steps += 1) {
    if (at === id)
      throw new DomainError("bad_input", "managers in a circle", { fields: [{ field: "managerId", code: "managerCircle" }] });
  }
}

function tidy<T extends Partial<PersonFields>>(input: T): T {
  return input.email === undefined ? { ...input } : { ...input, email: input.email.trim().toLowerCase() };
}

/** Keys are those of the schema, so every one has its column. */
function rename(fields: Partial<PersonFields>): Record<string, string | boolean | null> {
  const pairs = Object.entries(COLUMNS).flatMap(([field, column]) => {
    const value: unknown = Reflect.get(fields, field);
    return typeof value === "string" || typeof value === "boolean" || value === null ? [[column, value] as const] : [];
  });
  return Object.fromEntries(pairs);
}

function picked(row: object, fields: Partial<PersonFields>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(COLUMNS)
      .filter(([field]) => field in fields)
      .map(([field, column]) => [field, Reflect.get(row, column)]),
  );
}

function announce(tx: Tx, id: string): void {
  notifyActorChanged(tx, id);
  touchPerson(tx, id);
}
