import path from "node:path";
import { addDays, companyDay } from "@tartip/domain/kernel/calendar";
import { sql } from "kysely";
import { expect } from "vitest";
import { startPostgres } from "../../../../tools/postgres/supervisor.ts";
import { modules } from "../../src/modules.ts";
import type { App } from "../../src/platform/app.ts";
import { readConfig } from "../../src/platform/config.ts";
import { closeApp, createApp } from "../../src/platform/create-app.ts";
import { migrate } from "../../src/platform/db/migrate.ts";
import { buildServer } from "../../src/platform/http/server.ts";
import { openSession } from "../../src/platform/session/service.ts";
import { seedEveryone, walkOf, type Everyone } from "../hardness/everyone.ts";
import { createApi } from "../kit/api.ts";
import { NUMBERED, readJson } from "../kit/json.ts";

const DRAFTS = 10;
const VOTES = 4;

/** One change that is asked for while something happens to the server; asked again, with the same key, until it is answered. */
export interface Ask {
  what: "submit" | "vote";
  by: "author" | "head";
  id: string;
  body: { action: string; version: number; stepId?: string };
  /** The number a submission was answered with. */
  answered: string | null;
}

export type Tokens = Record<Ask["by"], string>;

/** The server's own folder, opened by this process while no server runs on it. */
export async function withApp<T>(dataDir: string, work: (app: App, ownerUrl: string) => Promise<T>): Promise<T> {
  const postgres = await startPostgres({ dataDir: path.join(dataDir, "postgres"), patienceMs: 300_000 });
  await migrate(postgres.ownerUrl);
  const config = readConfig({ TARTIP_LOG: "silent", TARTIP_DATA: dataDir, TARTIP_RATE_LIMIT: "1000000" });
  const app = await createApp({ config, databaseUrl: postgres.appUrl, modules });
  try {
    return await work(app, postgres.ownerUrl);
  } finally {
    await closeApp(app);
    await postgres.stop();
  }
}

/** A company in the folder, and for each round changes that wait to be asked for. */
export function prepareRounds(dataDir: string, count: number): Promise<{ company: Everyone; rounds: Ask[][] }> {
  return withApp(dataDir, async (app) => {
    for (const module of modules) await module.prepare?.(app);
    const server = await buildServer(app);
    const stage = { app, api: createApi(app, server) };
    const company = await seedEveryone(stage);
    const today = companyDay(app.clock.now());
    const month = today.slice(0, 7);
    await sql`update budget_cells set month = ${`${month}-01`}::date`.execute(app.db);
    const walk = walkOf(stage, company);
    // A round may begin before midnight and end after it: what is to be paid by then must not have passed.
    const dates = { invoiceDate: today, payDeadline: addDays(today, 7), budgetMonth: month };
    const rounds: Ask[][] = [];
    for (let round = 0; round < count; round += 1) {
      const asks: Ask[] = [];
      for (let n = 0; n < DRAFTS; n += 1) asks.push(await askFor(stage.api, company, "submit", await walk.draft(100, dates)));
      for (let n = 0; n < VOTES; n += 1) asks.push(await askFor(stage.api, company, "vote", await walk.sent(100, dates)));
      rounds.push(asks);
    }
    await server.close();
    return { company, rounds };
  });
}

async function askFor(api: ReturnType<typeof createApi>, company: Everyone, what: Ask["what"], id: string): Promise<Ask> {
  const by = what === "submit" ? "author" : "head";
  const { version, votes } = (await api.as(company[by]).get(`/requests/${id}`)).body;
  const stepId = votes[0]?.stepId;
  const vote = { action: "approve", version, ...(stepId !== undefined && { stepId }) };
  return { what, by, id, body: what === "submit" ? { action: "submit", version } : vote, answered: null };
}

/** Fresh tokens: those of an hour ago would have run out. */
export function tokensOf(dataDir: string, { author, head }: Everyone): Promise<Tokens> {
  return withApp(dataDir, async (app) => {
    const visitor = { requestId: "prove", ip: "127.0.0.1", userAgent: null };
    const tokenOf = async ({ id }: { id: string }) => (await openSession(app, visitor, { id, external: false })).token;
    return { author: await tokenOf(author), head: await tokenOf(head) };
  });
}

/**
 * Asks the server once. It answers that it is done, says in words that it is busy, or is cut off in the middle, when nobody
 * knows whether it happened.
 */
export async function ask(address: string, tokens: Tokens, one: Ask): Promise<"done" | "busy" | "cut off"> {
  const headers = {
    authorization: `Bearer ${tokens[one.by]}`,
    "content-type": "application/json",
    "idempotency-key": `${one.what}-${one.id}`,
  };
  const url = `${address}/api/v1/requests/${one.id}/transitions`;
  const reply = await fetch(url, { method: "POST", headers, body: JSON.stringify(one.body) }).catch(() => null);
  const body = reply && (await reply.text().catch(() => null));
  if (!reply || body === null) return "cut off";
  if (reply.status === 503) {
    expect(JSON.parse(body), body).toMatchObject({ code: "unavailable", detail: expect.stringMatching(/\S/u) });
    return "busy";
  }
  expect(reply.status, body).toBe(200);
  one.answered = readJson(NUMBERED, body).number;
  return "done";
}

/** What was acknowledged is there, exactly once, and numbers have no gaps. */
export async function expectKept({ db }: App, { head }: Everyone, asks: Ask[]): Promise<void> {
  const { rows } = await sql<{ id: string; number: string | null; status: string; votes: number; submits: number }>`
    select r.id, r.number, r.status,
      (select count(*)::int from approval_votes v where v.record_id = r.id and v.person_id = ${head.id}) as votes,
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
  await expectNoGaps(db);
}

/** Each series of numbers counts from one; a year has its own, and a round may run over its midnight. */
async function expectNoGaps(db: App["db"]): Promise<void> {
  const { rows } = await sql<{ series: string; numbers: number[] }>`
    select regexp_replace(number, '\\d+$', '') as series, array_agg(substring(number from '\\d+$')::int order by number) as numbers
    from records where kind = 'request' and number is not null group by 1`.execute(db);
  expect(rows.length).toBeGreaterThan(0);
  for (const { series, numbers } of rows) expect(numbers, series).toEqual(numbers.map((_, at) => at + 1));
}
