import { randomUUID } from "node:crypto";
import type { App } from "../apps/server/src/platform/app.ts";

/** People of the data set whose rights differ in shape. */
export const READERS = {
  /** Reads every request of the company. */
  wide: "P5",
  /** Reads those of the own department. */
  department: "P40",
  /** Reads what the person has a part in. */
  executor: "P506",
  /** An outsider: tasks of their own, and what names them. */
  contractor: "P999",
} as const;

export interface Reader {
  personId: string;
  sessionId: string;
  /** Access tokens live ten minutes: ask for one before each run. */
  token(): Promise<string>;
}

export async function reader(app: App, code: string): Promise<Reader> {
  const { id: personId } = await app.db.selectFrom("people").select("id").where("code", "=", code).executeTakeFirstOrThrow();
  const now = new Date();
  const sessionId = randomUUID();
  const expires = new Date(now.getTime() + 86_400_000);
  await app.db
    .insertInto("sessions")
    .values({ id: sessionId, person_id: personId, created_at: now, last_seen_at: now, expires_at: expires })
    .execute();
  return { personId, sessionId, token: async () => (await app.sessions.tokens.issue(personId, sessionId)).token };
}
