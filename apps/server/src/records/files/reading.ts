import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { SNIFF_BYTES } from "../../platform/sniff.ts";

/** The bytes of one file as they come. */
export interface Reading {
  chunks: AsyncIterator<Buffer>;
  /** Stops reading where it is; the stream lives on and can be let through to its end. */
  letGo(): Promise<void>;
}

export function readingOf(stream: Readable): Reading {
  const chunks: AsyncIterator<Buffer> = stream.iterator({ destroyOnReturn: false })[Symbol.asyncIterator]();
  return {
    chunks,
    letGo: async () => {
      await chunks.return?.();
    },
  };
}

/** The first bytes, and a stream that still begins with them. */
export async function peek({ chunks }: Reading): Promise<{ head: Buffer; whole: Readable }> {
  const first: Buffer[] = [];
  let size = 0;
  while (size < SNIFF_BYTES) {
    const { value, done } = await chunks.next();
    if (done) break;
    first.push(value);
    size += value.length;
  }
  const start = Buffer.concat(first);
  const whole = Readable.from(restOf(start, chunks), { objectMode: false });
  return { head: start.subarray(0, SNIFF_BYTES), whole };
}

async function* restOf(start: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield start;
  for (;;) {
    const { value, done } = await chunks.next();
    if (done) return;
    yield value;
  }
}

/** Who still sends reads no answer, and the next call on the connection waits behind the body: what nobody takes is thrown away. */
export function letThrough(body: IncomingMessage): void {
  body.unpipe();
  body.resume();
}
