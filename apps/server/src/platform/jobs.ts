import { CompiledQuery } from "kysely";
import { PgBoss } from "pg-boss";
import type { App } from "./app.ts";
import type { Tx } from "./db/database.ts";
import type { Logger } from "./log.ts";

/** A kind of background work. Handlers are delivered at least once, so they must be safe to repeat. */
export interface JobDefinition {
  name: string;
  run: (app: App, data: object) => Promise<void>;
  retryLimit?: number;
  /** Seconds before the first retry; doubles each time. */
  retryDelay?: number;
  /** Seconds one run may take. */
  expireInSeconds?: number;
}

/** A job made by the clock, once for all processes. `cron` is read in the company's time zone. */
export interface Schedule {
  name: string;
  cron: string;
  data?: object;
}

/** The queue on PostgreSQL; one per process. */
export interface Jobs {
  /** Declared kinds by name. */
  definitions: ReadonlyMap<string, JobDefinition>;
  boss: PgBoss;
  stop(): Promise<void>;
}

export interface JobsOptions {
  url: string;
  definitions: JobDefinition[];
  schedules: Schedule[];
  /** Whether this process may keep house and fire schedules; workers are begun by `startWorkers`. */
  works: boolean;
  log: Logger;
}

/** New jobs announce themselves; retries and jobs that start later are found by looking. */
const POLLING = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 4 };
const COMPANY_ZONE = "Asia/Almaty";
/** What is cut off is delivered again. */
const STOP_WITHIN_MS = 5_000;

/** Connects to the queue. Its schema is made by `migrate`, never here. */
export async function openJobs({ url, definitions, schedules, works, log }: JobsOptions): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString: url,
    application_name: "tartip jobs",
    max: works ? 4 : 1,
    migrate: false,
    createSchema: false,
    useListenNotify: works,
    supervise: works,
    schedule: works,
    // These two need ownership of the tables, which the application's role lacks on purpose.
    reindex: false,
    persistQueueStats: false,
    monitorVacuum: false,
    registerInstance: false,
  });
  boss.on("error", (error) => log.error({ err: error }, "job queue error"));
  boss.on("warning", ({ message }) => log.warn({ warning: message }, "job queue warning"));
  await boss.start();
  for (const definition of definitions) await declareQueue(boss, definition);
  if (works) await declareSchedules(boss, schedules);
  return {
    definitions: new Map(definitions.map((definition) => [definition.name, definition])),
    boss,
    stop: () => boss.stop({ graceful: works, timeout: STOP_WITHIN_MS }),
  };
}

async function declareQueue(boss: PgBoss, definition: JobDefinition): Promise<void> {
  await boss.createQueue(definition.name, {
    retryLimit: definition.retryLimit ?? 5,
    retryDelay: definition.retryDelay ?? 5,
    retryBackoff: true,
    expireInSeconds: definition.expireInSeconds ?? 300,
    notify: true,
  });
}

/** Makes the queue's schedules equal to the declared ones: what is no longer declared stops firing. */
async function declareSchedules(boss: PgBoss, schedules: Schedule[]): Promise<void> {
  const wanted = new Set(schedules.map((schedule) => schedule.name));
  for (const { name } of await boss.getSchedules()) if (!wanted.has(name)) await boss.unschedule(name);
  for (const { name, cron, data } of schedules) await boss.schedule(name, cron, data ?? {}, { tz: COMPANY_ZONE });
}

/** Begins to work on every declared kind, in this process. */
export async function startWorkers(app: App): Promise<void> {
  for (const definition of app.jobs.definitions.values()) {
    await app.jobs.boss.work<object>(definition.name, POLLING, async (jobs) => {
      for (const job of jobs) await runLogged(app, definition, job.id, job.data);
    });
  }
}

async function runLogged(app: App, definition: JobDefinition, id: string, data: object): Promise<void> {
  try {
    await definition.run(app, data ?? {});
  } catch (error) {
    app.log.error({ err: error, job: definition.name, jobId: id }, "job failed; it will be retried within its limit");
    throw error;
  }
}

/**
 * Puts a job into the queue within a transaction: it is there only if that commits. It starts so many seconds later at the earliest.
 *
 * @returns its id
 */
export async function sendWithin(
  tx: Tx,
  app: Pick<App, "jobs">,
  name: string,
  data: object,
  startAfter: number,
): Promise<string | null> {
  const executeSql = async (text: string, values: unknown[] = []) => tx.executeQuery(CompiledQuery.raw(text, values));
  return app.jobs.boss.send(name, data, { startAfter, db: { executeSql } });
}

/** Works on many records one by one: a failure goes to the log and does not stop the others. Answers how many failed. */
export async function eachAlone<Row extends { id: string }>(
  app: Pick<App, "log">,
  rows: readonly Row[],
  work: (row: Row) => Promise<void>,
): Promise<number> {
  let failed = 0;
  for (const row of rows) {
    try {
      await work(row);
    } catch (error) {
      failed += 1;
      app.log.error({ err: error, recordId: row.id }, "a job left one record as it was");
    }
  }
  return failed;
}
