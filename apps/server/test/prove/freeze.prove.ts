import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { proveRounds, proveSeed } from "../../../../tools/testing/prove.ts";
import type { Everyone } from "../hardness/everyone.ts";
import { randomFrom, type Random } from "../hardness/random.ts";
import { startRealServer, type RealServer } from "../kit/real-server.ts";
import { ask, expectKept, prepareRounds, tokensOf, withApp, type Ask } from "./acknowledged.ts";

/** Whom a round halts: one connection's backend, the whole database, or the server itself. */
const HALTED = ["backend", "database", "server"] as const;
const FREEZES = proveRounds(10) * HALTED.length;
/** Shorter and longer than the server waits for a lock, a statement and a silent database. */
const SECONDS = [2, 5, 10, 18];
const MOST_ASKED = 100;
/** Changes that are under way when it happens; the others are asked for while it lasts. */
const FIRST = 9;

const CLI = path.join(import.meta.dirname, "../../src/cli.ts");

let dataDir: string;
let company: Everyone;
let rounds: Ask[][];
let server: RealServer | undefined;
const halted = new Set<number>();

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "tartip-freeze-"));
  ({ company, rounds } = await prepareRounds(dataDir, FREEZES));
});

afterAll(async () => {
  goOn();
  server?.child.kill("SIGTERM");
  await server?.ended;
  await rm(dataDir, { recursive: true, force: true });
});

function postmaster(): number {
  return Number(readFileSync(path.join(dataDir, "postgres/cluster/postmaster.pid"), "utf8").split("\n")[0]);
}

/** The backends that work for the server, by the title PostgreSQL gives them. */
function backends(): number[] {
  const parent = postmaster();
  return readdirSync("/proc").flatMap((entry) => {
    if (!/^\d+$/u.test(entry)) return [];
    try {
      const ofPostmaster = readFileSync(`/proc/${entry}/status`, "utf8").includes(`PPid:\t${parent}\n`);
      const title = ofPostmaster ? readFileSync(`/proc/${entry}/cmdline`, "utf8") : "";
      return /127\.0\.0\.1|\[local\]/u.test(title) ? [Number(entry)] : [];
    } catch {
      // It ended while it was looked at.
      return [];
    }
  });
}

function halt(whom: (typeof HALTED)[number], random: Random): void {
  const pids = {
    backend: () => [random.pick(backends())],
    database: () => [postmaster(), ...backends()],
    server: () => [server?.child.pid ?? 0],
  }[whom]();
  for (const pid of pids) {
    process.kill(pid, "SIGSTOP");
    halted.add(pid);
  }
}

function goOn(): void {
  for (const pid of halted) {
    try {
      process.kill(pid, "SIGCONT");
    } catch {
      // The server hung up on a backend that then ended.
    }
  }
  halted.clear();
}

/** The operator's own command, over the running database: prints what is broken. */
function checked(): { said: string; code: number | null } {
  const env = { ...process.env, TARTIP_DATA: dataDir };
  const { stdout, stderr, status } = spawnSync(process.execPath, [CLI, "check"], { env, encoding: "utf8" });
  return { said: `${stdout}${stderr}`, code: status };
}

it.runIf(process.platform === "linux")(
  "loses nothing and does nothing twice when the database, one connection or the server stands still for a while",
  async () => {
    const random = randomFrom(proveSeed("freeze"));
    const told = { done: 0, busy: 0, "cut off": 0 };
    const tokens = await tokensOf(dataDir, company);
    server = startRealServer(dataDir);
    const address = await server.listening;
    for (const [round, asks] of rounds.entries()) {
      const whom = HALTED[round % HALTED.length] ?? "backend";
      const enough = random.below(FIRST);
      const asked = (some: Ask[]) => Promise.all(some.map(async (one) => (told[await ask(address, tokens, one)] += 1)));
      // On a busy machine some are told to come again, so that fewer than that are answered.
      let answering = true;
      const before = asked(asks.slice(0, FIRST)).finally(() => (answering = false));
      while (answering && asks.filter((one) => one.answered !== null).length < enough) await pause(2);
      halt(whom, random);
      const meanwhile = asked(asks.slice(FIRST));
      await pause(random.pick(SECONDS) * 1_000);
      goOn();
      // Every one of them ends: nobody waits for an answer that never comes.
      await Promise.all([before, meanwhile]);
      let left = asks.filter((one) => one.answered === null);
      for (let again = 0; left.length > 0 && again < MOST_ASKED; again += 1) {
        await Promise.all(left.map((one) => ask(address, tokens, one)));
        left = left.filter((one) => one.answered === null);
      }
      expect(left, `after ${whom} stood still`).toEqual([]);
      expect(checked(), `after ${whom} stood still`).toEqual({ said: "", code: 0 });
    }
    process.stdout.write(`freeze: ${FREEZES} rounds, answers at once: ${JSON.stringify(told)}\n`);
    expect(told["cut off"]).toBe(0);
    server.child.kill("SIGTERM");
    expect(await server.ended).toBe(0);
    await withApp(dataDir, (app) => expectKept(app, company, rounds.flat()));
  },
);
