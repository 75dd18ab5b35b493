import path from "node:path";
import type { App } from "./app.ts";
import type { Clock } from "./clock.ts";
import { systemClock } from "./clock.ts";
import type { Config } from "./config.ts";
import { openDatabase, openPool } from "./db/database.ts";
import { openJobs } from "./jobs.ts";
import { openLive } from "./live.ts";
import { createLogger } from "./log.ts";
import type { Module } from "./module.ts";
import { serverKey } from "./server-keys.ts";
import { idempotencyCleanup } from "./http/idempotency.ts";
import { openSessions } from "./session/sessions.ts";
import { openLocalStore } from "./storage.ts";

export interface AppOptions {
  config: Config;
  /** The application's connection: never the owner's. */
  databaseUrl: string;
  modules: Module[];
  clock?: Clock;
  /** Whether this process also works on jobs. */
  works?: boolean;
  /** `DatabaseOptions.patience`. */
  patience?: number;
}

/** Opens everything a process needs, in the order in which `closeApp` closes it backwards. */
export async function createApp(options: AppOptions): Promise<App> {
  const { config, databaseUrl, clock = systemClock, works = false, patience = 1 } = options;
  const modules = [platformModule, ...options.modules];
  const log = createLogger(config.logLevel);
  const pool = openPool(databaseUrl, { max: 16, log, patience });
  const db = openDatabase(pool);
  const live = await openLive(databaseUrl, log);
  const jobs = await openJobs({
    url: databaseUrl,
    definitions: modules.flatMap((module) => module.jobs ?? []),
    schedules: modules.flatMap((module) => module.schedules ?? []),
    works,
    log,
  });
  const store = await openLocalStore(path.join(config.dataDir, "files"));
  const loadActor = modules.find((module) => module.loadActor)?.loadActor;
  const sessions = await openSessions({ db, clock, live, loadActor });
  const cursorKey = Buffer.from(await serverKey(db, clock, "cursor"), "base64url");
  return { db, pool, clock, config, log, jobs, store, live, sessions, modules, cursorKey };
}

const platformModule: Module = { name: "platform", jobs: [idempotencyCleanup.job], schedules: [idempotencyCleanup.schedule] };

/** Longer than running jobs are waited for. */
export const APP_STOPS_WITHIN_MS = 8_000;

/** Finishes running jobs, then lets every connection go. */
export async function closeApp(app: App): Promise<void> {
  await app.jobs.stop();
  await app.live.stop();
  await app.db.destroy();
}
