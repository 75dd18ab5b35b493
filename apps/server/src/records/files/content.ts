import { DomainError } from "@tartip/domain/kernel/errors";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { ByteRange } from "../../platform/storage.ts";
import type { FileRow } from "./files.ts";
import { contentDisposition } from "./names.ts";

/** Only what a browser shows without running anything may open in place. */
const INLINE = new Set(["application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"]);

/**
 * Sends the bytes, a part of them, or word that they did not change.
 *
 * @throws DomainError `range_not_satisfiable`
 */
export async function sendContent(
  request: FastifyRequest,
  reply: FastifyReply,
  file: FileRow & { storageKey: string },
  download: boolean,
): Promise<FastifyReply> {
  const etag = `"${file.sha256}"`;
  const inline = !download && INLINE.has(file.mediaType);
  void reply.headers({
    etag,
    "accept-ranges": "bytes",
    // The right may end tomorrow: a copy is asked about each time.
    "cache-control": "private, no-cache",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "x-content-type-options": "nosniff",
    "content-disposition": contentDisposition(inline ? "inline" : "attachment", file.name),
  });
  if (request.headers["if-none-match"] === etag) return reply.code(304).send();
  const range = rangeOf(request, etag, file.size);
  if (range === "beyond") {
    void reply.header("content-range", `bytes */${file.size}`).removeHeader("content-disposition");
    throw new DomainError("range_not_satisfiable", "the range begins beyond the end");
  }
  void reply.type(file.mediaType);
  const { store } = request.context.app;
  if (!range) return reply.header("content-length", file.size).send(await store.open(file.storageKey));
  void reply.code(206).header("content-range", `bytes ${range.start}-${range.end}/${file.size}`);
  return reply.header("content-length", range.end - range.start + 1).send(await store.open(file.storageKey, range));
}

/** One range is answered; several at once, or one of an older version, get the whole file as the standard allows. */
function rangeOf(request: FastifyRequest, etag: string, size: number): ByteRange | "beyond" | null {
  const condition = request.headers["if-range"];
  if (condition !== undefined && condition !== etag) return null;
  return parseRange(request.headers.range, size);
}

/** @param header e.g. `bytes=0-99`, `bytes=100-`, `bytes=-100` */
export function parseRange(header: string | undefined, size: number): ByteRange | "beyond" | null {
  const [, from = "", to = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/u.exec(header ?? "") ?? [];
  if (from === "" && to === "") return null;
  const last = size - 1;
  if (from === "") return Number(to) === 0 ? "beyond" : { start: Math.max(0, size - Number(to)), end: last };
  const start = Number(from);
  const end = to === "" ? last : Math.min(Number(to), last);
  if (start > last) return "beyond";
  return end < start ? null : { start, end };
}
