import { randomBytes } from "node:crypto";
import { DomainError } from "@tartip/domain/kernel/errors";
import type { App } from "../app.ts";
import { audit } from "../audit.ts";
import type { Context } from "../context.ts";
import type { Tx } from "../db/database.ts";
import { inTransaction, touchActor } from "../db/transaction.ts";
import { hashOf } from "./hash-of.ts";
import { forgetDevices, isKnownDevice, rememberDevice } from "./known-devices.ts";
import { placeOf, placeOfDevice } from "./place.ts";
import { tryPassword } from "./try-password.ts";

/** Where a sign-in comes from. */
export interface Visitor {
  requestId: string;
  ip: string;
  userAgent: string | null;
  /** What the browser kept of earlier sign-ins. */
  device?: string | undefined;
}

export interface SignedIn {
  token: string;
  expiresAt: Date;
  refresh: string;
  refreshExpiresAt: Date;
  /** What the browser shall keep; only after somebody proved who they are. */
  device?: string;
}

const LIFETIME_MS = 14 * 86_400_000;
/** The contractor ceiling: an outsider signs in every working day. */
const LIFETIME_EXTERNAL_MS = 8 * 3_600_000;

/** @throws DomainError `unauthenticated` (the same for an unknown person and a wrong password), `too_many_requests` */
export async function signIn(app: App, visitor: Visitor, email: string, password: string): Promise<SignedIn> {
  const address = email.trim().toLowerCase();
  const { ip, requestId, device } = visitor;
  const known = device !== undefined && (await isKnownDevice(app.db, device, address, app.clock.now()));
  const place = known ? placeOfDevice(device) : placeOf(ip);
  const person = await app.db
    .selectFrom("people")
    .select(["id", "password_hash as passwordHash", "external"])
    .where("email", "=", address)
    .where("active", "=", true)
    .executeTakeFirst();
  const from = { email: address, place, known, ip, requestId };
  const fits = await tryPassword(app, { ...from, door: "sign_in", password, person: person ?? null });
  if (!person || !fits) throw new DomainError("unauthenticated", "wrong login", { key: "wrong_login" });
  return openSession(app, visitor, person);
}

/** A new session of a person whose identity is already proven. */
export async function openSession(app: App, visitor: Visitor, person: { id: string; external: boolean }): Promise<SignedIn> {
  const ctx = await contextOf(app, visitor, person.id);
  const opened = await inTransaction(app, async (tx) => {
    const now = app.clock.now();
    const expiresAt = new Date(now.getTime() + (person.external ? LIFETIME_EXTERNAL_MS : LIFETIME_MS));
    const { id } = await tx
      .insertInto("sessions")
      .values({
        person_id: person.id,
        created_at: now,
        last_seen_at: now,
        expires_at: expiresAt,
        ip: visitor.ip,
        user_agent: visitor.userAgent?.slice(0, 300) ?? null,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const refresh = await issueRefresh(tx, id, now);
    const device = await rememberDevice(tx, visitor.device, person.id, now);
    await audit(tx, { ...ctx, sessionId: id }, { action: "session.opened", entity: "session", entityId: id });
    return { id, refresh, expiresAt, device };
  });
  return { ...(await present(app, person.id, opened.id, opened.refresh, opened.expiresAt)), device: opened.device };
}

/**
 * Trades a refresh token for the next one. A token that was already traded means that two hold it:
 * the whole session ends.
 *
 * @throws DomainError `unauthenticated`
 */
export async function refreshSession(app: App, visitor: Visitor, refresh: string): Promise<SignedIn> {
  const next = await inTransaction(app, async (tx) => {
    const now = app.clock.now();
    const held = await lockRefresh(tx, refresh);
    if (!held || held.ended_at || held.expires_at <= now || !held.active) return null;
    if (held.spent_at) {
      const ctx = await contextOf(app, visitor, held.person_id);
      await endSession(tx, { ...ctx, sessionId: held.session_id }, held.session_id, "refresh_reused");
      return null;
    }
    await tx.updateTable("session_refreshes").set({ spent_at: now }).where("token_hash", "=", hashOf(refresh)).execute();
    await tx.updateTable("sessions").set({ last_seen_at: now }).where("id", "=", held.session_id).execute();
    return { ...held, refresh: await issueRefresh(tx, held.session_id, now) };
  });
  if (!next) throw new DomainError("unauthenticated", "refresh refused", { key: "session_ended" });
  return present(app, next.person_id, next.session_id, next.refresh, next.expires_at);
}

/** Ends the session of the context. */
export async function signOut(ctx: Context): Promise<void> {
  const { sessionId } = ctx;
  if (sessionId) await inTransaction(ctx.app, (tx) => endSession(tx, ctx, sessionId, "signed_out"));
}

/** Ends the session that a refresh token belongs to, when the access token is already gone. */
export async function signOutByRefresh(app: App, visitor: Visitor, refresh: string): Promise<void> {
  await inTransaction(app, async (tx) => {
    const held = await lockRefresh(tx, refresh);
    if (!held || held.ended_at || !held.active) return;
    const ctx = await contextOf(app, visitor, held.person_id);
    await endSession(tx, { ...ctx, sessionId: held.session_id }, held.session_id, "signed_out");
  });
}

/** The session and the browser that go on when all others end. */
export interface Kept {
  sessionId?: string;
  device?: string;
}

/**
 * Ends every session of a person but the one to keep: by themselves, or because they were deactivated or got a new password.
 * Every process drops them at commit. The browsers they were opened in are strangers from then on.
 */
export async function endAllSessions(tx: Tx, ctx: Context, personId: string, reason: string, keep: Kept = {}): Promise<void> {
  const open = await tx
    .updateTable("sessions")
    .set({ ended_at: ctx.now(), ended_reason: reason })
    .where("person_id", "=", personId)
    .where("ended_at", "is", null)
    .$if(keep.sessionId !== undefined, (some) => some.where("id", "!=", keep.sessionId ?? ""))
    .returning("id")
    .execute();
  await forgetDevices(tx, personId, keep.device);
  touchActor(tx, personId);
  await audit(tx, ctx, {
    action: "session.all_ended",
    entity: "person",
    entityId: personId,
    reason,
    after: { sessions: open.map(({ id }) => id) },
  });
}

async function endSession(tx: Tx, ctx: Context, id: string, reason: string): Promise<void> {
  await tx.updateTable("sessions").set({ ended_at: ctx.now(), ended_reason: reason }).where("id", "=", id).execute();
  touchActor(tx, ctx.actor.id);
  await audit(tx, ctx, { action: "session.ended", entity: "session", entityId: id, reason });
}

/** Of two simultaneous uses the lock makes one the first and the other a reuse. */
function lockRefresh(tx: Tx, refresh: string) {
  return tx
    .selectFrom("session_refreshes")
    .innerJoin("sessions", "sessions.id", "session_refreshes.session_id")
    .innerJoin("people", "people.id", "sessions.person_id")
    .select(["session_id", "spent_at", "person_id", "ended_at", "expires_at", "people.active"])
    .where("token_hash", "=", hashOf(refresh))
    .forUpdate("session_refreshes")
    .executeTakeFirst();
}

async function issueRefresh(tx: Tx, sessionId: string, now: Date): Promise<string> {
  const refresh = randomBytes(32).toString("base64url");
  await tx
    .insertInto("session_refreshes")
    .values({ token_hash: hashOf(refresh), session_id: sessionId, issued_at: now })
    .execute();
  return refresh;
}

async function present(
  app: App,
  personId: string,
  sessionId: string,
  refresh: string,
  refreshExpiresAt: Date,
): Promise<SignedIn> {
  return { ...(await app.sessions.tokens.issue(personId, sessionId)), refresh, refreshExpiresAt };
}

async function contextOf(app: App, visitor: Visitor, personId: string): Promise<Context> {
  const actor = await app.sessions.actors.fresh(personId);
  if (!actor) throw new DomainError("unauthenticated", "no such active person", { key: "wrong_login" });
  const { requestId, ip } = visitor;
  return { app, actor, language: actor.language, via: "web", requestId, ip, sessionId: null, now: () => app.clock.now() };
}
