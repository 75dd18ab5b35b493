import { readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** What is text; pictures and fonts are compressed already. */
const TEXTS = new Set([".html", ".js", ".css", ".svg", ".json", ".txt", ".webmanifest"]);
/** Less fits into one packet anyway. */
const LEAST_BYTES = 1_000;
/** A third of the time of the best one, for a hundredth more bytes. */
const QUALITY = 10;

/**
 * Lays a brotli and a gzip copy beside every text of a built web: the server sends them as they are, and compresses nothing.
 */
export async function compressBuilt(folder: string): Promise<void> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => TEXTS.has(extname(name)));
  await Promise.all(files.map((name) => compressFile(join(folder, name))));
}

async function compressFile(file: string): Promise<void> {
  const text = readFileSync(file);
  if (text.length < LEAST_BYTES) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
  await writeFile(`${file}.br`, await promisify(brotliCompress)(text, { params }));
  await writeFile(`${file}.gz`, await promisify(gzip)(text, { level: 9 }));
}
