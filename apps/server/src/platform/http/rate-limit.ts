const WINDOW_MS = 60_000;
const MOST_KEYS = 50_000;

/**
 * Counts requests per person or place (`placeOf`) in windows of a minute, in this process alone: it protects the process.
 * What guards passwords is counted in the database instead.
 *
 * @returns seconds to wait; 0 lets the request through
 */
export function createRateLimit(most: number): (key: string) => number {
  const counts = new Map<string, number>();
  let endsAt = 0;
  return (key) => {
    const now = performance.now();
    if (now > endsAt || counts.size > MOST_KEYS) {
      counts.clear();
      endsAt = now + WINDOW_MS;
    }
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count <= most ? 0 : Math.max(1, Math.ceil((endsAt - now) / 1_000));
  };
}
