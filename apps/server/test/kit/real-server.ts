import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";
import { startPostgres } from "../../../../tools/postgres/supervisor.ts";
import { modules } from "../../src/modules.ts";
import { readConfig } from "../../src/platform/config.ts";
import { closeApp, createApp } from "../../src/platform/create-app.ts";
import { migrate } from "../../src/platform/db/migrate.ts";
import { openSession } from "../../src/platform/session/service.ts";
import { addPerson } from "./cast.ts";

const MAIN = path.join(import.meta.dirname, "../../src/main.ts");
/** The server lives at the time of this run, as this process does. */
const CLOCK = path.join(import.meta.dirname, "../../../../tools/testing/shifted-clock.mjs");

/** The product's own server in a process of its own, over a folder: to be killed, filled up and stopped. */
export interface RealServer {
  child: ChildProcess;
  /** What it said so far, on both channels. */
  said(): string;
  /** The address, once it listens. @throws Error when it ends before that */
  listening: Promise<string>;
  /** Exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals | null>;
}

/**
 * Starts it on a free port, without a demonstration, saying only what is fatal.
 *
 * @param stdout a descriptor that takes what it says instead of this process; it then never says that it listens
 */
export function startRealServer(dataDir: string, more: Record<string, string> = {}, stdout?: number): RealServer {
  const quiet = { TARTIP_DEMO: "0", PORT: "0", HOST: "127.0.0.1", TARTIP_LOG: "fatal" };
  const env = { ...process.env, TARTIP_DATA: dataDir, ...quiet, ...more };
  const child = spawn(process.execPath, ["--import", CLOCK, MAIN], { env, stdio: ["ignore", stdout ?? "pipe", "pipe"] });
  let said = "";
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once("exit", (code, signal) => resolve(code ?? signal));
  });
  const listening = new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const address = /Tartip: (http\S+)/u.exec(said)?.[1];
      if (address) resolve(address);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    void ended.then((how) => reject(new Error(`the server ended with ${how}: ${said}`)));
  });
  // A server that is stopped while it starts never listens: that is for the test to expect or not.
  listening.catch(() => undefined);
  return { child, said: () => said, listening, ended };
}

/** A folder with a set-up database and one coordinator in it, and the token of a session of theirs. */
export async function seedFolder(dataDir: string): Promise<string> {
  const postgres = await startPostgres({ dataDir: path.join(dataDir, "postgres") });
  await migrate(postgres.ownerUrl);
  const config = readConfig({ TARTIP_LOG: "silent", TARTIP_DATA: dataDir });
  const app = await createApp({ config, databaseUrl: postgres.appUrl, modules });
  try {
    for (const module of modules) await module.prepare?.(app);
    const { id } = await addPerson(app, "Alone", ["coordinator"]);
    const visitor = { requestId: "seed", ip: "127.0.0.1", userAgent: null };
    return (await openSession(app, visitor, { id, external: false })).token;
  } finally {
    await closeApp(app);
    await postgres.stop();
  }
}
