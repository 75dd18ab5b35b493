import { writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { modules } from "../apps/server/src/modules.ts";
import { readConfig } from "../apps/server/src/platform/config.ts";
import { closeApp, createApp } from "../apps/server/src/platform/create-app.ts";
import { buildServer } from "../apps/server/src/platform/http/server.ts";
import type { App } from "../apps/server/src/platform/app.ts";
import { READERS, reader, type Reader } from "./actors.ts";
import type { LoadResult } from "./client.ts";
import { openDataset, type Dataset } from "./generate.ts";
import { watchStatements } from "./recording.ts";
import { circumstances, growthTable, pairTable, readerTable, type ByReader, type Grown, type Measured } from "./report.ts";
import { record, type Scenario } from "./scenarios.ts";
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
  actor: Reader;
  scenarios: Scenario[];
  real: Server;
  bare: Server;
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
  const file = join(dataset.dataDir, "recording.json");
  writeFileSync(file, JSON.stringify(recording));
  for (const [name, read] of Object.entries(recording.reads)) {
    if (/-0$|list/.test(name)) print(`${requests}: ${name} takes ${read.statements.length} statements`);
  }
  return { dataset, app, actor, scenarios, real: await startReal(dataset), bare: await startBare(dataset, file) };
}

async function close(side: Side): Promise<void> {
  await side.bare.stop();
  await side.real.stop();
  await closeApp(side.app);
  await side.dataset.postgres.stop();
}

interface Asked {
  requests: Scenario["real"];
  port: number;
  token: string;
  connections: number;
  once: boolean;
}

async function runOne(client: Client, plan: Plan, asked: Asked): Promise<LoadResult> {
  loads.push(loadavg()[0] ?? 0);
  if (!asked.once) await client.run({ ...asked, durationMs: WARM_UP_MS });
  return client.run({ ...asked, durationMs: plan.durationMs });
}

async function pairOf(client: Client, plan: Plan, side: Side, scenario: Scenario, connections: number, realFirst: boolean) {
  const made = scenario.more ? await scenario.more(plan.once) : scenario;
  const once = scenario.more !== undefined;
  const token = await side.actor.token();
  const real = () => runOne(client, plan, { requests: made.real, port: side.real.port, token, connections, once });
  const bare = () =>
    runOne(client, plan, { requests: made.bare, port: side.bare.port, token: side.actor.sessionId, connections, once });
  if (realFirst) return { real: await real(), bare: await bare() };
  const first = await bare();
  return { real: await real(), bare: first };
}

function wanted(side: Side, plan: Plan): Scenario[] {
  return side.scenarios.filter((scenario) => plan.only === undefined || scenario.name.startsWith(plan.only));
}

async function measurePairs(client: Client, plan: Plan, side: Side): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const scenario of wanted(side, plan)) {
    for (const connections of CONNECTIONS) {
      const pairs: Measured["pairs"] = [];
      for (let n = 0; n < plan.pairs; n += 1) pairs.push(await pairOf(client, plan, side, scenario, connections, n % 2 === 0));
      measured.push({ name: scenario.name, connections, pairs });
      print(pairTable(measured).at(-1) ?? "");
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

async function aloneOn(client: Client, plan: Plan, side: Side, name: string): Promise<LoadResult> {
  const scenario = side.scenarios.find((one) => one.name === name);
  if (!scenario) throw new Error(`no scenario ${name}`);
  const made = scenario.more ? await scenario.more(plan.once) : scenario;
  const token = await side.actor.token();
  return runOne(client, plan, {
    requests: made.real,
    port: side.real.port,
    token,
    connections: 1,
    once: scenario.more !== undefined,
  });
}

/** Lists and search for people whose rights are no simple «everything». */
async function measureReaders(client: Client, plan: Plan, side: Side): Promise<ByReader[]> {
  const rows: ByReader[] = [];
  for (const [name, code] of Object.entries(READERS)) {
    const actor = await reader(side.app, code);
    for (const scenario of wanted(side, plan).filter((one) => one.name.startsWith("list") || one.name === "search")) {
      const token = await actor.token();
      const asked = { requests: scenario.real, port: side.real.port, token, connections: 8, once: false };
      rows.push({ reader: name, name: scenario.name, result: await runOne(client, plan, asked) });
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
  try {
    const grown = await measureGrowth(client, plan, small, large);
    const measured = await measurePairs(client, plan, large);
    const readers = await measureReaders(client, plan, large);
    const text = [
      "## Figures",
      "",
      circumstances(loads),
      "",
      ...pairTable(measured),
      "",
      ...growthTable(grown),
      "",
      ...readerTable(readers),
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
