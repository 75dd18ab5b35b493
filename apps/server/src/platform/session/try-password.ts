import type { App } from "../app.ts";
import { tellOfFailure, type Door } from "./failed-sign-ins.ts";
import { beginTry, dropTry, markSuccess, type Try } from "./login-attempts.ts";
import { passwordFits } from "./passwords.ts";

interface Tried extends Try {
  door: Door;
  password: string;
  /** Null for an e-mail of nobody. */
  person: { id: string; passwordHash: string | null } | null;
  ip: string;
  requestId: string;
}

/** The latest try of each pair that is under way in this process. */
const underWay = new Map<string, Promise<void>>();

/**
 * Looks at a password at its pace and tells the journal when it does not fit. Tries of one pair at once are looked at one
 * after the other: what is under way counts as failed, and right passwords must not refuse one another.
 *
 * @throws DomainError `too_many_requests`, `unavailable` when too many are being looked at: that try does not count
 */
export async function tryPassword(app: App, tried: Tried): Promise<boolean> {
  const pair = `${tried.place} ${tried.email}`;
  const before = underWay.get(pair);
  const { promise, resolve } = Promise.withResolvers<void>();
  underWay.set(pair, promise);
  await before;
  try {
    return await tryAlone(app, tried);
  } finally {
    if (underWay.get(pair) === promise) underWay.delete(pair);
    resolve();
  }
}

async function tryAlone(app: App, tried: Tried): Promise<boolean> {
  const { door, person, password, place, ip, requestId } = tried;
  const tryId = await beginTry(app, tried);
  const fits = await passwordFits(password, person?.passwordHash ?? null, place).catch(async (error: unknown) => {
    await dropTry(app, tryId);
    throw error;
  });
  if (fits) await markSuccess(app, tryId);
  else await tellOfFailure(app, { door, tryId, personId: person?.id ?? null, ip, requestId });
  return fits;
}
