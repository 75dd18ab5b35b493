import type { Actor } from "@tartip/domain/access/actor";
import { DomainError } from "@tartip/domain/kernel/errors";
import { sql, type RawBuilder } from "kysely";
import type { Clock } from "../clock.ts";
import { dayOf } from "../clock.ts";
import type { Db, Tx } from "../db/database.ts";
import type { Live } from "../live.ts";
import type { LoadActor } from "../module.ts";

interface Entry {
  actor: Actor;
  day: string;
  expiresAt: number;
}

export interface Actors {
  /** The actor of a session that has not ended, of a person who is active; else null. */
  ofSession(sessionId: string, personId: string, how?: { reread: boolean }): Promise<Actor | null>;
  /** Straight from the database: for decisions that may not be a moment old. Inside a transaction, by its connection. */
  fresh(personId: string, by?: Db | Tx): Promise<Actor | null>;
}

interface Source {
  db: Db;
  clock: Clock;
  live: Live;
  loadActor: LoadActor | undefined;
}

const MOST_REMEMBERED = 5_000;

/**
 * Remembers actors per session. A NOTIFY in the changing transaction makes every process forget;
 * while this process cannot hear, it reads the database every time.
 */
export function openActors({ db, clock, live, loadActor = missingLoader }: Source): Actors {
  const known = new Map<string, Entry>();
  // Counts what was forgotten, so that an answer read before a change is never kept after it.
  let forgotten = 0;
  live.onActors((event) => {
    forgotten += 1;
    if (event.all || event.people.includes("all")) known.clear();
    else for (const [sessionId, { actor }] of known) if (event.people.includes(actor.id)) known.delete(sessionId);
  });
  const fresh = (personId: string, by: Db | Tx = db) => loadActor(by, personId, dayOf(clock.now()));
  return {
    fresh,
    async ofSession(sessionId, personId, { reread } = { reread: false }) {
      const now = clock.now();
      const day = dayOf(now);
      if (reread) return loadActor(db, personId, day, sessionOpen(sessionId, personId, now));
      const entry = live.listening() ? known.get(sessionId) : undefined;
      if (entry && entry.day === day && entry.expiresAt > now.getTime() && entry.actor.id === personId) return entry.actor;
      const before = forgotten;
      const session = await openSession(db, sessionId, personId, now);
      const actor = session && (await fresh(personId));
      if (!session || !actor) return null;
      if (live.listening() && before === forgotten) {
        if (known.size >= MOST_REMEMBERED) known.clear();
        known.set(sessionId, { actor, day, expiresAt: session.expires_at.getTime() });
      }
      return actor;
    },
  };
}

function openSession(db: Db, sessionId: string, personId: string, now: Date) {
  return db
    .selectFrom("sessions")
    .innerJoin("people", "people.id", "sessions.person_id")
    .select("sessions.expires_at")
    .where("sessions.id", "=", sessionId)
    .where("sessions.person_id", "=", personId)
    .where("sessions.ended_at", "is", null)
    .where("sessions.expires_at", ">", now)
    .where("people.active", "=", true)
    .executeTakeFirst();
}

/** The same as a condition: a change asks session and rights in one round trip. */
function sessionOpen(sessionId: string, personId: string, now: Date): RawBuilder<boolean> {
  return sql`exists (select 1 from sessions s where s.id = ${sessionId} and s.person_id = ${personId}
    and s.ended_at is null and s.expires_at > ${now})`;
}

const missingLoader: LoadActor = () => {
  throw new DomainError("unavailable", "no module brings loadActor");
};
