// `node bench/streams.ts [--root FOLDER] [--size 10000] [--streams 500]`: what live streams cost the server in memory, and how much
// slower a write is while they are open. Exits 1 when either is over its limit.
import { once } from "node:events";
import { request, type ClientRequest } from "node:http";
import { loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { modules } from "../apps/server/src/modules.ts";
import type { App } from "../apps/server/src/platform/app.ts";
import { readConfig } from "../apps/server/src/platform/config.ts";
import { closeApp, createApp } from "../apps/server/src/platform/create-app.ts";
import { READERS, reader } from "./actors.ts";
import { pssMiB } from "./cpu.ts";
import { openDataset } from "./generate.ts";
import { median } from "./report.ts";
import { startClient, startReal, type Client, type Server } from "./servers.ts";

const MOST_KIB = 30;
const MOST_SLOWER = 1.5;
const TURNS = 3;
const TURN_MS = 1_500;
const SETTLES_MS = 3_000;

const BODY = JSON.stringify({
  type: "it",
  values: { title: "Доступ", kind: "setup", system: "1С", impact: "one", priority: "medium" },
});

await main();

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { root: { type: "string" }, size: { type: "string" }, streams: { type: "string" } } });
  const count = Number(values.streams ?? 500);
  const root = values.root ?? join(import.meta.dirname, "../data/bench");
  const dataset = await openDataset(root, Number(values.size ?? 10_000), print);
  const config = readConfig({ TARTIP_LOG: "silent", TARTIP_DATA: dataset.dataDir, TARTIP_DEMO: "0" });
  const app = await createApp({ config, databaseUrl: dataset.postgres.appUrl, modules });
  const server = await startReal(dataset);
  const client = startClient();
  try {
    await measure(app, server, client, count);
  } finally {
    await client.stop();
    await server.stop();
    await closeApp(app);
    await dataset.postgres.stop();
  }
}

async function measure(app: App, server: Server, client: Client, count: number): Promise<void> {
  const author = await reader(app, READERS.wide);
  const write = async () => {
    const requests = [{ method: "POST" as const, path: "/api/v1/requests", body: BODY }];
    const task = { port: server.port, token: await author.token(), requests, connections: 4, durationMs: TURN_MS, once: false };
    return (await client.run(task)).p50;
  };
  await write();
  const alone: number[] = [];
  const among: number[] = [];
  const added: number[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    alone.push(await write());
    await settled();
    const before = pssMiB(server.pid);
    const streams = await open(app, server, count);
    await settled();
    added.push(((pssMiB(server.pid) - before) * 1024) / count);
    among.push(await write());
    for (const stream of streams) stream.destroy();
    await settled();
  }
  // Later turns find the memory that the first ones asked for.
  const kib = Math.max(...added);
  const slower = median(among) / median(alone);
  print(`load ${loadavg()[0]?.toFixed(1) ?? "?"}; ${count} streams, ${TURNS} turns`);
  print(`memory of one stream: ${kib.toFixed(1)} KiB at most, limit ${MOST_KIB}`);
  print(
    `a write: ${median(alone).toFixed(1)} ms alone, ${median(among).toFixed(1)} ms among them: ${slower.toFixed(2)} times, limit ${MOST_SLOWER}`,
  );
  if (kib > MOST_KIB || slower > MOST_SLOWER) process.exitCode = 1;
}

/** One stream for each of as many people as there are, then second ones. */
async function open(app: App, server: Server, count: number): Promise<ClientRequest[]> {
  const people = await app.db.selectFrom("people").select("code").where("active", "=", true).orderBy("id").execute();
  const codes = people.flatMap(({ code }) => code ?? []);
  const streams: ClientRequest[] = [];
  for (let n = 0; n < count; n += 1) {
    const { token } = await reader(app, codes[n % codes.length] ?? "");
    const headers = { authorization: `Bearer ${await token()}` };
    const stream = request({ port: server.port, host: "127.0.0.1", path: "/api/v1/live", headers, agent: false });
    stream.on("error", () => undefined).end();
    const [answer] = await once(stream, "response");
    if (answer.statusCode !== 200) throw new Error(`a stream was answered ${String(answer.statusCode)}`);
    answer.resume();
    streams.push(stream);
  }
  return streams;
}

function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, SETTLES_MS));
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
