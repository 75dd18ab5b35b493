import type { Clock } from "../clock.ts";
import type { Db } from "../db/database.ts";
import type { Live } from "../live.ts";
import type { LoadActor } from "../module.ts";
import { serverKey } from "../server-keys.ts";
import type { Actors } from "./actors.ts";
import { openActors } from "./actors.ts";
import type { Tokens } from "./tokens.ts";
import { makeKeyPair, openTokens } from "./tokens.ts";

/** What this process needs to know who is asking. */
export interface Sessions {
  tokens: Tokens;
  actors: Actors;
}

interface Needs {
  db: Db;
  clock: Clock;
  live: Live;
  loadActor: LoadActor | undefined;
}

export async function openSessions(needs: Needs): Promise<Sessions> {
  const keyPair = await serverKey(needs.db, needs.clock, "session", makeKeyPair);
  return { tokens: await openTokens(keyPair, needs.clock), actors: openActors(needs) };
}
