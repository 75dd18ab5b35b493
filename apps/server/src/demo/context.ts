import { randomUUID } from "node:crypto";
import type { Actor } from "@tartip/domain/access/actor";
import type { App } from "../platform/app.ts";
import { dayOf } from "../platform/clock.ts";
import type { Context } from "../platform/context.ts";
import type { Tx } from "../platform/db/database.ts";
import { loadActor } from "../modules/access/questions.ts";

/** What was read until anybody's rights change; by the application that they act on. */
const remembered = new WeakMap<App, Memory>();

interface Memory {
  /** People with their rights, by themselves and by who is stood in for. */
  actors: Map<string, Actor>;
  /** Who is stood in for, by the day. */
  standing: Map<string, Promise<string>>;
}

/** A person of the demonstration company acting at an instant of its past, with the rights they have now. */
export async function contextAs(app: App, personId: string, at: Date, tx?: Tx): Promise<Context> {
  const actor = await actorOf(app, personId, dayOf(at), tx);
  return { app, actor, language: actor.language, via: "seed", requestId: randomUUID(), ip: null, sessionId: null, now: () => at };
}

/** Rights are those of now; a day matters only by who is stood in for on it. */
async function actorOf(app: App, personId: string, day: string, tx: Tx | undefined): Promise<Actor> {
  const known = memoryOf(app);
  const key = tx ? "" : `${personId} ${await standingOn(app, known, day)}`;
  const actor = known.actors.get(key) ?? (await loadActor(tx ?? app.db, personId, day));
  if (!actor) throw new Error(`the demonstration company has no active person ${personId}`);
  if (!tx) known.actors.set(key, actor);
  return actor;
}

function standingOn(app: App, { standing }: Memory, day: string): Promise<string> {
  const known = standing.get(day) ?? readStanding(app, day);
  standing.set(day, known);
  return known;
}

async function readStanding({ db }: App, day: string): Promise<string> {
  const rows = await db
    .selectFrom("substitutions")
    .select("id")
    .where("from_date", "<=", day)
    .where("to_date", ">=", day)
    .orderBy("id")
    .execute();
  return rows.map(({ id }) => id).join(" ");
}

function memoryOf(app: App): Memory {
  let known = remembered.get(app);
  if (!known) {
    const fresh = (known = { actors: new Map<string, Actor>(), standing: new Map<string, Promise<string>>() });
    remembered.set(app, fresh);
    app.live.onActors(() => {
      fresh.actors.clear();
      fresh.standing.clear();
    });
  }
  return known;
}
