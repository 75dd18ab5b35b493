import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { companyDay } from "@tartip/domain/kernel/calendar";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startPostgres } from "../../../../tools/postgres/supervisor.ts";
import { proveRounds, proveSeed } from "../../../../tools/testing/prove.ts";
import { modules } from "../../src/modules.ts";
import type { App } from "../../src/platform/app.ts";
import { readConfig } from "../../src/platform/config.ts";
import { closeApp, createApp } from "../../src/platform/create-app.ts";
import { migrate } from "../../src/platform/db/migrate.ts";
import { buildServer } from "../../src/platform/http/server.ts";
import { openSession } from "../../src/platform/session/service.ts";
import { brokenInvariants, seedEveryone, walkOf, type Everyone } from "../hardness/everyone.ts";
import { randomFrom } from "../hardness/random.ts";
import { createApi } from "../kit/api.ts";
import { NUMBERED, readJson } from "../kit/json.ts";
import { startRealServer, type RealServer } from "../kit/real-server.ts";

const KILLS = proveRounds(50);
const DRAFTS = 10;
const VOTES = 4;
/** How often the server may say that it is busy. */
const MOST_ASKED = 100;

/** One change that is asked for while the server dies; asked again, with the same key, until it is answered. */
interface Ask {
  what: "submit" | "vote";
  by: "author" | "head";
  id: string;
  body: { action: string; version: number; stepId?: string };
  /** The number a submission was answered with. */
  answered: string | null;
}

let dataDir: string;
let company: Everyone;
let rounds: Ask[][];
let server: RealServer | undefined;

/** The server's own folder, opened by this process while no server runs on it. */
async function withApp<T>(work: (app: App) => Promise<T>): Promise<T> {
  const postgres = await startPostgres({ dataDir: path.join(dataDir, "postgres"), patienceMs: 300_000 });
  await migrate(postgres.ownerUrl);
  const config = readConfig({ TARTIP_LOG: "silent", TARTIP_DATA: dataDir, TARTIP_RATE_LIMIT: "1000000" });
  const app = await createApp({ config, databaseUrl: postgres.appUrl, modules });
  try {
    return await work(app);
  } finally {
    await closeApp(app);
    await postgres.stop();
  }
}

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "tartip-crash-"));
  await withApp(async (app) => {
    for (const module of modules) await module.prepare?.(app);
    const server = await buildServer(app);
    const stage = { app, api: createApi(app, server) };
    company = await seedEveryone(stage);
    const today = companyDay(app.clock.now());
    const month = today.slice(0, 7);
    await sql`update budget_cells set month = ${`${month}-01`}::date`.execute(app.db);
    const walk = walkOf(stage, company);
    const dates = { invoiceDate: today, payDeadline: today, budgetMonth: month };
    rounds = [];
    for (let round = 0; round < KILLS; round += 1) {
      const asks: Ask[] = [];
      for (let n = 0; n < DRAFTS; n += 1) asks.push(await askFor(stage.api, "submit", await walk.draft(100, dates)));
      for (let n = 0; n < VOTES; n += 1) asks.push(await askFor(stage.api, "vote", await walk.sent(100, dates)));
      rounds.push(asks);
    }
    await server.close();
  });
});

afterAll(async () => {
  server?.child.kill("SIGKILL");
  // Stops the database that a killed server has left behind.
  await withApp(async () => undefined);
  await rm(dataDir, { recursive: true, force: true });
});

async function askFor(api: ReturnType<typeof createApi>, what: Ask["what"], id: string): Promise<Ask> {
  const by = what === "submit" ? "author" : "head";
  const { version, votes } = (await api.as(company[by]).get(`/requests/${id}`)).body;
  const stepId = votes[0]?.stepId;
  const vote = { action: "approve", version, ...(stepId !== undefined && { stepId }) };
  return { what, by, id, body: what === "submit" ? { action: "submit", version } : vote, answered: null };
}

/** Starts the real server on the folder; resolves with its address once it listens. */
function start(): Promise<string> {
  server = startRealServer(dataDir);
  return server.listening;
}

async function kill(): Promise<void> {
  server?.child.kill("SIGKILL");
  await server?.ended;
}

async function ask(address: string, tokens: Record<Ask["by"], string>, one: Ask): Promise<void> {
  const headers = {
    authorization: `Bearer ${tokens[one.by]}`,
    "content-type": "application/json",
    "idempotency-key": `${one.what}-${one.id}`,
  };
  const url = `${address}/api/v1/requests/${one.id}/transitions`;
  const reply = await fetch(url, { method: "POST", headers, body: JSON.stringify(one.body) }).catch(() => null);
  const body = reply && (await reply.text().catch(() => null));
  // Cut off in the middle: nobody knows whether it happened. Busy: it did not.
  if (!reply || body === null || reply.status === 503) return;
  expect(reply.status, body).toBe(200);
  one.answered = readJson(NUMBERED, body).number;
}

it("loses nothing it has acknowledged and does nothing twice, however often it is killed", async () => {
  const random = randomFrom(proveSeed("crash"));
  let unanswered: Ask[] = [];
  let [kept, cut] = [0, 0];
  for (const asks of rounds) {
    const tokens = await withTokens();
    const address = await start();
    const all = [...unanswered, ...asks];
    let answering = true;
    const answers = Promise.all(all.map((one) => ask(address, tokens, one))).finally(() => (answering = false));
    const enough = random.below(all.length);
    while (answering && all.filter((one) => one.answered !== null).length < enough) await pause(2);
    await kill();
    await answers;
    unanswered = all.filter((one) => one.answered === null);
    kept += all.length - unanswered.length;
    cut += unanswered.length;
  }
  process.stdout.write(`crash: ${KILLS} kills, ${kept} changes acknowledged, ${cut} cut off and asked again\n`);
  const tokens = await withTokens();
  const address = await start();
  for (let again = 0; unanswered.length > 0 && again < MOST_ASKED; again += 1) {
    await Promise.all(unanswered.map((one) => ask(address, tokens, one)));
    unanswered = unanswered.filter((one) => one.answered === null);
  }
  await kill();
  await withApp(async (app) => {
    await expectKept(app, rounds.flat());
    expect(await brokenInvariants({ app })).toEqual([]);
  });
});

/** Fresh tokens: those of an hour ago would have run out. */
function withTokens(): Promise<Record<Ask["by"], string>> {
  return withApp(async (app) => {
    const visitor = { requestId: "crash", ip: "127.0.0.1", userAgent: null };
    const tokenOf = async ({ id }: { id: string }) => (await openSession(app, visitor, { id, external: false })).token;
    return { author: await tokenOf(company.author), head: await tokenOf(company.head) };
  });
}

async function expectKept({ db }: App, asks: Ask[]): Promise<void> {
  const { rows } = await sql<{ id: string; number: string | null; status: string; votes: number; submits: number }>`
    select r.id, r.number, r.status,
      (select count(*)::int from approval_votes v where v.record_id = r.id and v.person_id = ${company.head.id}) as votes,
      (select count(*)::int from status_log l where l.record_id = r.id and l.action = 'submit') as submits
    from records r where r.id = any(${asks.map((one) => one.id)}::uuid[])`.execute(db);
  const kept = new Map(rows.map((row) => [row.id, row]));
  for (const one of asks) {
    const row = kept.get(one.id);
    expect(one.answered, `${one.what} of ${one.id} was never answered`).not.toBeNull();
    expect(row?.number).toBe(one.answered);
    expect(row?.submits).toBe(1);
    if (one.what === "vote") expect(row?.votes).toBe(1);
  }
  const { rows: numbers } = await sql<{ n: number }>`
    select right(number, 6)::int as n from records where kind = 'request' and number is not null order by n`.execute(db);
  expect(numbers.map((row) => row.n)).toEqual(numbers.map((_, at) => at + 1));
}
