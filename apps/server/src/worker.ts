import { APP_STOPS_WITHIN_MS, closeApp, createApp } from "./platform/create-app.ts";
import { ConfigError, readConfig, type Config } from "./platform/config.ts";
import { startWorkers } from "./platform/jobs.ts";
import { stopOnSignal, type Shutdown } from "./platform/shutdown.ts";
import { modules } from "./modules.ts";

/** Works on jobs and nothing else; for machines beside the one that serves. */
async function main(): Promise<void> {
  const config = readConfig();
  if (!config.databaseUrl) throw new ConfigError("DATABASE_URL is not set: a separate worker needs the database of the server.");
  const shutdown = stopOnSignal();
  try {
    await work(config, config.databaseUrl, shutdown);
  } catch (error) {
    await shutdown.stop();
    if (!shutdown.asked()) throw error;
  }
}

async function work(config: Config, databaseUrl: string, shutdown: Shutdown): Promise<void> {
  const app = await createApp({ config, databaseUrl, modules, works: true });
  shutdown.add({ what: "jobs and connections", withinMs: APP_STOPS_WITHIN_MS, stop: () => closeApp(app) });
  await startWorkers(app);
  process.stdout.write("Tartip worker: ready\n");
}

main().catch((error: unknown) => {
  process.stderr.write(
    error instanceof ConfigError ? `${error.message}\n` : `${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exit(1);
});
