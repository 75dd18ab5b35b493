import { vi } from "vitest";

/** Far longer than anything takes: it ends a wait for what never comes, and judges no speed. */
const AT_MOST_MS = 120_000;

/** Asks again until `check` throws no more: for what follows a change on its own time. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: AT_MOST_MS, interval: 10 });
}
