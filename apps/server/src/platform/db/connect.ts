import path from "node:path";
import { runningPostgres, startPostgres } from "../../../../../tools/postgres/supervisor.ts";
import { ConfigError, type Config } from "../config.ts";

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

/** The application's address of a database that is running: the configured one, else the embedded one of a running server. */
export function runningDatabase(config: Config): string {
  const url = config.databaseUrl ?? runningPostgres(path.join(config.dataDir, "postgres"))?.appUrl;
  if (url) return url;
  throw new ConfigError(
    `No server is running over ${config.dataDir}: start it, set TARTIP_DATA to its folder, or set DATABASE_URL.`,
  );
}
