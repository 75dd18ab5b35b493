/** A repeatable stream of choices (mulberry32); the seed is printed by the suite. */
export interface Random {
  /** 0 ≤ n < 1 */
  next(): number;
  /** An integer 0 … below − 1. */
  below(limit: number): number;
  pick<T>(from: readonly T[]): T;
  chance(probability: number): boolean;
  /** Each element with this probability. */
  some<T>(from: readonly T[], probability: number): T[];
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const pick = <T>(from: readonly T[]): T => {
    const found = from[below(from.length)];
    if (found === undefined) throw new Error("nothing to pick from");
    return found;
  };
  const chance = (probability: number): boolean => next() < probability;
  return { next, below, pick, chance, some: (from, probability) => from.filter(() => chance(probability)) };
}
