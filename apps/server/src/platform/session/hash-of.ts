import { createHash } from "node:crypto";

/** What the database keeps instead of a token it could be robbed of. */
export function hashOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
