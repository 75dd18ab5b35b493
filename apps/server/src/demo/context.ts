import { randomUUID } from "node:crypto";
import type { App } from "../platform/app.ts";
import { dayOf } from "../platform/clock.ts";
import type { Context } from "../platform/context.ts";
import type { Tx } from "../platform/db/database.ts";
import { loadActor } from "../modules/access/questions.ts";

/** A person of the demonstration company acting at an instant of its past, with the rights they have now. */
export async function contextAs(app: App, personId: string, at: Date, tx?: Tx): Promise<Context> {
  const actor = await loadActor(tx ?? app.db, personId, dayOf(at));
  if (!actor) throw new Error(`the demonstration company has no active person ${personId}`);
  return { app, actor, language: actor.language, via: "seed", requestId: randomUUID(), ip: null, sessionId: null, now: () => at };
}
