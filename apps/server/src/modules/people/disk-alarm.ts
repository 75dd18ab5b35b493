import type { App } from "../../platform/app.ts";
import { dayOf } from "../../platform/clock.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import { freeBytes } from "../../platform/disk.ts";
import type { JobDefinition, Schedule } from "../../platform/jobs.ts";
import { tell } from "../../records/notices/tell.ts";
import { jobContext } from "../access/commands.ts";
import { administrators } from "./server-link.ts";

/** Told this long before uploads are refused, as a multiple of the reserve. */
const ALARM_AT_RESERVES = 2;
const MEGABYTE = 1024 * 1024;

/** Tells the administrators once a day that the disk fills up, while there is still time; the log hears it every time. */
export async function watchDisk(app: App): Promise<void> {
  const free = await freeBytes(app);
  if (free >= app.config.reserveBytes * ALARM_AT_RESERVES) return;
  const megabytes = Math.floor(free / MEGABYTE);
  app.log.error({ freeMegabytes: megabytes }, "the disk of the data folder fills up; below the reserve nothing is uploaded");
  const all = await administrators(app.db);
  const [first] = all;
  if (!first) return;
  const ctx = await jobContext(app, first.id);
  const about = { recordId: null, event: "disk_low" as const, why: "administrator", params: { megabytes }, bySystem: true };
  const once = `disk_low ${dayOf(app.clock.now())}`;
  await inTransaction(app, (tx) =>
    tell(
      tx,
      ctx,
      all.map(({ id }) => ({ ...about, personId: id, dedup: `${once} ${id}` })),
    ),
  );
}

const job: JobDefinition = { name: "disk.watch", run: (app) => watchDisk(app) };
const schedule: Schedule = { name: job.name, cron: "*/10 * * * *" };

export const diskAlarm = { job, schedule };
