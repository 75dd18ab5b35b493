const WINDOW_MS = 60_000;
const MOST_KEYS = 50_000;

/**
 * Counts requests per person or address in windows of a minute, in this process alone: it protects the process.
 * What guards passwords is counted in the database instead.
 */
export function createRateLimit(most: number): (key: string) => boolean {
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
    return count <= most;
  };
}
