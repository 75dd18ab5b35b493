// The lock file names every platform's optional packages and no addresses, so that `npm ci` works from it anywhere.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { report, type Violation } from "./checks/sources.ts";
import { ROOT } from "./run/process.ts";

interface Entry {
  version?: string;
  resolved?: string;
  link?: boolean;
  optional?: boolean;
  os?: string[];
  cpu?: string[];
  optionalDependencies?: Record<string, string>;
}
type Packages = Record<string, Entry>;

const SYSTEMS = ["android", "darwin", "win32", "linux", "freebsd", "openharmony"];
const PROCESSORS = ["arm64", "x64", "ia32", "ppc64", "riscv64", "s390x", "arm"];

/** Optional packages that a registry without them made npm leave out; `npm ci` then refuses the file. */
function missingIn(packages: Packages): [path: string, entry: Entry][] {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`])
      .flatMap(([name, version]): [string, Entry][] => {
        const platform = platformOf(name);
        // The order of the fields is npm's.
        const entry = platform && { version, cpu: [platform.cpu], optional: true, os: [platform.os] };
        return entry ? [[`node_modules/${name}`, entry]] : [];
      }),
  );
}

/** Undefined for an optional package that is for every platform: npm leaves those out for reasons of its own. */
function platformOf(name: string): { os: string; cpu: string } | undefined {
  const words = name.split("/").at(-1)?.split("-") ?? [];
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = PROCESSORS.find((processor) =>
    words.some((word) => word === processor || (processor === "arm" && word.startsWith("arm"))),
  );
  return os && cpu ? { os, cpu } : undefined;
}

/** All violations of a lock file's text. */
export function checkLock(file: string, text: string): Violation[] {
  const packages = packagesOf(text);
  const missing = missingIn(packages).map(([path]) => `lacks ${path}: node tools/check-lock.ts --fix`);
  const addressed = Object.entries(packages)
    .filter(([, { resolved }]) => resolved?.startsWith("http"))
    .map(([path]) => `${path} has an address: npm must run with the project's .npmrc`);
  return [...missing, ...addressed].map((message) => ({ file, line: 1, message }));
}

/** The lock file's text with the missing optional packages added. */
export function completeLock(text: string): string {
  // reason: npm's own format, version 3
  const lock = JSON.parse(text) as { packages: Packages };
  const all = { ...lock.packages, ...Object.fromEntries(missingIn(lock.packages)) };
  const sorted = Object.entries(all).toSorted(([one], [other]) => one.localeCompare(other, "en"));
  return `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`;
}

function packagesOf(text: string): Packages {
  // reason: npm's own format, version 3
  return (JSON.parse(text) as { packages: Packages }).packages;
}

if (import.meta.main) {
  for (const file of ["package-lock.json", "tools/runtime/package-lock.json"]) {
    const path = join(ROOT, file);
    if (process.argv.includes("--fix")) writeFileSync(path, completeLock(readFileSync(path, "utf8")));
    report(checkLock(file, readFileSync(path, "utf8")));
  }
}
