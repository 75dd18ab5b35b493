import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { FastifyInstance } from "fastify";

export type Encoding = "br" | "gzip" | "identity";

/** Shorter answers fit into a few packets, and nobody would notice. */
const LONG_CHARS = 8_000;

/** A text as bytes of an encoding. The higher the quality, the slower. */
export async function encoded(text: string | Buffer, encoding: Encoding, quality: number): Promise<Buffer> {
  const bytes = Buffer.from(text);
  if (encoding === "identity") return bytes;
  if (encoding === "gzip") return promisify(gzip)(bytes, { level: quality });
  return promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
}

/** The best of the encodings the reader takes; one with `q=0` is refused by it. */
export function encodingFor(accepted: string | string[] | undefined): Encoding {
  const taken = String(accepted ?? "")
    .split(",")
    .map((one) => one.trim().toLowerCase())
    .filter((one) => !/;\s*q=0(\.0*)?$/u.test(one))
    .map((one) => one.split(";")[0]);
  return (["br", "gzip"] as const).find((one) => taken.includes(one)) ?? "identity";
}

const QUALITY_OF_ANSWERS = 4;

/**
 * Long answers travel compressed to those who take it: the lists and texts of a first page are a tenth as long then. Done by the
 * pool of threads, so that others are answered meanwhile.
 */
export function compressAnswers(server: FastifyInstance): void {
  server.addHook("onSend", async (request, reply, payload) => {
    if (typeof payload !== "string" || payload.length < LONG_CHARS) return payload;
    void reply.header("vary", "accept-encoding");
    const encoding = encodingFor(request.headers["accept-encoding"]);
    if (encoding === "identity") return payload;
    void reply.header("content-encoding", encoding).removeHeader("content-length");
    return encoded(payload, encoding, QUALITY_OF_ANSWERS);
  });
}
