export type Values = Readonly<Record<string, unknown>>;

export interface AutosaveState {
  state: "idle" | "waiting" | "saving" | "saved" | "failed";
  /** Why the last sending failed. */
  error?: unknown;
}

interface Options {
  /** Sends changed values; a rejection keeps them for the next attempt. */
  send: (values: Values) => Promise<void>;
  onState: (state: AutosaveState) => void;
  /** What is typed and not yet with the server, after every change of it: for a copy that survives a reload. */
  onPending?: (pending: Values) => void;
  /** Whether the same sending may succeed later by itself: no network, a busy server. */
  retryable: (error: unknown) => boolean;
  delayMs?: number;
  retryMs?: number;
}

export interface Autosave {
  /** Keeps changed values; they are sent after a pause in typing. */
  change: (values: Values) => void;
  /** Sends what is left now. @throws what `send` rejected with */
  flush: () => Promise<void>;
  stop: () => void;
}

/** Sends changes one batch at a time, newest values first; nothing is dropped before the server has it. */
export function createAutosave({ send, onState, onPending, retryable, delayMs = 800, retryMs = 5000 }: Options): Autosave {
  let pending: Record<string, unknown> = {};
  let running: Promise<void> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const later = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void run().catch(() => undefined), ms);
  };
  async function attempt(batch: Record<string, unknown>): Promise<void> {
    onState({ state: "saving" });
    try {
      await send(batch);
    } catch (error) {
      // What was typed meanwhile is newer than what failed.
      pending = { ...batch, ...pending };
      onState({ state: "failed", error });
      if (retryable(error)) later(retryMs);
      throw error;
    }
    onPending?.(pending);
    onState({ state: Object.keys(pending).length > 0 ? "waiting" : "saved" });
  }
  function run(): Promise<void> {
    clearTimeout(timer);
    if (running) return running.then(run, run);
    if (Object.keys(pending).length === 0) return Promise.resolve();
    const batch = pending;
    pending = {};
    running = attempt(batch).finally(() => (running = undefined));
    return running;
  }
  async function flush(): Promise<void> {
    while (running || Object.keys(pending).length > 0) await run();
  }
  return {
    change(values) {
      pending = { ...pending, ...values };
      onPending?.(pending);
      onState({ state: "waiting" });
      later(delayMs);
    },
    flush,
    stop: () => clearTimeout(timer),
  };
}
