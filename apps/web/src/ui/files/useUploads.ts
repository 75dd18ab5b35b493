import { useRef, useState } from "react";

export interface Upload {
  id: string;
  name: string;
  size: number;
  /** From 0 to 1. */
  progress: number;
  state: "waiting" | "sending" | "done" | "failed";
  /** Why it failed, as a sentence. */
  error?: string;
}

export type SendFile = (file: File, options: { onProgress: (share: number) => void; signal: AbortSignal }) => Promise<unknown>;

interface Options {
  send: SendFile;
  /** Turns a failure into a sentence. */
  explain: (error: unknown) => string;
  /** Refuses before sending: too large, wrong kind; undefined = fine. */
  refuse: (file: File) => string | undefined;
  onDone: () => void;
}

const AT_ONCE = 3;

interface Entry {
  file: File;
  ended: AbortController;
}

/** Sends files three at a time; each can be cancelled and tried again. */
export function useUploads({ send, explain, refuse, onDone }: Options) {
  const [uploads, setUploads] = useState<Upload[]>([]);
  const files = useRef(new Map<string, Entry>());
  const queue = useRef<string[]>([]);
  const sending = useRef(0);

  const patch = (id: string, change: Partial<Upload>) =>
    setUploads((all) => all.map((one) => (one.id === id ? { ...one, ...change } : one)));
  const drop = (id: string) => setUploads((all) => all.filter((one) => one.id !== id));

  function add(list: Iterable<File>) {
    const added = [...list].map((file) => newUpload(file, refuse(file)));
    for (const [index, file] of [...list].entries()) {
      const upload = added[index];
      if (!upload) continue;
      files.current.set(upload.id, { file, ended: new AbortController() });
      if (upload.state === "waiting") queue.current.push(upload.id);
    }
    setUploads((all) => [...all, ...added]);
    start();
  }
  function start() {
    while (sending.current < AT_ONCE && queue.current.length > 0) {
      const id = queue.current.shift();
      const entry = id === undefined ? undefined : files.current.get(id);
      if (id !== undefined && entry) void sendOne(id, entry);
    }
  }
  async function sendOne(id: string, { file, ended }: Entry) {
    sending.current++;
    patch(id, { state: "sending", progress: 0 });
    try {
      await send(file, { onProgress: (progress) => patch(id, { progress }), signal: ended.signal });
      files.current.delete(id);
      drop(id);
      onDone();
    } catch (error) {
      if (!ended.signal.aborted) patch(id, { state: "failed", error: explain(error) });
    } finally {
      sending.current--;
      start();
    }
  }
  function cancel(id: string) {
    files.current.get(id)?.ended.abort();
    files.current.delete(id);
    queue.current = queue.current.filter((waiting) => waiting !== id);
    drop(id);
  }
  function retry(id: string) {
    patch(id, { state: "waiting" });
    queue.current.push(id);
    start();
  }
  return { uploads, add, cancel, retry };
}

function newUpload(file: File, error: string | undefined): Upload {
  const upload: Upload = { id: crypto.randomUUID(), name: file.name, size: file.size, progress: 0, state: "waiting" };
  return error ? { ...upload, state: "failed", error } : upload;
}
