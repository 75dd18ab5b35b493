import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { PASSWORD_SHORTEST, passwordFault } from "@tartip/domain/entry/password";
import { DomainError } from "@tartip/domain/kernel/errors";
import type { App } from "../app.ts";
import { DEMO_PASSWORD } from "../config.ts";
import { createTurns } from "./turns.ts";

const derive = promisify(argon2);
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };
const LONGEST = 200;
const PRODUCT = "Tartip";

/** Each hash takes 19 MiB and a core for some 30 ms: two at a time, and a queue that ends. */
const turn = createTurns({ atOnce: 2, waiting: 200 });

/**
 * A PHC string, argon2id; not for passwords that a person types: see `checkNewPassword`.
 *
 * @param place where it is asked from, see `placeOf`: places are served in turn
 */
export async function hashPassword(password: string, place = "server"): Promise<string> {
  const salt = randomBytes(16);
  const hash = await hashWith(password, salt, place);
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${base64(salt)}$${base64(hash)}`;
}

/**
 * Whether the password fits. Takes the same time for an unknown person (`null`), so that nobody can
 * learn by the clock who exists.
 */
export async function passwordFits(password: string, phc: string | null, place: string): Promise<boolean> {
  const [, , , cost, salt, hash] = (phc ?? (await dummy())).split("$");
  if (cost !== `m=${COST.memory},t=${COST.passes},p=${COST.parallelism}` || !salt || !hash) return false;
  const given = await hashWith(password, Buffer.from(salt, "base64"), place);
  return timingSafeEqual(given, Buffer.from(hash, "base64")) && phc !== null;
}

/**
 * Every door where a password is set asks this.
 *
 * @param names how the company is called
 * @throws DomainError `bad_input` for what a guesser tries first
 */
export function checkNewPassword({ config }: Pick<App, "config">, password: string, email: string, names: string[] = []): void {
  // In the demonstration everybody has its one password, and may go on with it.
  const shown = config.demo ? [] : [DEMO_PASSWORD, config.demoPassword];
  const code = passwordFault(password, { email, words: [PRODUCT, ...names, ...shown] });
  if (!code) return;
  throw new DomainError("bad_input", "password refused", {
    fields: [{ field: "password", code, params: { least: PASSWORD_SHORTEST } }],
  });
}

/** Longest password that is hashed at all; longer ones are refused by the schema. */
export const PASSWORD_MAX = LONGEST;

let dummyHash: Promise<string> | undefined;

function dummy(): Promise<string> {
  dummyHash ??= hashPassword(randomBytes(12).toString("hex"));
  return dummyHash;
}

async function hashWith(password: string, nonce: Buffer, place: string): Promise<Buffer> {
  const end = await turn(place);
  try {
    return await derive("argon2id", { message: password.normalize("NFC"), nonce, ...COST });
  } finally {
    end();
  }
}

function base64(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
