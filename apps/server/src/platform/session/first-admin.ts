import { randomBytes } from "node:crypto";
import { DomainError } from "@tartip/domain/kernel/errors";
import type { App } from "../app.ts";
import { inTransaction } from "../db/transaction.ts";
import { hashOf } from "./hash-of.ts";
import { checkNewPassword, hashPassword } from "./passwords.ts";
import { placeOf } from "./place.ts";
import type { SignedIn, Visitor } from "./service.ts";
import { openSession } from "./service.ts";

export interface FirstAdmin {
  token: string;
  lastName: string;
  firstName: string;
  email: string;
  password: string;
}

const LIFETIME_MS = 24 * 3_600_000;
const ADMIN_ROLE = "admin";

/** A new one-time token when nobody exists yet, else null; the links of earlier starts stop working. */
export async function firstAdminToken(app: App): Promise<string | null> {
  const somebody = await app.db.selectFrom("people").select("id").limit(1).executeTakeFirst();
  if (somebody) return null;
  const token = randomBytes(24).toString("base64url");
  const now = app.clock.now();
  await inTransaction(app, async (tx) => {
    await tx.deleteFrom("one_time_links").where("purpose", "=", "first_admin").execute();
    await tx
      .insertInto("one_time_links")
      .values({
        token_hash: hashOf(token),
        purpose: "first_admin",
        created_at: now,
        expires_at: new Date(now.getTime() + LIFETIME_MS),
      })
      .execute();
  });
  return token;
}

/** Makes the first person, an administrator, and signs them in. @throws DomainError `not_found` for a spent link */
export async function createFirstAdmin(app: App, visitor: Visitor, input: FirstAdmin): Promise<SignedIn> {
  const email = input.email.trim().toLowerCase();
  checkNewPassword(app, input.password, email);
  const id = await inTransaction(app, async (tx) => {
    const now = app.clock.now();
    const link = await tx
      .updateTable("one_time_links")
      .set({ used_at: now })
      .where("token_hash", "=", hashOf(input.token))
      .where("purpose", "=", "first_admin")
      .where("used_at", "is", null)
      .where("expires_at", ">", now)
      .where((eb) => eb.not(eb.exists(eb.selectFrom("people").select("people.id"))))
      .returning("token_hash")
      .executeTakeFirst();
    if (!link) throw new DomainError("not_found", "first-admin link spent", { key: "link_spent" });
    // Not before: a stranger's guesses at the link must not keep the server busy.
    const passwordHash = await hashPassword(input.password, placeOf(visitor.ip));
    const role = await tx.selectFrom("roles").select("id").where("code", "=", ADMIN_ROLE).executeTakeFirst();
    if (!role) throw new DomainError("unavailable", "the supplied roles are not loaded yet");
    const person = await tx
      .insertInto("people")
      .values({
        last_name: input.lastName.trim(),
        first_name: input.firstName.trim(),
        email,
        password_hash: passwordHash,
        created_at: now,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await tx.insertInto("person_roles").values({ person_id: person.id, role_id: role.id, granted_at: now }).execute();
    // Nobody existed who could act: the journal names the new person themselves.
    await tx
      .insertInto("audit_events")
      .values({
        at: now,
        actor_id: person.id,
        via: "web",
        ip: visitor.ip,
        request_id: visitor.requestId,
        action: "person.first_admin_created",
        entity: "person",
        entity_id: person.id,
        after: JSON.stringify({ email, roles: [ADMIN_ROLE] }),
      })
      .execute();
    return person.id;
  });
  return openSession(app, visitor, { id, external: false });
}
