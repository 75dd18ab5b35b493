import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

interface Holder {
  pid: number;
  /** When that process began: process numbers are used again, above all in containers. */
  began: string;
}

/** A server whose start tool was killed needs about a second to stop by itself. */
const PATIENCE_MS = 8_000;

/**
 * Claims the data folder for this process; a second start on the same folder would otherwise take the
 * first one's database for an orphan and stop it. Waits a little for a holder that is just ending.
 *
 * @returns a function that gives the folder back
 * @throws Error when a living process keeps it
 */
export async function claim(dataDir: string, log: (line: string) => void, patienceMs = PATIENCE_MS): Promise<() => void> {
  const file = join(dataDir, "supervisor.lock");
  const mine = JSON.stringify({ pid: process.pid, began: beginningOf(process.pid) ?? "" } satisfies Holder);
  const deadline = performance.now() + patienceMs;
  for (let attempt = 0; ; attempt += 1) {
    if (tryToWrite(file, mine)) return () => rmSync(file, { force: true });
    const holder = readHolder(file);
    if (!holder || !isAlive(holder)) {
      rmSync(file, { force: true });
      continue;
    }
    if (performance.now() > deadline) {
      const by = `process ${holder.pid}`;
      throw new Error(`The data folder ${dataDir} is in use by ${by}. Stop it, or choose another folder with TARTIP_DATA.`);
    }
    if (attempt === 0) log(`The data folder is in use by process ${holder.pid}; waiting for it to end`);
    await sleep(100);
  }
}

function tryToWrite(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** Whether a living process holds the folder. */
export function isClaimed(dataDir: string): boolean {
  const holder = readHolder(join(dataDir, "supervisor.lock"));
  return holder !== undefined && isAlive(holder);
}

function readHolder(file: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof value !== "object" || value === null || !("pid" in value) || !("began" in value)) return undefined;
    return { pid: Number(value.pid), began: String(value.began) };
  } catch {
    return undefined;
  }
}

function isAlive(holder: Holder): boolean {
  const began = beginningOf(holder.pid);
  return began !== undefined && began === holder.began;
}

/** When a process began, in whatever unit the system tells; undefined when there is no such process. */
function beginningOf(pid: number): string | undefined {
  try {
    if (process.platform === "linux") {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      // The second field is the program's name in brackets and may hold blanks.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      // A zombie has ended; where nobody reaps it (a container) it stays in the list for ever.
      return fields[0] === "Z" ? undefined : fields[19];
    }
    if (process.platform === "win32") {
      process.kill(pid, 0);
      return "alive";
    }
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Whether process `pid` is a PostgreSQL that works in `cluster`, and not a stranger that got the same number. */
export function isPostgresOf(pid: number, cluster: string): boolean {
  try {
    if (process.platform === "linux") return readlinkSync(`/proc/${pid}/cwd`) === cluster;
    if (process.platform === "win32") return true;
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).includes(cluster);
  } catch {
    return false;
  }
}
