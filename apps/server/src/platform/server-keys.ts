import { randomBytes } from "node:crypto";
import type { Clock } from "./clock.ts";
import type { Db } from "./db/database.ts";

/**
 * A secret all processes share, made by whichever asks first.
 *
 * @param make how to make it; by default 32 random bytes in base64url
 */
export async function serverKey(
  db: Db,
  clock: Clock,
  name: string,
  make: () => string | Promise<string> = () => randomBytes(32).toString("base64url"),
): Promise<string> {
  const read = () => db.selectFrom("keys").select("value").where("name", "=", name).executeTakeFirst();
  const present = await read();
  if (present) return present.value;
  await db
    .insertInto("keys")
    .values({ name, value: await make(), created_at: clock.now() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const made = await read();
  if (!made) throw new Error(`the server's key ${name} could not be kept`);
  return made.value;
}
