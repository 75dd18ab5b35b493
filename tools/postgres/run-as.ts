import { spawnSync } from "node:child_process";
import { chownSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import type { Binaries } from "./binaries.ts";

/** How PostgreSQL, which refuses to run as root, is started from this process. */
export interface RunAs {
  name: "self" | "user" | "unshare" | "setpriv";
  /** Set where the operating system's own change of user suffices. */
  ids?: { uid: number; gid: number };
  /** Program put before the command line, with its arguments. */
  prefix: string[];
  /** Who must own the cluster's files, as seen from this process; undefined: the one who created them. */
  owner?: { uid: number; gid: number };
}

/**
 * The gentlest way that can really enter both the programs' folder and `dataDir`.
 *
 * An ordinary user runs PostgreSQL as itself. Root changes to `postgres` or `nobody`; where that user may not
 * enter (a checkout under a 0700 home), a user namespace shows root's files under the other name; where
 * namespaces are off, the user keeps the one capability that lets it pass.
 *
 * @throws Error naming the folders when no way works
 */
export function chooseRunAs(binaries: Binaries, dataDir: string): RunAs {
  const ways = candidates();
  const [first] = ways;
  if (first?.name === "self") return first;
  for (const way of ways) {
    if (probe(way, binaries, dataDir)) return way;
  }
  throw new Error(
    `PostgreSQL cannot run here: no ordinary user may enter ${binaries.native} and ${dataDir}, ` +
      "and neither user namespaces nor setpriv work. Put the program and TARTIP_DATA into folders everyone may enter, " +
      "start as an ordinary user, or set DATABASE_URL.",
  );
}

function candidates(): RunAs[] {
  const uid = process.getuid?.();
  if (uid === undefined || (uid !== 0 && hasName())) return [{ name: "self", prefix: [] }];
  const user = findUser(["postgres", "nobody"]);
  if (!user) return [{ name: "self", prefix: [] }];
  const unshare: RunAs = {
    name: "unshare",
    prefix: ["unshare", "--user", `--map-user=${user.uid}`, `--map-group=${user.gid}`],
    owner: { uid, gid: process.getgid?.() ?? uid },
  };
  if (uid !== 0) return [unshare];
  // Without the last, access(2), by which PostgreSQL looks for its own programs, would not count the capability.
  const capability = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--securebits=+no_setuid_fixup"];
  return [
    { name: "user", ids: user, prefix: [], owner: user },
    unshare,
    {
      name: "setpriv",
      prefix: ["setpriv", `--reuid=${user.uid}`, `--regid=${user.gid}`, "--clear-groups", ...capability],
      owner: user,
    },
  ];
}

/** initdb looks its user up in the system's list; a container's bare number is not there. */
function hasName(): boolean {
  try {
    return userInfo().username.length > 0;
  } catch {
    return false;
  }
}

function findUser(names: string[]): { uid: number; gid: number } | undefined {
  const lines = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of names) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(":");
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  return undefined;
}

function probe(way: RunAs, binaries: Binaries, dataDir: string): boolean {
  // `initdb --show` also looks for the other programs and for its user's name, as the real run does.
  const script = 'cd "$0" && "$1" --version && "$2" --show -D "$0"';
  const argv = commandLine(way, "/bin/sh", ["-c", script, dataDir, binaries.postgres, binaries.initdb]);
  const { status } = spawnSync(argv.command, argv.args, { ...way.ids, cwd: "/", stdio: "ignore", timeout: 60_000 });
  return status === 0;
}

/** The command line that runs `command` the chosen way. */
export function commandLine(way: RunAs, command: string, args: string[]): { command: string; args: string[] } {
  const [program, ...before] = way.prefix;
  return program ? { command: program, args: [...before, command, ...args] } : { command, args };
}

/** Hands a tree to the user PostgreSQL runs as; the way may differ from the last start's (a moved folder). */
export function giveTo(way: RunAs, path: string): void {
  const { owner } = way;
  if (!owner) return;
  const entry = lstatSync(path);
  if (entry.uid === owner.uid && entry.gid === owner.gid) return;
  chownTree(path, owner);
}

function chownTree(path: string, owner: { uid: number; gid: number }): void {
  const entry = lstatSync(path);
  if (entry.isSymbolicLink()) return;
  if (entry.isDirectory()) for (const name of readdirSync(path)) chownTree(join(path, name), owner);
  // The root of the tree comes last: an interrupted hand-over is then begun again.
  chownSync(path, owner.uid, owner.gid);
}
