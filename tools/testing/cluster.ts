import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "../../apps/server/src/platform/db/migrate.ts";
import { isClaimed } from "../postgres/lock.ts";
import { OWNER, restrictDatabase } from "../postgres/roles.ts";
import { startPostgres, type RunningPostgres } from "../postgres/supervisor.ts";
import { TEMPLATE, withDatabase, type TestCluster } from "./urls.ts";

declare module "vitest" {
  export interface ProvidedContext {
    cluster: TestCluster;
  }
}

interface Shared {
  users: number;
  running: Promise<{ postgres: RunningPostgres; dataDir: string }>;
}

const PREFIX = "tartip-test-";
const STALE_AFTER_MS = 60_000;
const KEY = Symbol.for("tartip.test.cluster");

/** One cluster for all projects of a run, with the migrated template every test file copies. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = sharedCluster();
  shared.users += 1;
  const { postgres, dataDir } = await shared.running;
  const { adminUrl, ownerUrl, appUrl } = postgres;
  project.provide("cluster", { adminUrl, ownerUrl, appUrl });
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    Reflect.deleteProperty(globalThis, KEY);
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

/** Each project loads this file again, so what they share hangs on the global object. */
function sharedCluster(): Shared {
  // reason: only this function writes the key
  const present = Reflect.get(globalThis, KEY) as Shared | undefined;
  if (present) return present;
  const shared: Shared = { users: 0, running: startTemplate() };
  Reflect.set(globalThis, KEY, shared);
  return shared;
}

async function startTemplate(): Promise<{ postgres: RunningPostgres; dataDir: string }> {
  await sweep();
  const dataDir = mkdtempSync(join(tmpdir(), PREFIX));
  const postgres = await startPostgres({ dataDir, forTests: true });
  try {
    const client = new pg.Client({ connectionString: postgres.adminUrl });
    await client.connect();
    await client.query(`create database ${TEMPLATE} owner ${OWNER}`);
    await restrictDatabase(client, TEMPLATE);
    await client.end();
    await migrate(withDatabase(postgres.ownerUrl, TEMPLATE));
  } catch (error) {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
  return { postgres, dataDir };
}

/** Stops and removes the clusters of runs that were killed. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const dataDir = join(tmpdir(), name);
    if (Date.now() - statSync(dataDir).mtimeMs < STALE_AFTER_MS || isClaimed(dataDir)) continue;
    try {
      const left = await startPostgres({ dataDir, forTests: true });
      await left.stop();
    } catch {
      // Half-made or another user's: removing is all that is left to try.
    }
    try {
      rmSync(dataDir, { recursive: true, force: true });
    } catch {
      // Another user's: theirs to remove.
    }
  }
}
