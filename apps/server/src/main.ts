import { once } from "node:events";
import { createServer } from "node:net";
import { APP_STOPS_WITHIN_MS, closeApp, createApp } from "./platform/create-app.ts";
import { ConfigError, readConfig } from "./platform/config.ts";
import { openDatabases } from "./platform/db/connect.ts";
import { durabilityWarnings } from "./platform/db/durability.ts";
import { migrate } from "./platform/db/migrate.ts";
import { buildServer } from "./platform/http/server.ts";
import { startWorkers } from "./platform/jobs.ts";
import { firstAdminToken } from "./platform/session/first-admin.ts";
import { stopOnSignal } from "./platform/shutdown.ts";
import { seedDemo } from "./demo/seed.ts";
import { modules } from "./modules.ts";

/** An upload or a page left open must not hold up a restart. */
const REQUESTS_STOP_WITHIN_MS = 4_000;

/** Starts everything in one process: database, migrations, web, API and workers. */
async function main(): Promise<void> {
  const config = readConfig();
  const pages = pagesBuilt();
  const shutdown = stopOnSignal();
  try {
    await refuseTakenPort(config);
    const databases = await openDatabases(config, print, shutdown);
    await migrate(databases.ownerUrl, print);
    const app = await createApp({ config, databaseUrl: databases.appUrl, modules, works: true });
    shutdown.add({ what: "jobs and connections", withinMs: APP_STOPS_WITHIN_MS, stop: () => closeApp(app) });
    for (const line of await durabilityWarnings(app.db)) print(line);
    for (const module of modules) await module.prepare?.(app);
    if (config.demo) await seedDemo(app, print);
    await pages;
    const server = await buildServer(app);
    shutdown.add({
      what: "open requests",
      withinMs: REQUESTS_STOP_WITHIN_MS,
      stop: () => server.close(),
      force: () => server.server.closeAllConnections(),
    });
    await startWorkers(app);
    const address = await listen(server, config);
    print(`Tartip: ${address}`);
    const token = config.demo ? null : await firstAdminToken(app);
    if (token) print(`First administrator (one-time link): ${address}/welcome?token=${token}`);
    for (const module of modules) (await module.announce?.(app))?.forEach(print);
  } catch (error) {
    await shutdown.stop();
    // What was under way when it was told to stop has no database any more: no fault of its own.
    if (!shutdown.asked()) throw error;
  }
}

/** The start tool builds the pages meanwhile and says over the channel when they are there. */
async function pagesBuilt(): Promise<void> {
  if (process.env["TARTIP_PAGES"] === "building") await once(process, "message");
}

async function listen(server: Awaited<ReturnType<typeof buildServer>>, config: ReturnType<typeof readConfig>): Promise<string> {
  try {
    const address = await server.listen({ port: config.port, host: config.host });
    return config.publicUrl ?? address;
  } catch (error) {
    throw inWords(error, config);
  }
}

/** Said before anything is set up: filling a company first and refusing then would waste a person's minute. */
async function refuseTakenPort(config: ReturnType<typeof readConfig>): Promise<void> {
  const probe = createServer();
  try {
    probe.listen({ port: config.port, host: config.host });
    await once(probe, "listening");
  } catch (error) {
    throw inWords(error, config);
  } finally {
    probe.close();
  }
}

/** What is wrong with PORT or HOST, as a sentence; any other error as it is. */
function inWords(error: unknown, config: ReturnType<typeof readConfig>): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  if (error.code === "EADDRINUSE" || error.code === "EACCES") {
    const why = error.code === "EACCES" ? "may not be used by this user" : "is in use by another program";
    return new ConfigError(`PORT is ${config.port}: this port ${why}.`);
  }
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND") {
    return new ConfigError(`HOST is "${config.host}": this machine has no such address.`);
  }
  return error;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

// What is printed may go into a file: a full disk must lose the line, not the server.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

main().catch((error: unknown) => {
  process.stderr.write(
    error instanceof ConfigError ? `${error.message}\n` : `${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
});
