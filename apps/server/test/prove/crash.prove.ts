import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { proveRounds, proveSeed } from "../../../../tools/testing/prove.ts";
import { brokenInvariants, type Everyone } from "../hardness/everyone.ts";
import { randomFrom } from "../hardness/random.ts";
import { startRealServer, type RealServer } from "../kit/real-server.ts";
import { ask, expectKept, prepareRounds, tokensOf, withApp, type Ask } from "./acknowledged.ts";

const KILLS = proveRounds(50);
/** How often the server may say that it is busy. */
const MOST_ASKED = 100;

let dataDir: string;
let company: Everyone;
let rounds: Ask[][];
let server: RealServer | undefined;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "tartip-crash-"));
  ({ company, rounds } = await prepareRounds(dataDir, KILLS));
});

afterAll(async () => {
  server?.child.kill("SIGKILL");
  // Stops the database that a killed server has left behind.
  await withApp(dataDir, async () => undefined);
  await rm(dataDir, { recursive: true, force: true });
});

/** Starts the real server on the folder; resolves with its address once it listens. */
function start(): Promise<string> {
  server = startRealServer(dataDir);
  return server.listening;
}

async function kill(): Promise<void> {
  server?.child.kill("SIGKILL");
  await server?.ended;
}

it("loses nothing it has acknowledged and does nothing twice, however often it is killed", async () => {
  const random = randomFrom(proveSeed("crash"));
  let unanswered: Ask[] = [];
  let [kept, cut] = [0, 0];
  for (const asks of rounds) {
    const tokens = await tokensOf(dataDir, company);
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
  const tokens = await tokensOf(dataDir, company);
  const address = await start();
  for (let again = 0; unanswered.length > 0 && again < MOST_ASKED; again += 1) {
    await Promise.all(unanswered.map((one) => ask(address, tokens, one)));
    unanswered = unanswered.filter((one) => one.answered === null);
  }
  await kill();
  await withApp(dataDir, async (app) => {
    await expectKept(app, company, rounds.flat());
    expect(await brokenInvariants({ app })).toEqual([]);
  });
});
