import { randomUUID } from "node:crypto";
import type { Actor } from "@tartip/domain/access/actor";
import type { App } from "../platform/app.ts";
import { dayOf } from "../platform/clock.ts";
import type { Context } from "../platform/context.ts";
import type { Tx } from "../platform/db/database.ts";
import { loadActor } from "../modules/access/questions.ts";

/** People with their rights as of a day, until anybody's rights change; by the application that they act on. */
const remembered = new WeakMap<App, Map<string, Actor>>();

/** A person of the demonstration company acting at an instant of its past, with the rights they have now. */
export async function contextAs(app: App, personId: string, at: Date, tx?: Tx): Promise<Context> {
  const actor = await actorOf(app, personId, dayOf(at), tx);
  return { app, actor, language: actor.language, via: "seed", requestId: randomUUID(), ip: null, sessionId: null, now: () => at };
}

async function actorOf(app: App, personId: string, day: string, tx: Tx | undefined): Promise<Actor> {
  const known = memoryOf(app);
  const key = `${personId} ${day}`;
  const actor = (tx ? undefined : known.get(key)) ?? (await loadActor(tx ?? app.db, personId, day));
  if (!actor) throw new Error(`the demonstration company has no active person ${personId}`);
  if (!tx) known.set(key, actor);
  return actor;
}

function memoryOf(app: App): Map<string, Actor> {
  let known = remembered.get(app);
  if (!known) {
    const fresh = (known = new Map<string, Actor>());
    remembered.set(app, fresh);
    app.live.onActors(() => fresh.clear());
  }
  return known;
}
