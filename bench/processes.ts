// `node bench/processes.ts [--root FOLDER] [--size 10000]`: reads of one server and of two over one PostgreSQL, by connections.
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { modules } from "../apps/server/src/modules.ts";
import { readConfig } from "../apps/server/src/platform/config.ts";
import { closeApp, createApp } from "../apps/server/src/platform/create-app.ts";
import { READERS, reader } from "./actors.ts";
import { openDataset } from "./generate.ts";
import { median } from "./report.ts";
import { LISTS } from "./scenarios.ts";
import { startClient, startReal } from "./servers.ts";

const CONNECTIONS = [2, 8, 16, 32];
const TURNS = 5;
const TURN_MS = 1_000;

await main();

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { root: { type: "string" }, size: { type: "string" } } });
  const root = values.root ?? join(import.meta.dirname, "../data/bench");
  const dataset = await openDataset(root, Number(values.size ?? 10_000), print);
  const config = readConfig({ TARTIP_LOG: "silent", TARTIP_DATA: dataset.dataDir, TARTIP_DEMO: "0" });
  const app = await createApp({ config, databaseUrl: dataset.postgres.appUrl, modules });
  const sides = [await startReal(dataset), await startReal(dataset)].map((server) => ({ server, client: startClient() }));
  try {
    const { token } = await reader(app, READERS.wide);
    const requests = [{ method: "GET" as const, path: `/api/v1/requests?${LISTS["list, newest"]}` }];
    /** Answers a second of the first so many servers, the connections divided among them. */
    const perSecond = async (processes: number, connections: number): Promise<number> => {
      const own = await token();
      const task = { token: own, requests, connections: connections / processes, durationMs: TURN_MS, once: false };
      const runs = sides.slice(0, processes).map(({ server, client }) => client.run({ ...task, port: server.port }));
      return (await Promise.all(runs)).reduce((sum, run) => sum + run.perSecond, 0);
    };
    await perSecond(2, 16);
    print(`${new Date().toISOString().slice(0, 16)} UTC, ${cpus().length} processors, load ${loadavg()[0]?.toFixed(1) ?? "?"}`);
    print("| connections | one process, req/s | two | two ÷ one |\n| --- | --- | --- | --- |");
    for (const connections of CONNECTIONS) {
      const found: { one: number; two: number }[] = [];
      for (let turn = 0; turn < TURNS; turn += 1)
        found.push({ one: await perSecond(1, connections), two: await perSecond(2, connections) });
      const [one, two] = [median(found.map((turn) => turn.one)), median(found.map((turn) => turn.two))];
      print(
        `| ${connections} | ${one.toFixed(0)} | ${two.toFixed(0)} | ${median(found.map((turn) => turn.two / turn.one)).toFixed(2)} |`,
      );
    }
  } finally {
    for (const { client, server } of sides) {
      await client.stop();
      await server.stop();
    }
    await closeApp(app);
    await dataset.postgres.stop();
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
