import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { Db, Tx } from "../db/database.ts";
import { hashOf } from "./hash-of.ts";

/** How long a browser is known after the last sign-in there; its cookie lives as long. */
export const KNOWN_DAYS = 180;
const KNOWN_MS = KNOWN_DAYS * 86_400_000;
/** Of one person; the one that was used longest ago is forgotten. */
const MOST_PER_PERSON = 50;

/** Whether somebody with this e-mail has signed in from this browser. */
export async function isKnownDevice(db: Db, device: string, email: string, now: Date): Promise<boolean> {
  const known = await db
    .selectFrom("known_devices as d")
    .innerJoin("people as p", "p.id", "d.person_id")
    .select("p.id")
    .where("d.token_hash", "=", hashOf(device))
    .where("d.last_used_at", ">", new Date(now.getTime() - KNOWN_MS))
    .where("p.email", "=", email)
    .executeTakeFirst();
  return known !== undefined;
}

/**
 * Keeps the browser a person has just proven themselves in. A browser that is known of somebody else keeps its name, so
 * that people who share it are all known there.
 *
 * @returns what the browser must keep
 */
export async function rememberDevice(tx: Tx, device: string | undefined, personId: string, now: Date): Promise<string> {
  const token = device && (await isOurs(tx, device)) ? device : randomBytes(24).toString("base64url");
  await tx
    .insertInto("known_devices")
    .values({ token_hash: hashOf(token), person_id: personId, known_since: now, last_used_at: now })
    .onConflict((same) => same.columns(["token_hash", "person_id"]).doUpdateSet({ last_used_at: now }))
    .execute();
  await sql`
    delete from known_devices where (token_hash, person_id) in (
      select token_hash, person_id from known_devices where person_id = ${personId}
      order by last_used_at desc, known_since desc offset ${MOST_PER_PERSON})`.execute(tx);
  return token;
}

/** Every browser of a person, but the one to keep, is a stranger again: a password may have been stolen there. */
export async function forgetDevices(tx: Tx, personId: string, keep?: string): Promise<void> {
  await tx
    .deleteFrom("known_devices")
    .where("person_id", "=", personId)
    .$if(keep !== undefined, (some) => some.where("token_hash", "!=", hashOf(keep ?? "")))
    .execute();
}

/** Lets go of browsers nobody came back to. */
export async function forgetOldDevices(db: Db, now: Date): Promise<void> {
  await db
    .deleteFrom("known_devices")
    .where("last_used_at", "<", new Date(now.getTime() - KNOWN_MS))
    .execute();
}

async function isOurs(tx: Tx, device: string): Promise<boolean> {
  const known = await tx
    .selectFrom("known_devices")
    .select("person_id")
    .where("token_hash", "=", hashOf(device))
    .limit(1)
    .executeTakeFirst();
  return known !== undefined;
}
