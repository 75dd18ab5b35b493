import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { closeSync, openSync, readFileSync, readSync, renameSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cleanEnvironment, type Cluster } from "./cluster.ts";
import { isPostgresOf } from "./lock.ts";
import { commandLine } from "./run-as.ts";

export interface Postmaster {
  port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

export interface LaunchOptions {
  port: number | undefined;
  log: (line: string) => void;
}

const READY_WITHIN_MS = 180_000;
const STOP_WITHIN_MS = 20_000;
const ROTATE_LOG_AT_BYTES = 10_000_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** A server that lived this long has got over what ended the one before. */
const STEADY_AFTER_MS = 60_000;

/**
 * For one small machine that carries a company: the hot part of a database of some gigabytes in memory; disks without a moving
 * head; no compiling of plans (JIT) and no helpers of one statement, because all our statements are short and many people ask
 * at once: on two cores the helpers only take turns with the next person's statement.
 */
const SETTINGS = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "timezone=UTC",
  "log_timezone=UTC",
  "shared_buffers=256MB",
  "work_mem=16MB",
  "maintenance_work_mem=128MB",
  "max_wal_size=2GB",
  "random_page_cost=1.1",
  "jit=off",
  "max_parallel_workers_per_gather=0",
];
const TEST_SETTINGS = [
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
  "wal_level=minimal",
  "max_wal_senders=0",
  "max_connections=200",
  "autovacuum_naptime=1h",
];

/**
 * Starts the server of a cluster, keeps it running until `stop`, and stops it gently. One that died is started again on
 * the same port for as long as it takes: a disk that was full is freed some day, and nobody should have to be there.
 *
 * @throws Error when it does not come up the first time
 */
export async function launch(cluster: Cluster, options: LaunchOptions): Promise<Postmaster> {
  const port = options.port ?? (await freePort());
  const end = new AbortController();
  let child = await startOnce(cluster, port);
  let reviving: Promise<void> | undefined;

  const revive = async (): Promise<void> => {
    let pauseMs = 0;
    while (!end.signal.aborted) {
      await sleep(pauseMs, undefined, { signal: end.signal }).catch(() => undefined);
      if (end.signal.aborted) return;
      pauseMs = Math.min(Math.max(FIRST_PAUSE_MS, pauseMs * 2), LONGEST_PAUSE_MS);
      const startedAt = performance.now();
      try {
        child = await startOnce(cluster, port);
        options.log("PostgreSQL runs again");
        await Promise.race([ended(child), aborted(end.signal)]);
        if (!end.signal.aborted) options.log(deathOf(child));
      } catch (error) {
        options.log(error instanceof Error ? error.message : String(error));
      }
      if (performance.now() - startedAt > STEADY_AFTER_MS) pauseMs = 0;
    }
  };
  child.once("exit", () => {
    if (end.signal.aborted) return;
    options.log(deathOf(child));
    reviving = revive();
  });

  return {
    port,
    get pid() {
      return child.pid ?? 0;
    },
    async stop() {
      end.abort();
      await reviving;
      await stopProcess(cluster, child);
    },
  };
}

function deathOf(child: ChildProcess): string {
  return `PostgreSQL ended unexpectedly (${child.signalCode ?? `code ${child.exitCode}`}); starting it again`;
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once("exit", () => resolve());
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** Starts the postmaster and waits for it; a moment of patience for backends that outlive a killed one. */
async function startOnce(cluster: Cluster, port: number): Promise<ChildProcess> {
  for (let attempt = 1; ; attempt += 1) {
    const child = spawnPostmaster(cluster, port);
    const failure = await untilReady(cluster, child);
    if (failure === undefined) return child;
    const passing = /still in use|is still running|lock file .* already exists/.test(failure);
    if (!passing || attempt === 20) throw new Error(`PostgreSQL did not start on port ${port}:\n${failure}`);
    await sleep(250);
  }
}

function spawnPostmaster(cluster: Cluster, port: number): ChildProcess {
  const settings = [...SETTINGS, `port=${port}`, ...(cluster.forTests ? TEST_SETTINGS : [])];
  const { command, args } = commandLine(cluster.runAs, cluster.binaries.postgres, [
    "-D",
    cluster.files,
    ...settings.flatMap((setting) => ["-c", setting]),
  ]);
  if ((statSync(cluster.logFile, { throwIfNoEntry: false })?.size ?? 0) > ROTATE_LOG_AT_BYTES) {
    renameSync(cluster.logFile, `${cluster.logFile}.1`);
  }
  // A file and not a pipe: the server must survive the death of this process, and the log with it.
  const logFd = openSync(cluster.logFile, "a", 0o600);
  try {
    const child = spawn(command, args, {
      ...cluster.runAs.ids,
      cwd: cluster.dataDir,
      env: cleanEnvironment(),
      // Its own process group: Ctrl-C in a terminal reaches this process only, which stops the server in order.
      detached: true,
      stdio: ["ignore", logFd, logFd],
    });
    child.unref();
    return child;
  } finally {
    closeSync(logFd);
  }
}

/** Undefined when the server accepts connections, else what its log said. */
async function untilReady(cluster: Cluster, child: ChildProcess): Promise<string | undefined> {
  const pidFile = join(cluster.files, "postmaster.pid");
  const logStart = statSync(cluster.logFile).size;
  const deadline = performance.now() + READY_WITHIN_MS;
  let failed: Error | undefined;
  child.once("error", (error) => (failed = error));
  while (performance.now() < deadline) {
    if (failed) return failed.message;
    if (child.exitCode !== null || child.signalCode !== null) return logSince(cluster.logFile, logStart) || "no output";
    const lines = linesOf(pidFile);
    // The eighth line is the state, the same that `pg_ctl -w` waits for.
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === "ready") return undefined;
    await sleep(10);
  }
  child.kill("SIGQUIT");
  return `not ready after ${READY_WITHIN_MS / 1000} s:\n${logSince(cluster.logFile, logStart)}`;
}

/** The port of the running server of a cluster; undefined when none has written it down. */
export function portOf(files: string): number | undefined {
  const port = Number(linesOf(join(files, "postmaster.pid"))[3]);
  return port > 0 ? port : undefined;
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch {
    return [];
  }
}

function logSince(file: string, start: number): string {
  const fd = openSync(file, "r");
  try {
    const buffer = Buffer.alloc(8_000);
    return buffer.toString("utf8", 0, readSync(fd, buffer, 0, buffer.length, start));
  } finally {
    closeSync(fd);
  }
}

/** Fast shutdown: open transactions are rolled back, clients are sent away; the hard way only when that hangs. */
async function stopProcess(cluster: Cluster, child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await stopLiving(cluster, child);
  rmSync(join(cluster.files, "postmaster.pid"), { force: true });
}

async function stopLiving(cluster: Cluster, child: ChildProcess): Promise<void> {
  const gone = ended(child);
  if (process.platform === "win32") {
    spawnSync(cluster.binaries.pgCtl, ["-D", cluster.files, "-m", "fast", "stop"]);
  } else {
    child.kill("SIGINT");
  }
  const timer = setTimeout(() => child.kill("SIGQUIT"), STOP_WITHIN_MS);
  await gone;
  clearTimeout(timer);
}

/** The process of the server that runs over a cluster, supervised or not; undefined when none does. */
export function runningPid(files: string): number | undefined {
  const pid = Number(linesOf(join(files, "postmaster.pid"))[0]);
  return pid > 0 && isPostgresOf(pid, files) ? pid : undefined;
}

/** Ends the running server of a cluster at once, without waiting; PostgreSQL recovers from its log at the next start. */
export function endAtOnce(files: string): void {
  const pid = runningPid(files);
  if (pid !== undefined) process.kill(pid, "SIGQUIT");
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (typeof address !== "object" || address === null) throw new Error("The system gave no free port");
  return address.port;
}
