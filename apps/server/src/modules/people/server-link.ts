import { randomBytes, randomUUID } from "node:crypto";
import { notFound } from "@tartip/domain/kernel/errors";
import type { App } from "../../platform/app.ts";
import { auditOnServer } from "../../platform/audit.ts";
import { dayOf } from "../../platform/clock.ts";
import type { Context } from "../../platform/context.ts";
import type { Db } from "../../platform/db/database.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import { hashOf } from "../../platform/session/hash-of.ts";
import { tell } from "../../records/notices/tell.ts";
import { loadActor } from "../access/questions.ts";
import { endOpenLinks } from "./password.ts";
import { confirmers } from "./roles/second-person.ts";

/** The person who makes it stands at the server and opens it there. */
const LIVES_MS = 3_600_000;

export interface Administrator {
  id: string;
  name: string;
  email: string;
}

/** Active administrators by name. */
export async function administrators(db: Db): Promise<Administrator[]> {
  return db
    .selectFrom("people as p")
    .innerJoin("person_roles as held", "held.person_id", "p.id")
    .innerJoin("roles as r", "r.id", "held.role_id")
    .select(["p.id", "p.full_name as name", "p.email"])
    .distinct()
    .where("r.code", "=", "admin")
    .where("p.active", "=", true)
    .orderBy("p.full_name")
    .orderBy("p.id")
    .execute();
}

/**
 * A link by which an administrator who forgot the password gets in again, made on the server. It is from nobody's hands
 * (decision 33): the journal names no person, and the account is its owner's by itself. The other administrators and the
 * chief executive are told at once.
 *
 * @throws DomainError `not_found` for anybody but an active administrator
 */
export async function makeServerLink(app: App, personId: string): Promise<{ token: string; expiresAt: Date }> {
  const at = app.clock.now();
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(at.getTime() + LIVES_MS);
  const person = (await administrators(app.db)).find(({ id }) => id === personId);
  const actor = person && (await loadActor(app.db, person.id, dayOf(at)));
  if (!actor) throw notFound("administrator");
  const { language } = actor;
  const ctx: Context = { app, actor, language, via: "cli", requestId: randomUUID(), ip: null, sessionId: null, now: () => at };
  await inTransaction(app, async (tx) => {
    await endOpenLinks(tx, ctx, actor.id);
    await tx
      .insertInto("one_time_links")
      .values({
        token_hash: hashOf(token),
        purpose: "set_password",
        person_id: actor.id,
        made_by: [],
        created_at: at,
        expires_at: expiresAt,
      })
      .execute();
    await auditOnServer(tx, ctx, { action: "person.password_link_made", entity: "person", entityId: actor.id });
    const witnesses = (await confirmers(tx)).filter(({ id }) => id !== actor.id);
    const about = { recordId: null, params: { name: person.name, personId: actor.id }, bySystem: true };
    await tell(tx, ctx, [
      { ...about, personId: actor.id, event: "password_link_made", why: "own_account" },
      ...witnesses.map(({ id }) => ({ ...about, personId: id, event: "server_link_made" as const, why: "guardian" })),
    ]);
  });
  return { token, expiresAt };
}
