import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { FastifyInstance } from "fastify";
import { createTestDatabase } from "../../../../tools/testing/database.ts";
import { modules as allModules } from "../../src/modules.ts";
import type { App } from "../../src/platform/app.ts";
import { readConfig } from "../../src/platform/config.ts";
import { closeApp, createApp } from "../../src/platform/create-app.ts";
import { SOME_ANSWERS, type AnswerChecks } from "../../src/platform/http/answers.ts";
import { AT_FIRST_CALL } from "../../src/platform/http/compilers.ts";
import { buildServer } from "../../src/platform/http/server.ts";
import type { Module } from "../../src/platform/module.ts";
import type { Api } from "./api.ts";
import { createApi } from "./api.ts";
import { fixedClock, type FixedClock } from "./clock.ts";
import type { AuditLine } from "./look.ts";
import { auditTrail } from "./look.ts";

/** A Monday, 09:00 in Almaty. */
export const TEST_NOW = "2026-11-16T04:00:00Z";

export interface TestApp {
  app: App;
  server: FastifyInstance;
  api: Api;
  /** Stands still until a test moves it. */
  clock: FixedClock;
  ownerUrl: string;
  appUrl: string;
  /** The journal of one record (or person, session …), oldest first. */
  auditTrail(id: string): Promise<AuditLine[]>;
  stop(): Promise<void>;
}

export interface TestAppOptions {
  clock?: FixedClock;
  /** The slices of the product, unless a test brings its own. */
  modules?: Module[];
  works?: boolean;
  /** How many times the product's own patience with the database; `DatabaseOptions.patience`. */
  patience?: number;
  /** A kind of the test's own stands in no list of kinds that answers are described by. */
  strangeKinds?: boolean;
  env?: Record<string, string>;
}

/** Every answer of a test fits its schema, or is a fault of the server. */
const EVERY_ANSWER: AnswerChecks = {
  every: 1,
  misfit: ({ routeOptions: { method, url } }, told) => {
    const said = `${String(method)} ${url ?? ""} does not fit its schema: ${told}`;
    process.stderr.write(`${said}\n`);
    throw new Error(said);
  },
};

/** The whole application on a database of its own; one per test file, in `beforeAll`. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const { clock = fixedClock(TEST_NOW), modules = allModules, works = false, patience = 20, env = {}, strangeKinds } = options;
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(path.join(tmpdir(), "tartip-app-"));
  const config = readConfig({ TARTIP_LOG: "silent", TARTIP_DATA: dataDir, TARTIP_RATE_LIMIT: "1000000", ...env });
  const app = await createApp({ config, databaseUrl: database.appUrl, modules, clock, works, patience });
  for (const module of modules) await module.prepare?.(app);
  const server = await buildServer(app, AT_FIRST_CALL, strangeKinds ? SOME_ANSWERS : EVERY_ANSWER);
  return {
    app,
    server,
    api: createApi(app, server),
    clock,
    ownerUrl: database.ownerUrl,
    appUrl: database.appUrl,
    auditTrail: (id) => auditTrail(app, id),
    async stop() {
      await server.close();
      await closeApp(app);
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
