import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, expect, it } from "vitest";
import { compressBuilt } from "../run/compress.ts";

const folder = mkdtempSync(join(tmpdir(), "tartip-built-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("lays copies of both encodings beside long texts, and leaves fonts and short ones alone", async () => {
  const text = "export const word = 'заявка';\n".repeat(200);
  mkdirSync(join(folder, "assets"));
  for (const name of ["assets/page.js", "assets/font.woff2", "index.html"]) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, "boot.js"), "run()");
  await compressBuilt(folder);
  expect(readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted()).toEqual([
    "assets",
    "assets/font.woff2",
    "assets/page.js",
    "assets/page.js.br",
    "assets/page.js.gz",
    "boot.js",
    "index.html",
    "index.html.br",
    "index.html.gz",
  ]);
  expect(String(brotliDecompressSync(readFileSync(join(folder, "assets/page.js.br"))))).toBe(text);
  expect(String(gunzipSync(readFileSync(join(folder, "index.html.gz"))))).toBe(text);
});
