import { writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { modules } from "../apps/server/src/modules.ts";
import type { FastifyInstance } from "fastify";
import { readConfig } from "../apps/server/src/platform/config.ts";
import { closeApp, createApp } from "../apps/server/src/platform/create-app.ts";
import { buildServer } from "../apps/server/src/platform/http/server.ts";
import type { App } from "../apps/server/src/platform/app.ts";
import { READERS, reader, type Reader } from "./actors.ts";
import { cpuMs, pssMiB } from "./cpu.ts";
import { openDataset, type Dataset } from "./generate.ts";
import { plainOf } from "./plain.ts";
import { watchStatements } from "./recording.ts";
import {
  circumstances,
  growthTable,
  pairTable,
  plainTable,
  readerTable,
  type ByReader,
  type Grown,
  type Measured,
  type Run,
} from "./report.ts";
import type { Recording } from "./bare.ts";
import { pagesOf, record, type Scenario } from "./scenarios.ts";
import { startBare, startClient, startReal, type Client, type Server } from "./servers.ts";

const ROOT = join(import.meta.dirname, "..");
const CONNECTIONS = [1, 8, 32];
const WARM_UP_MS = 400;

/** How long and how often: the full measure, or a quick look. */
interface Plan {
  pairs: number;
  durationMs: number;
  /** Requests of a run whose every request is sent once. */
  once: number;
  only: string | undefined;
}

/** A data set with everything that is measured over it. */
interface Side {
  dataset: Dataset;
  app: App;
  server: FastifyInstance;
  actor: Reader;
  scenarios: Scenario[];
  real: Server;
  bare: Server;
  plain: Server;
}

const loads: number[] = [];

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function open(root: string, requests: number): Promise<Side> {
  const dataset = await openDataset(root, requests, print);
  const config = readConfig({
    TARTIP_LOG: "silent",
    TARTIP_DATA: dataset.dataDir,
    TARTIP_DEMO: "0",
    TARTIP_RATE_LIMIT: "10000000",
  });
  const app = await createApp({ config, databaseUrl: dataset.postgres.appUrl, modules });
  const server = await buildServer(app);
  const actor = await reader(app, READERS.wide);
  const { recording, scenarios } = await record(app, server, actor);
  const bare = written(dataset, "recording.json", recording);
  const plain = written(dataset, "plain.json", await plainOf(app, recording, actor.personId));
  for (const [name, read] of Object.entries(recording.reads)) {
    if (/-0$|list/.test(name)) print(`${requests}: ${name} takes ${read.statements.length} statements`);
  }
  const servers = {
    real: await startReal(dataset),
    bare: await startBare(dataset, bare),
    plain: await startBare(dataset, plain),
  };
  return { dataset, app, server, actor, scenarios, ...servers };
}

function written(dataset: Dataset, name: string, content: Recording): string {
  const file = join(dataset.dataDir, name);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

async function close(side: Side): Promise<void> {
  await side.plain.stop();
  await side.bare.stop();
  await side.real.stop();
  await closeApp(side.app);
  await side.dataset.postgres.stop();
}

interface Asked {
  requests: Scenario["real"];
  server: Server;
  token: string;
  connections: number;
  once: boolean;
}

/** One run, with the processor time that server and PostgreSQL spent on it; the warm-up is not counted. */
async function runOne(client: Client, plan: Plan, { dataset }: Side, { server, ...asked }: Asked): Promise<Run> {
  loads.push(loadavg()[0] ?? 0);
  const task = { ...asked, port: server.port };
  if (!asked.once) await client.run({ ...task, durationMs: WARM_UP_MS });
  const used = () => ({ server: cpuMs(server.pid), postgres: cpuMs(dataset.postgres.pid) });
  const before = used();
  const result = await client.run({ ...task, durationMs: plan.durationMs });
  const after = used();
  const each = (of: "server" | "postgres") => (after[of] - before[of]) / result.count;
  return { ...result, serverMs: each("server"), postgresMs: each("postgres") };
}

/** Application, bare and plain server one after the other; who begins goes round. */
async function turnOf(client: Client, plan: Plan, side: Side, scenario: Scenario, connections: number, turn: number) {
  const made = scenario.more ? await scenario.more(plan.once) : scenario;
  const asked = { connections, once: scenario.more !== undefined };
  const token = await side.actor.token();
  const key = side.actor.sessionId;
  const run = {
    real: () => runOne(client, plan, side, { ...asked, requests: made.real, server: side.real, token }),
    bare: () => runOne(client, plan, side, { ...asked, requests: made.bare, server: side.bare, token: key }),
    plain: () => runOne(client, plan, side, { ...asked, requests: made.plain ?? made.bare, server: side.plain, token: key }),
  };
  const found = new Map<string, Run>();
  const order = ["real", "bare", "plain"] as const;
  for (let n = 0; n < order.length; n += 1) {
    const of = order[(turn + n) % order.length] ?? "real";
    found.set(of, await run[of]());
  }
  // reason: the loop above has filled all three
  return Object.fromEntries(found) as Record<"real" | "bare" | "plain", Run>;
}

function wanted(side: Side, plan: Plan): Scenario[] {
  return side.scenarios.filter((scenario) => plan.only === undefined || scenario.name.startsWith(plan.only));
}

async function measurePairs(client: Client, plan: Plan, side: Side): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const scenario of wanted(side, plan)) {
    for (const connections of CONNECTIONS) {
      const pairs: Measured["pairs"] = [];
      for (let n = 0; n < plan.pairs; n += 1) pairs.push(await turnOf(client, plan, side, scenario, connections, n));
      measured.push({ name: scenario.name, connections, pairs });
      print(pairTable(measured).at(-1) ?? "");
      print(plainTable(measured).at(-1) ?? "");
    }
  }
  return measured;
}

async function measureGrowth(client: Client, plan: Plan, small: Side, large: Side): Promise<Grown[]> {
  const grown: Grown[] = [];
  for (const scenario of wanted(large, plan)) {
    const pairs: Grown["pairs"] = [];
    for (let n = 0; n < plan.pairs; n += 1) {
      pairs.push({
        small: await aloneOn(client, plan, small, scenario.name),
        large: await aloneOn(client, plan, large, scenario.name),
      });
    }
    grown.push({ name: scenario.name, pairs });
    print(growthTable(grown).at(-1) ?? "");
  }
  return grown;
}

async function aloneOn(client: Client, plan: Plan, side: Side, name: string): Promise<Run> {
  const scenario = side.scenarios.find((one) => one.name === name);
  if (!scenario) throw new Error(`no scenario ${name}`);
  const made = scenario.more ? await scenario.more(plan.once) : scenario;
  const token = await side.actor.token();
  const once = scenario.more !== undefined;
  return runOne(client, plan, side, { requests: made.real, server: side.real, token, connections: 1, once });
}

/** What people of other rights read, beside the plain server, which knows no rights. */
async function measureReaders(client: Client, plan: Plan, side: Side): Promise<ByReader[]> {
  const rows: ByReader[] = [];
  for (const [name, code] of Object.entries(READERS)) {
    const actor = await reader(side.app, code);
    for (const scenario of wanted(side, plan).filter(({ name: of }) => !of.startsWith("accept"))) {
      const own = scenario.name === "page" ? await pagesOf(side.server, actor) : scenario.real;
      if (own.length === 0) continue;
      const asked = { connections: 8, once: false };
      const token = await actor.token();
      const real = await runOne(client, plan, side, { ...asked, requests: own, server: side.real, token });
      const plain = await runOne(client, plan, side, {
        ...asked,
        requests: scenario.bare,
        server: side.plain,
        token: actor.sessionId,
      });
      rows.push({ reader: name, name: scenario.name, real, plain });
      print(readerTable(rows).at(-1) ?? "");
    }
  }
  return rows;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      quick: { type: "boolean" },
      only: { type: "string" },
      root: { type: "string" },
      small: { type: "string" },
      large: { type: "string" },
    },
  });
  const plan: Plan = values.quick
    ? { pairs: 3, durationMs: 700, once: 40, only: values.only }
    : { pairs: 7, durationMs: 2_000, once: 150, only: values.only };
  const root = values.root ?? join(ROOT, "data/bench");
  loads.push(loadavg()[0] ?? 0);
  watchStatements();
  const small = await open(root, Number(values.small ?? 10_000));
  const large = await open(root, Number(values.large ?? 100_000));
  const client = startClient();
  const began = pssMiB(large.real.pid);
  try {
    const grown = await measureGrowth(client, plan, small, large);
    const measured = await measurePairs(client, plan, large);
    const readers = await measureReaders(client, plan, large);
    const memory = `Memory of the server (PSS): ${began.toFixed(0)} MiB after its start, ${pssMiB(large.real.pid).toFixed(0)} after the run.`;
    print(memory);
    const text = [
      "## Figures",
      "",
      circumstances(loads),
      "",
      ...pairTable(measured),
      "",
      ...plainTable(measured),
      "",
      ...growthTable(grown),
      "",
      ...readerTable(readers),
      "",
      memory,
      "",
    ];
    writeFileSync(join(root, "figures.md"), text.join("\n"));
    print(`figures: ${join(root, "figures.md")}`);
  } finally {
    await client.stop();
    await close(large);
    await close(small);
  }
}

await main();
