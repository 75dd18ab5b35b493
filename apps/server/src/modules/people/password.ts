import { randomUUID } from "node:crypto";
import { covers } from "@tartip/domain/access/grants";
import { enforce } from "@tartip/domain/kernel/decision";
import { DomainError } from "@tartip/domain/kernel/errors";
import { needs } from "@tartip/domain/kernel/refusals";
import type { App } from "../../platform/app.ts";
import { audit } from "../../platform/audit.ts";
import { dayOf } from "../../platform/clock.ts";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import { checkNewPassword, hashPassword } from "../../platform/session/passwords.ts";
import { placeOf } from "../../platform/session/place.ts";
import { hashOf } from "../../platform/session/hash-of.ts";
import { endAllSessions } from "../../platform/session/service.ts";
import { tell } from "../../records/notices/tell.ts";
import { loadActor } from "../access/questions.ts";
import { settings } from "../reference/questions.ts";
import { lockPeople } from "./away/substitutions.ts";
import { confirmers, isGuardedPerson } from "./roles/second-person.ts";

/**
 * A person who holds a link can sign in as its owner. The person is told who made it, unless they never had a password;
 * of the link of a guarded account also those who would have to confirm its role (S8).
 *
 * @throws DomainError `forbidden` for a guarded account and somebody who may not change roles
 */
export async function tellOfLink(tx: Tx, ctx: Context, personId: string): Promise<void> {
  const { name, known } = await tx
    .selectFrom("people")
    .select(["full_name as name", "password_hash as known"])
    .where("id", "=", personId)
    .executeTakeFirstOrThrow();
  const guarded = await isGuardedPerson(tx, personId);
  if (guarded) enforce(needs(covers(ctx.actor, "role.manage"), "no_permission"));
  const witnesses = guarded ? (await confirmers(tx)).map(({ id }) => id).filter((id) => id !== personId) : [];
  const about = { recordId: null, params: { name, personId } };
  await tell(tx, ctx, [
    ...(known === null ? [] : [{ ...about, personId, event: "password_link_made" as const, why: "own_account" }]),
    ...witnesses.map((id) => ({ ...about, personId: id, event: "guarded_link_made" as const, why: "guardian" })),
  ]);
}

/** Links made so far stop working. */
export async function endOpenLinks(tx: Tx, ctx: Context, personId: string): Promise<void> {
  await tx
    .updateTable("one_time_links")
    .set({ used_at: ctx.now() })
    .where("person_id", "=", personId)
    .where("used_at", "is", null)
    .execute();
}

/**
 * Sets a password by a one-time link and ends the sessions opened with the old one.
 *
 * @throws DomainError `not_found` for a spent or unknown link, `bad_input` for a weak password: the link then still works
 */
export async function setPasswordByLink(app: App, input: { token: string; password: string }, ip: string | null): Promise<void> {
  const hash = hashOf(input.token);
  const person = await app.db
    .selectFrom("one_time_links as l")
    .innerJoin("people as p", "p.id", "l.person_id")
    .select(["p.id", "p.email", "p.full_name as name", "p.password_hash as known", "l.made_by as madeBy"])
    .where("l.token_hash", "=", hash)
    .where("l.purpose", "=", "set_password")
    .where("l.used_at", "is", null)
    .where("l.expires_at", ">", app.clock.now())
    .where("p.active", "=", true)
    .executeTakeFirst();
  if (!person) throw spent();
  checkNewPassword(app, input.password, person.email, await companyNames(app));
  const passwordHash = await hashPassword(input.password, placeOf(ip ?? ""));
  const actor = await loadActor(app.db, person.id, dayOf(app.clock.now()));
  if (!actor) throw spent();
  const now = () => app.clock.now();
  const ctx: Context = { app, actor, language: actor.language, via: "web", requestId: randomUUID(), ip, sessionId: null, now };
  await inTransaction(app, async (tx) => {
    // The person before what hangs on them, as those do who end links or sessions.
    await lockPeople(tx, [person.id]);
    // Of two at once only one finds the link unused.
    const used = await tx
      .updateTable("one_time_links")
      .set({ used_at: now() })
      .where("token_hash", "=", hash)
      .where("used_at", "is", null)
      .returning("token_hash")
      .executeTakeFirst();
    if (!used) throw spent();
    await tx
      .updateTable("people")
      .set({ password_hash: passwordHash, password_made_by: person.madeBy })
      .where("id", "=", person.id)
      .execute();
    await endAllSessions(tx, ctx, person.id, "password_set");
    await audit(tx, ctx, { action: "person.password_set", entity: "person", entityId: person.id });
    if (person.known === null) return;
    const params = { name: person.name, personId: person.id };
    await tell(tx, ctx, [
      { personId: person.id, recordId: null, event: "password_set_by_link", why: "own_account", params, bySystem: true },
    ]);
  });
}

/** The company as each language calls it: nobody's password. */
export async function companyNames(app: App): Promise<string[]> {
  return Object.values((await settings(app.db)).company.name);
}

function spent(): DomainError {
  return new DomainError("not_found", "password link spent", { key: "link_spent" });
}
