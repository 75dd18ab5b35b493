import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { bin, run, ROOT } from "./process.ts";
import { EXTERNAL_FILES } from "./projects.ts";

export interface Need {
  name: string;
  /** Any one of these programs will do. */
  programs: string[];
  /** How to get it: the words after `apt-get install`. */
  install: string;
  /** The oldest version that will do, when a distribution may bring an older one. */
  major?: number;
  /** Test files that need it: `<key>` in `*.external.<key>.ts` and `*.external.<key>.test.ts`. */
  key: string;
}

export const NEEDS: Need[] = [
  {
    name: "LibreOffice (spreadsheets and documents open)",
    programs: ["soffice"],
    install: "libreoffice-calc",
    key: "office",
  },
  {
    name: "OpenStack Swift (S3 server that checks signatures)",
    programs: ["swift-proxy-server"],
    install: "swift-proxy swift-account swift-container swift-object memcached",
    key: "s3",
  },
  { name: "Radicale (CalDAV server)", programs: ["radicale"], install: "radicale", key: "caldav" },
  {
    // It refuses a server newer than itself, and the server is 18; Debian 12 and 13 bring 15 and 17.
    name: "pg_dump 18 (backup of an external server)",
    programs: ["pg_dump"],
    major: 18,
    install: "postgresql-client-18, from apt.postgresql.org",
    key: "dump",
  },
];

function isThere(program: string, major = 0): boolean {
  const { error, stdout } = spawnSync(program, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return error === undefined && (major === 0 || majorOf(stdout) >= major);
}

/** The main version in what a program says of itself, e.g. 18 of `pg_dump (PostgreSQL) 18.4`; 0 when it says none. */
export function majorOf(text: string): number {
  return Number(/\b(\d+)(?:\.\d+)*/u.exec(text)?.[1] ?? 0);
}

/** What a test file needs, by its name; empty when the name does not say. */
export function keyOf(file: string): string {
  return /\.external\.(\w+)\.(?:\w+\.)?tsx?$/u.exec(file)?.[1] ?? "";
}

/** `npm run test:external`: tests that need more than npm brings; says what is missing and runs the rest. */
export async function testExternal(): Promise<number> {
  let failed = 0;
  const all = globSync(EXTERNAL_FILES, { cwd: ROOT, exclude: ["**/node_modules/**"] });
  for (const need of NEEDS) {
    const program = need.programs.find((name) => isThere(name, need.major));
    const files = all.filter((file) => keyOf(file) === need.key);
    const state = program ? `found (${program})` : `missing: apt-get install --no-install-recommends ${need.install}`;
    process.stdout.write(`${need.name}: ${state}; ${files.length} test file${files.length === 1 ? "" : "s"}\n`);
    if (!program || files.length === 0) continue;
    const { code } = await run(bin("vitest"), ["run", "--project", "external", ...files], { show: true });
    if (code !== 0) failed += 1;
  }
  return failed === 0 ? 0 : 1;
}
