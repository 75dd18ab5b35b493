import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { readConfig } from "../apps/server/src/platform/config.ts";
import { closeApp, createApp } from "../apps/server/src/platform/create-app.ts";
import { migrate } from "../apps/server/src/platform/db/migrate.ts";
import { modules } from "../apps/server/src/modules.ts";
import { startPostgres, type RunningPostgres } from "../tools/postgres/supervisor.ts";

const SQL = join(import.meta.dirname, "dataset.sql");

/** A cluster filled with a data set, and the folder it lives in. */
export interface Dataset {
  requests: number;
  dataDir: string;
  postgres: RunningPostgres;
}

/**
 * Opens the data set of a size, generating it when its folder holds none. Durability is that of a real installation.
 *
 * @param root folder of all data sets
 */
export async function openDataset(root: string, requests: number, log: (line: string) => void): Promise<Dataset> {
  const dataDir = join(root, String(requests));
  const done = join(dataDir, "generated");
  if (!existsSync(done)) rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  const postgres = await startPostgres({ dataDir: join(dataDir, "postgres") });
  try {
    if (!existsSync(done)) {
      const began = performance.now();
      await generate(postgres, dataDir, requests);
      writeFileSync(done, "");
      log(`${requests} requests generated in ${Math.round((performance.now() - began) / 1000)} s`);
    } else await migrate(postgres.ownerUrl);
    return { requests, dataDir, postgres };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

async function generate(postgres: RunningPostgres, dataDir: string, requests: number): Promise<void> {
  await migrate(postgres.ownerUrl);
  const config = readConfig({ TARTIP_LOG: "silent", TARTIP_DATA: dataDir, TARTIP_DEMO: "0" });
  const app = await createApp({ config, databaseUrl: postgres.appUrl, modules });
  for (const module of modules) await module.prepare?.(app);
  await closeApp(app);
  const admin = new pg.Client({ connectionString: adminUrl(postgres) });
  await admin.connect();
  try {
    await admin.query(readFileSync(SQL, "utf8").replaceAll(":requests", String(requests)));
    await admin.query("vacuum analyze");
    await admin.query("checkpoint");
  } finally {
    await admin.end();
  }
}

/** The superuser inside the application's database: foreign keys sleep while rows are poured in. */
function adminUrl({ adminUrl: url }: RunningPostgres): string {
  const inside = new URL(url);
  inside.pathname = "/tartip";
  return inside.href;
}
