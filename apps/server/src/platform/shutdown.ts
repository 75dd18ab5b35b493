const GIVE_UP_AFTER_MS = 15_000;
/** One Ctrl+C reaches the server twice: from the terminal's group and handed on by the start tool. */
const SAME_SIGNAL_MS = 1_000;

/**
 * Stops everything in reverse order on SIGINT and SIGTERM, once; another signal a second later ends the process at once.
 *
 * @param stops filled by the caller as things start
 * @returns the same stop, for a start that failed half-way, and whether a signal has asked for it
 */
export function stopOnSignal(stops: (() => Promise<void>)[]): { stop: () => Promise<void>; asked: () => boolean } {
  let signalledAt: number | null = null;
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= stopAll(stops));
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (signalledAt !== null && performance.now() - signalledAt < SAME_SIGNAL_MS) return;
      if (stopping) process.exit(1);
      signalledAt = performance.now();
      setTimeout(() => process.exit(1), GIVE_UP_AFTER_MS).unref();
      void stop().then(() => process.exit(0));
    });
  }
  return { stop, asked: () => signalledAt !== null };
}

async function stopAll(stops: (() => Promise<void>)[]): Promise<void> {
  for (const stop of stops.toReversed()) {
    try {
      await stop();
    } catch (error) {
      process.stderr.write(`stopping: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
}
