import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const ROOT = join(import.meta.dirname, "..");
const READY_WITHIN_MS = 900_000;
/** What the server loads before itself: an end with its parent, and the clock of this run. */
const PRELOADED = ["./tools/run/with-parent.mjs", "./tools/testing/shifted-clock.mjs"];
const DEMO_PASSWORD = "Tartip-demo-2026";

export interface RunningServer {
  baseURL: string;
  /** Of every demo person. */
  password: string;
  dataDir: string;
  /** What the server wrote so far. */
  output(): string;
  /** Stops it in order and removes its data. */
  stop(): Promise<void>;
}

/**
 * The real server on a free port, with an empty data folder and the demo company; `env` overrides.
 * With TARTIP_STORY_URL set: the server standing there, as it is.
 */
export async function startServer(env: Record<string, string> = {}): Promise<RunningServer> {
  const running = process.env["TARTIP_STORY_URL"];
  if (running) return standing(running);
  const dataDir = mkdtempSync(join(tmpdir(), "tartip-e2e-"));
  const port = await freePort();
  const demo = { TARTIP_DEMO: "1", TARTIP_DEMO_PASSWORD: DEMO_PASSWORD, TARTIP_DATA: dataDir };
  const preloads = PRELOADED.flatMap((file) => ["--import", file]);
  const child = spawn(process.execPath, [...preloads, "apps/server/src/main.ts"], {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: "", ...demo, PORT: String(port), HOST: "127.0.0.1", ...env },
    // The channel tells the server when this process dies (`tools/run/with-parent.mjs`).
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  child.stdout?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async () => {
    child.kill("SIGTERM");
    await gone;
    rmSync(dataDir, { recursive: true, force: true });
  };
  const baseURL = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await answers(`${baseURL}/api/ready`))) {
    if (child.exitCode === null && Date.now() < deadline) {
      await sleep(100);
      continue;
    }
    await stop();
    throw new Error(`The server is not ready:\n${output}`);
  }
  return { baseURL, password: env["TARTIP_DEMO_PASSWORD"] ?? DEMO_PASSWORD, dataDir, output: () => output, stop };
}

/** A server somebody else runs with the demo company: quicker while a story is being written. */
function standing(baseURL: string): RunningServer {
  return { baseURL, password: DEMO_PASSWORD, dataDir: "", output: () => "", stop: () => Promise.resolve() };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (typeof address !== "object" || address === null) throw new Error("The system gave no free port");
  return address.port;
}
