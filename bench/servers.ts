import { fork, spawn, type ChildProcess } from "node:child_process";
import { openSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { LoadResult, LoadTask } from "./client.ts";
import type { Dataset } from "./generate.ts";

const ROOT = join(import.meta.dirname, "..");
const READY_WITHIN_MS = 60_000;

export interface Server {
  port: number;
  pid: number;
  stop(): Promise<void>;
}

/** The application as it is started anywhere, as a process of its own, logging to a file. */
export async function startReal(dataset: Dataset): Promise<Server> {
  const port = await freePort();
  const log = openSync(join(dataset.dataDir, "server.log"), "w");
  const child = spawn(process.execPath, ["apps/server/src/main.ts"], {
    cwd: ROOT,
    stdio: ["ignore", log, log],
    env: {
      ...process.env,
      PORT: String(port),
      DATABASE_URL: dataset.postgres.appUrl,
      DATABASE_OWNER_URL: dataset.postgres.ownerUrl,
      TARTIP_DATA: dataset.dataDir,
      TARTIP_DEMO: "0",
      TARTIP_RATE_LIMIT: "10000000",
    },
  });
  await untilReady(child, port);
  return { port, pid: pidOf(child), stop: () => ended(child) };
}

function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error("a process of the measurement did not start");
  return pid;
}

async function untilReady(child: ChildProcess, port: number): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error("the server ended at its start; see server.log in the data set's folder");
    const ready = await fetch(`http://127.0.0.1:${port}/api/ready`).catch(() => null);
    if (ready?.ok) return;
    await pause(100);
  }
  throw new Error("the server did not become ready");
}

/** The bare server over the same database. */
export async function startBare(dataset: Dataset, recordingFile: string): Promise<Server> {
  const child = fork(join(ROOT, "bench/bare.ts"), [recordingFile, dataset.postgres.appUrl], { execArgv: [] });
  const { port } = await message<{ port: number }>(child);
  return { port, pid: pidOf(child), stop: () => ended(child) };
}

/** The load generator: a third process, given one task at a time. */
export interface Client {
  run(task: LoadTask): Promise<LoadResult>;
  stop(): Promise<void>;
}

export function startClient(): Client {
  const child = fork(join(ROOT, "bench/client.ts"), [], { execArgv: [] });
  return {
    run(task) {
      child.send(task);
      return message<LoadResult>(child);
    },
    stop: () => ended(child),
  };
}

function message<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const gone = (): void => reject(new Error("a process of the measurement ended"));
    child.once("exit", gone);
    child.once("message", (told: unknown) => {
      child.off("exit", gone);
      // reason: both ends are files of this folder
      resolve(told as T);
    });
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  await gone;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (typeof address !== "object" || address === null) throw new Error("the system gave no free port");
  return address.port;
}
