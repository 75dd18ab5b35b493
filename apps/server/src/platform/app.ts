import type pg from "pg";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import type { Db } from "./db/database.ts";
import type { Jobs } from "./jobs.ts";
import type { Live } from "./live.ts";
import type { Logger } from "./log.ts";
import type { Module } from "./module.ts";
import type { Sessions } from "./session/sessions.ts";
import type { BlobStore } from "./storage.ts";

/** Everything one process holds open. */
export interface App {
  db: Db;
  pool: pg.Pool;
  clock: Clock;
  config: Config;
  log: Logger;
  jobs: Jobs;
  store: BlobStore;
  live: Live;
  sessions: Sessions;
  modules: Module[];
  /** The server's own secret for signing cursors; the same in every process. */
  cursorKey: Buffer;
}
