/** One Ctrl+C reaches the server twice: from the terminal's group and handed on by the start tool. */
const SAME_SIGNAL_MS = 1_000;

/** Something that was started, and how it ends. */
export interface Ending {
  what: string;
  /** Milliseconds after which it is ended by force and the next one is stopped. */
  withinMs: number;
  stop(): Promise<void>;
  /** Ends it at once: it took too long, or a second signal came. Must not wait for anything. */
  force?(): void;
}

/** What a process has started so far, and the one way in which all of it ends. */
export interface Shutdown {
  /** Declares something that runs, or is about to: it ends before everything declared earlier. */
  add(ending: Ending): void;
  /** Ends everything in reverse order, each within its limit; the same end for all callers. */
  stop(): Promise<void>;
  /** Whether a signal has asked for the end. */
  asked(): boolean;
}

/**
 * Ends everything in reverse order on SIGINT and SIGTERM, once, and the process with it. Another signal a second later
 * ends all of it by force: nothing that was started outlives the process.
 */
export function stopOnSignal(): Shutdown {
  const endings: Ending[] = [];
  let signalledAt: number | null = null;
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= stopAll(endings));
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (signalledAt !== null && performance.now() - signalledAt < SAME_SIGNAL_MS) return;
      if (signalledAt !== null) {
        for (const ending of endings.toReversed()) force(ending);
        process.exit(1);
      }
      signalledAt = performance.now();
      void stop().then(() => process.exit(0));
    });
  }
  return { add: (ending) => void endings.push(ending), stop, asked: () => signalledAt !== null };
}

/** Always the last one, so that what a start under way still declares is ended too. */
async function stopAll(endings: Ending[]): Promise<void> {
  for (let ending = endings.at(-1); ending; ending = endings.at(-1)) {
    try {
      if (!(await stoppedInTime(ending))) {
        process.stderr.write(`stopping: ${ending.what} took longer than ${ending.withinMs} ms and is ended by force\n`);
        force(ending);
      }
    } catch (error) {
      process.stderr.write(`stopping: ${ending.what}: ${error instanceof Error ? error.message : String(error)}\n`);
      force(ending);
    }
    endings.splice(endings.indexOf(ending), 1);
  }
}

async function stoppedInTime(ending: Ending): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), ending.withinMs)));
  try {
    return await Promise.race([ending.stop().then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

function force(ending: Ending): void {
  try {
    ending.force?.();
  } catch (error) {
    process.stderr.write(`stopping: ${ending.what}: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}
