import path from "node:path";
import { startPostgres } from "../../../../../tools/postgres/supervisor.ts";
import type { Config } from "../config.ts";

export interface Databases {
  appUrl: string;
  /** Migrates only. */
  ownerUrl: string;
  stop(): Promise<void>;
}

/** The configured PostgreSQL, else the embedded one in the data folder. */
export async function openDatabases(config: Config, log: (line: string) => void): Promise<Databases> {
  const { databaseUrl, databaseOwnerUrl } = config;
  if (databaseUrl) {
    if (!databaseOwnerUrl)
      log("The database roles are not separated: DATABASE_OWNER_URL is not set, so the application owns its tables.");
    return { appUrl: databaseUrl, ownerUrl: databaseOwnerUrl ?? databaseUrl, stop: async () => undefined };
  }
  const { appUrl, ownerUrl, stop } = await startPostgres({
    dataDir: path.join(config.dataDir, "postgres"),
    onLost: (error) => {
      process.stderr.write(`PostgreSQL is gone and cannot be started again: ${error.message}\n`);
      process.kill(process.pid, "SIGTERM");
    },
  });
  return { appUrl, ownerUrl, stop };
}
