import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { DomainError } from "@tartip/domain/kernel/errors";

const derive = promisify(argon2);
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };
const SHORTEST = 10;
const LONGEST = 200;

/** Each hash takes 19 MiB and a core for some 30 ms: two at a time, and a queue that ends. */
const MOST_AT_ONCE = 2;
const MOST_WAITING = 200;

let running = 0;
const waiting: (() => void)[] = [];

/** A PHC string, argon2id; not for passwords that a person types: see `checkNewPassword`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await hashWith(password, salt);
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${base64(salt)}$${base64(hash)}`;
}

/**
 * Whether the password fits. Takes the same time for an unknown person (`null`), so that nobody can
 * learn by the clock who exists.
 */
export async function passwordFits(password: string, phc: string | null): Promise<boolean> {
  const [, , , cost, salt, hash] = (phc ?? (await dummy())).split("$");
  if (cost !== `m=${COST.memory},t=${COST.passes},p=${COST.parallelism}` || !salt || !hash) return false;
  const given = await hashWith(password, Buffer.from(salt, "base64"));
  return timingSafeEqual(given, Buffer.from(hash, "base64")) && phc !== null;
}

/** @throws DomainError `bad_input` for a password that is too short, too long or the e-mail itself */
export function checkNewPassword(password: string, email: string): void {
  const code =
    password.length < SHORTEST
      ? "password_short"
      : password.toLowerCase().includes(email.toLowerCase())
        ? "password_is_email"
        : "";
  if (code) {
    throw new DomainError("bad_input", "password refused", {
      fields: [{ field: "password", code, params: { least: SHORTEST } }],
    });
  }
}

/** Longest password that is hashed at all; longer ones are refused by the schema. */
export const PASSWORD_MAX = LONGEST;

let dummyHash: Promise<string> | undefined;

function dummy(): Promise<string> {
  dummyHash ??= hashPassword(randomBytes(12).toString("hex"));
  return dummyHash;
}

async function hashWith(password: string, nonce: Buffer): Promise<Buffer> {
  await turn();
  try {
    return await derive("argon2id", { message: password.normalize("NFC"), nonce, ...COST });
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

async function turn(): Promise<void> {
  if (running >= MOST_AT_ONCE) {
    if (waiting.length >= MOST_WAITING) throw new DomainError("unavailable", "too many passwords are being checked");
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  running += 1;
}

function base64(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
