import { Worker } from "node:worker_threads";
import type { MakePdf } from "./pdf.ts";

interface Made {
  id: number;
  bytes?: Uint8Array;
  error?: string;
}

/** A thread that draws papers while this one waits for the database. */
export interface PdfThread {
  make: MakePdf;
  stop(): Promise<void>;
}

/** Papers come in the order asked for. */
export function startPdfThread(): PdfThread {
  const worker = new Worker(new URL("./pdf-thread.ts", import.meta.url));
  const waiting = new Map<number, { resolve: (bytes: Buffer) => void; reject: (error: Error) => void }>();
  worker.on("message", ({ id, bytes, error }: Made) => {
    const asker = waiting.get(id);
    waiting.delete(id);
    if (bytes) asker?.resolve(Buffer.from(bytes));
    else asker?.reject(new Error(error ?? "no paper"));
  });
  worker.on("error", (error) => {
    for (const asker of waiting.values()) asker.reject(error instanceof Error ? error : new Error(String(error)));
  });
  let last = 0;
  return {
    make(paper) {
      last += 1;
      const id = last;
      const made = new Promise<Buffer>((resolve, reject) => waiting.set(id, { resolve, reject }));
      worker.postMessage({ id, paper });
      return made;
    },
    stop: async () => void (await worker.terminate()),
  };
}
