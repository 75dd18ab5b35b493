import type { App } from "../platform/app.ts";
import { openDatabase, openPool } from "../platform/db/database.ts";
import { seedBudget } from "./business/budget.ts";
import { seedFormerAccount } from "./business/former-account.ts";
import { seedOtherRequests } from "./business/others.ts";
import { seedPayments } from "./business/payments.ts";
import { seedTasks } from "./business/tasks.ts";
import { seedOrganisation } from "./organisation.ts";

const DONE = "demoSeeded";
/** Several stories are told at a time. */
const CONNECTIONS = 5;

/**
 * Fills an empty database with the demonstration company, through the commands that people use and by their clock.
 * Once only; after a broken start it goes on where it stopped.
 */
export async function seedDemo(app: App, log: (line: string) => void): Promise<void> {
  const done = await app.db.selectFrom("settings").select("key").where("key", "=", DONE).executeTakeFirst();
  if (done) return;
  log("Filling the demonstration company…");
  const pool = openPool(app.pool.options.connectionString ?? "", { max: CONNECTIONS, log: app.log, waitForDisk: false });
  const db = openDatabase(pool);
  try {
    await seedCompany({ ...app, db, pool });
  } finally {
    await db.destroy();
  }
  // The one commit that waits for the disk, and with it for everything before it.
  await app.db.insertInto("settings").values({ key: DONE, value: "true" }).execute();
}

async function seedCompany(app: App): Promise<void> {
  const org = await seedOrganisation(app);
  const planned = await app.db.selectFrom("budget_plans").select("id").limit(1).executeTakeFirst();
  if (!planned) await seedBudget(app, org);
  await seedFormerAccount(app, org);
  await seedPayments(app, org);
  await seedOtherRequests(app, org);
  await seedTasks(app, org);
}
