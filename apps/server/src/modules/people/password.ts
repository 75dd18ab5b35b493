import { randomUUID } from "node:crypto";
import { DomainError } from "@tartip/domain/kernel/errors";
import type { App } from "../../platform/app.ts";
import { audit } from "../../platform/audit.ts";
import { dayOf } from "../../platform/clock.ts";
import type { Context } from "../../platform/context.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import { checkNewPassword, hashPassword } from "../../platform/session/passwords.ts";
import { endAllSessions, hashOf } from "../../platform/session/service.ts";
import { loadActor } from "../access/questions.ts";

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
    .select(["p.id", "p.email"])
    .where("l.token_hash", "=", hash)
    .where("l.purpose", "=", "set_password")
    .where("l.used_at", "is", null)
    .where("l.expires_at", ">", app.clock.now())
    .where("p.active", "=", true)
    .executeTakeFirst();
  if (!person) throw spent();
  checkNewPassword(input.password, person.email);
  const passwordHash = await hashPassword(input.password);
  const actor = await loadActor(app.db, person.id, dayOf(app.clock.now()));
  if (!actor) throw spent();
  const now = () => app.clock.now();
  const ctx: Context = { app, actor, language: actor.language, via: "web", requestId: randomUUID(), ip, sessionId: null, now };
  await inTransaction(app, async (tx) => {
    // Of two at once only one finds the link unused.
    const used = await tx
      .updateTable("one_time_links")
      .set({ used_at: now() })
      .where("token_hash", "=", hash)
      .where("used_at", "is", null)
      .returning("token_hash")
      .executeTakeFirst();
    if (!used) throw spent();
    await tx.updateTable("people").set({ password_hash: passwordHash }).where("id", "=", person.id).execute();
    await endAllSessions(tx, ctx, person.id, "password_set");
    await audit(tx, ctx, { action: "person.password_set", entity: "person", entityId: person.id });
  });
}

function spent(): DomainError {
  return new DomainError("not_found", "password link spent", { key: "link_spent" });
}
