// `node bench/web-size.ts [folder]`: gzip sizes of a built web: the first load, and what each page adds to it. What the first
// page takes on the wire, answers included, is tested in `e2e/first-load.spec.ts`.
// Exits 1 when the first load's JavaScript is over the limit.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";

const LIMIT_KB = 250;
/** The page everybody starts with; its code and its Russian texts belong to the first load. */
const FIRST_PAGE = "MyDayPage";

const folder = process.argv[2] ?? join(import.meta.dirname, "../apps/web/dist");
const assets = join(folder, "assets");
const files = readdirSync(assets);
const sources = new Map(
  files.filter((name) => name.endsWith(".js")).map((name) => [name, readFileSync(join(assets, name), "utf8")]),
);

/** Size on the wire in bytes. */
function gzipped(name: string): number {
  return gzipSync(readFileSync(join(assets, name)), { level: 9 }).length;
}

/** Chunks that come with a chunk without being asked for: its static imports, and theirs. */
function withImports(names: readonly string[], seen = new Set<string>()): Set<string> {
  for (const name of names) {
    if (seen.has(name)) continue;
    seen.add(name);
    const imports = [...(sources.get(name) ?? "").matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g)];
    withImports(
      imports.flatMap(([, path]) => (path ? [path] : [])),
      seen,
    );
  }
  return seen;
}

function total(names: Iterable<string>): number {
  return [...names].reduce((sum, name) => sum + gzipped(name), 0);
}

function chunkOf(page: string): string {
  const found = files.find((name) => name.startsWith(`${page}-`) && name.endsWith(".js"));
  if (!found) throw new Error(`${folder} has no chunk of ${page}: build the web first`);
  return found;
}

function line(words: string, bytes: number): string {
  return `${(bytes / 1000).toFixed(1).padStart(8)} kB  ${words}`;
}

const html = readFileSync(join(folder, "index.html"), "utf8");
const named = [...html.matchAll(/(?:src|href)="\/assets\/([^"]+)"/g)].flatMap(([, name]) => (name ? [name] : []));
const shell = withImports(named.filter((name) => name.endsWith(".js")));
// Texts come by a computed address, so they are counted by name.
const texts = files.filter((name) => /^(ru|my-day)-.+\.js$/.test(name)).toSorted((a, b) => gzipped(b) - gzipped(a));
const ownTexts = ["ru-", "my-day-"].flatMap((prefix) => texts.filter((name) => name.startsWith(prefix)).slice(0, 1));
const first = withImports([...shell, chunkOf(FIRST_PAGE), ...ownTexts]);
const styles = named.filter((name) => name.endsWith(".css"));

const firstBytes = total(first);
const out = [
  "first load, gzip:",
  line(`JavaScript (${first.size} files; limit ${LIMIT_KB} kB)`, firstBytes),
  line("of it before the page is known", total(shell)),
  line("styles named in index.html", total(styles)),
  "each page beyond it:",
  ...files
    .filter((name) => /Page-[^.]+\.js$/.test(name))
    .map((name) => ({ name, bytes: total([...withImports([name])].filter((part) => !first.has(part))) }))
    .toSorted((a, b) => b.bytes - a.bytes)
    .map(({ name, bytes }) => line(basename(name).replace(/-.{8}\.js$/, ""), bytes)),
];
process.stdout.write(`${out.join("\n")}\n`);
if (firstBytes > LIMIT_KB * 1000) {
  process.stderr.write(`The first load is over ${LIMIT_KB} kB.\n`);
  process.exitCode = 1;
}
