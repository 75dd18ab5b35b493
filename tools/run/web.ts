import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compressBuilt } from "./compress.ts";
import { bin, ROOT, run } from "./process.ts";

const SOURCES = [
  "apps/web",
  "packages/domain",
  "packages/i18n",
  "packages/api-client",
  "package-lock.json",
  "tools/run/compress.ts",
];
const SKIPPED = new Set(["node_modules", "dist"]);
const BUILT = join(ROOT, "apps/web/dist");
const STAMP = join(BUILT, ".stamp");

/**
 * Builds apps/web into apps/web/dist, with compressed copies, unless the last build had the same sources.
 *
 * @returns exit code of the build
 */
export async function buildWeb(options: { always?: boolean } = {}): Promise<number> {
  const hash = hashOf(SOURCES);
  if (!options.always && isBuiltOf(hash)) return 0;
  const { code, output, seconds } = await run(bin("vite"), ["build", "--logLevel", "warn"], { cwd: join(ROOT, "apps/web") });
  process.stdout.write(code === 0 ? `Web pages: built in ${seconds.toFixed(1)} s\n` : `Web pages: not built\n${output}\n`);
  if (code !== 0) return code;
  await compressBuilt(BUILT);
  writeFileSync(STAMP, hash);
  return code;
}

/** Whether the last build had the present sources. */
export function isWebBuilt(): boolean {
  return isBuiltOf(hashOf(SOURCES));
}

function isBuiltOf(hash: string): boolean {
  return existsSync(STAMP) && readFileSync(STAMP, "utf8") === hash;
}

function hashOf(paths: string[]): string {
  const hash = createHash("sha256");
  for (const path of paths) addTo(hash, path);
  return hash.digest("hex");
}

function addTo(hash: ReturnType<typeof createHash>, path: string): void {
  const full = join(ROOT, path);
  if (statSync(full).isFile()) {
    hash.update(readFileSync(full));
    return;
  }
  const entries = readdirSync(full, { withFileTypes: true }).sort((one, other) => (one.name < other.name ? -1 : 1));
  for (const entry of entries) {
    if (SKIPPED.has(entry.name)) continue;
    const child = `${path}/${entry.name}`;
    if (entry.isDirectory()) addTo(hash, child);
    else
      hash
        .update(child)
        .update("\0")
        .update(readFileSync(join(ROOT, child)));
  }
}
