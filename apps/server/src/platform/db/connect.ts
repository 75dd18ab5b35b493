import path from "node:path";
import { endPostgres, runningPostgres, startPostgres } from "../../../../../tools/postgres/supervisor.ts";
import { ConfigError, type Config } from "../config.ts";
import type { Shutdown } from "../shutdown.ts";

export interface Databases {
  appUrl: string;
  /** Migrates only. */
  ownerUrl: string;
  stop(): Promise<void>;
}

const STOPS_WITHIN_MS = 30_000;

/**
 * The database of this process, ended with it: also when the end is asked for while it still starts.
 *
 * @throws Error when it cannot be started
 */
export function openDatabases(config: Config, log: (line: string) => void, shutdown: Shutdown): Promise<Databases> {
  const opening = open(config, log);
  shutdown.add({
    what: "PostgreSQL",
    withinMs: STOPS_WITHIN_MS,
    stop: async () => (await opening.catch(() => null))?.stop(),
    force: () => !config.databaseUrl && endPostgres(embeddedFolder(config)),
  });
  return opening;
}

/** The configured PostgreSQL, else the embedded one in the data folder. */
async function open(config: Config, log: (line: string) => void): Promise<Databases> {
  const { databaseUrl, databaseOwnerUrl } = config;
  if (databaseUrl) {
    if (!databaseOwnerUrl)
      log("The database roles are not separated: DATABASE_OWNER_URL is not set, so the application owns its tables.");
    return { appUrl: databaseUrl, ownerUrl: databaseOwnerUrl ?? databaseUrl, stop: async () => undefined };
  }
  // Whether it has begun to start it again after a death is for the operator to read, not for the person who started it.
  const tell = (line: string) => void process.stderr.write(`${line}\n`);
  return await startPostgres({ dataDir: embeddedFolder(config), log: tell });
}

function embeddedFolder(config: Config): string {
  return path.join(config.dataDir, "postgres");
}

/** The application's address of a database that is running: the configured one, else the embedded one of a running server. */
export function runningDatabase(config: Config): string {
  const url = config.databaseUrl ?? runningPostgres(embeddedFolder(config))?.appUrl;
  if (url) return url;
  throw new ConfigError(
    `No server is running over ${config.dataDir}: start it, set TARTIP_DATA to its folder, or set DATABASE_URL.`,
  );
}
