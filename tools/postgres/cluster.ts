import { spawn } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Binaries } from "./binaries.ts";
import { isPostgresOf } from "./lock.ts";
import { SUPERUSER } from "./roles.ts";
import { commandLine, giveTo, type RunAs } from "./run-as.ts";

/** One PostgreSQL data directory and how it is run. */
export interface Cluster {
  binaries: Binaries;
  runAs: RunAs;
  dataDir: string;
  /** PostgreSQL's own files; belongs to the user it runs as. */
  files: string;
  logFile: string;
  forTests: boolean;
}

/** The caller's environment without what would steer PostgreSQL from outside. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|npm_|LC_|LANG)/.test(name));
  return { ...Object.fromEntries(kept), TZ: "UTC", LC_ALL: "C.UTF-8" };
}

/** Runs one of PostgreSQL's programs to its end. */
async function run(cluster: Cluster, program: string, args: string[]): Promise<{ code: number | null; output: string }> {
  const { command, args: argv } = commandLine(cluster.runAs, program, args);
  const child = spawn(command, argv, {
    ...cluster.runAs.ids,
    cwd: cluster.dataDir,
    env: cleanEnvironment(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  return { code, output };
}

/** Makes the data directory once; an interrupted attempt is thrown away and begun again. */
export async function initCluster(cluster: Cluster, password: string, log: (line: string) => void): Promise<void> {
  if (existsSync(join(cluster.files, "PG_VERSION"))) {
    giveTo(cluster.runAs, cluster.files);
    return;
  }
  // initdb runs as another user, which may write into its own folder only.
  const draft = join(cluster.dataDir, "cluster.new");
  const files = join(draft, "files");
  const passwordFile = join(draft, "password");
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  const { owner } = cluster.runAs;
  if (owner) for (const path of [passwordFile, draft]) chownSync(path, owner.uid, owner.gid);

  const began = performance.now();
  const access = ["-U", SUPERUSER, "-A", "scram-sha-256", "--pwfile", passwordFile];
  // Code-point order, whatever the machine: indexes stay true when it changes. Names are sorted by an ICU collation.
  const locale = ["-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const speed = cluster.forTests ? ["--no-sync"] : [];
  const { code, output } = await run(cluster, cluster.binaries.initdb, ["-D", files, ...access, ...locale, ...speed]);
  if (code !== 0) throw new Error(`initdb failed:\n${output}`);
  renameSync(files, cluster.files);
  rmSync(draft, { recursive: true, force: true });
  log(`PostgreSQL data directory created in ${Math.round(performance.now() - began)} ms`);
}

/** Stops a server whose supervisor was killed; forgets a pid file whose process is gone or a stranger. */
export async function stopOrphan(cluster: Cluster, log: (line: string) => void): Promise<void> {
  const pidFile = join(cluster.files, "postmaster.pid");
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, "utf8").split("\n")[0]);
  if (Number.isInteger(pid) && isPostgresOf(pid, cluster.files)) {
    log(`Stopping the PostgreSQL a killed process left behind (${pid})`);
    const gently = ["-D", cluster.files, "-m", "fast", "-w", "-t", "60", "stop"];
    const { code, output } = await run(cluster, cluster.binaries.pgCtl, gently);
    if (code !== 0 && existsSync(pidFile)) throw new Error(`The leftover PostgreSQL (${pid}) does not stop:\n${output}`);
  }
  rmSync(pidFile, { force: true });
}
