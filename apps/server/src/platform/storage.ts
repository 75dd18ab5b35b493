import { createHash, randomBytes } from "node:crypto";
import { mkdir, open, rename, rm, type FileHandle } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { DomainError, notFound } from "@tartip/domain/kernel/errors";

export interface StoredBlob {
  key: string;
  size: number;
  /** Lower-case hexadecimal. */
  sha256: string;
}

/** First and last byte, both included. */
export interface ByteRange {
  start: number;
  end: number;
}

/** Where the bytes of files live. Keys are random and never contain anything a person typed. */
export interface BlobStore {
  /** @throws DomainError `too_large`; nothing is kept then */
  put(stream: Readable, limit: { maxBytes: number }): Promise<StoredBlob>;
  /** @throws DomainError `not_found` when the bytes are gone from the disk */
  open(key: string, range?: ByteRange): Promise<Readable>;
  /** Removing what is not there is not an error. */
  remove(key: string): Promise<void>;
}

const KEY = /^[0-9a-f]{40}$/;

/** A store in a folder of this machine. */
export async function openLocalStore(root: string): Promise<BlobStore> {
  const incoming = path.join(root, "incoming");
  // What a killed process left half-written belongs to nobody.
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  const place = (key: string) => {
    if (!KEY.test(key)) throw new Error("not a key of this store");
    return path.join(root, key.slice(0, 2), key);
  };
  return {
    async put(stream, { maxBytes }) {
      const key = randomBytes(20).toString("hex");
      const draft = path.join(incoming, key);
      try {
        const written = await writeDraft(stream, draft, maxBytes);
        await mkdir(path.dirname(place(key)), { recursive: true, mode: 0o700 });
        await rename(draft, place(key));
        await syncFolder(path.dirname(place(key)));
        return { key, ...written };
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },
    open: async (key, range) => (await opened(place(key))).createReadStream(range),
    remove: (key) => rm(place(key), { force: true }),
  };
}

/** A handle first, so that lost bytes are an answer and not a stream that breaks halfway. */
async function opened(file: string): Promise<FileHandle> {
  try {
    return await open(file, "r");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") throw notFound("stored file");
    throw error;
  }
}

async function writeDraft(stream: Readable, draft: string, maxBytes: number): Promise<{ size: number; sha256: string }> {
  const hash = createHash("sha256");
  const file = await open(draft, "wx", 0o600);
  let size = 0;
  try {
    for await (const chunk of stream) {
      size += chunk.length;
      if (size > maxBytes) throw tooLarge(maxBytes);
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { size, sha256: hash.digest("hex") };
}

/** Without this a crash may forget the new name although the bytes are on disk. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** @param maxBytes the limit that was passed */
function tooLarge(maxBytes: number): DomainError {
  const megabytes = Math.floor(maxBytes / 1024 / 1024);
  return new DomainError("too_large", `more than ${maxBytes} bytes`, { key: "file_too_large", params: { megabytes } });
}
