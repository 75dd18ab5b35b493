import { randomInt } from "node:crypto";

/** Rounds of a random, kill or fuzz run: all of them under `npm run prove`, a twentieth otherwise. */
export function proveRounds(full: number): number {
  return process.env["TARTIP_PROVE"] === "full" ? full : Math.max(1, Math.ceil(full / 20));
}

/** The run's seed, printed so that a failure can be repeated with `TARTIP_SEED`. */
export function proveSeed(suite: string): number {
  const seed = Number(process.env["TARTIP_SEED"] ?? randomInt(2 ** 31));
  process.stdout.write(`${suite}: seed ${seed} (repeat with TARTIP_SEED=${seed})\n`);
  return seed;
}
