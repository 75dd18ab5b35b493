import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { TestApp } from "../../test/kit/app.ts";
import { startTestApp } from "../../test/kit/app.ts";
import { eventually } from "../../test/kit/eventually.ts";
import { barePerson, loadBareActor } from "../../test/kit/people.ts";
import { inTransaction, touchActor, touchPerson, touchRecord } from "./db/transaction.ts";
import { parseEvent } from "./live.ts";
import type { Module } from "./module.ts";
import { endAllSessions, openSession } from "./session/service.ts";

const OPEN_RECORD = "0190a000-0000-7000-8000-000000000001";
const SECRET_RECORD = "0190a000-0000-7000-8000-000000000002";
/** Records about whose visibility a stream has asked, in order. */
const judged: string[] = [];
let [looking, mostLooking] = [0, 0];
/** Looks wait here while it is set. */
let held: Promise<void> | null = null;
const probe: Module = {
  name: "probe",
  loadActor: loadBareActor,
  visibleRecordIds: async (_ctx, ids) => {
    judged.push(...ids);
    looking += 1;
    mostLooking = Math.max(mostLooking, looking);
    await held;
    looking -= 1;
    return ids.filter((id) => id !== SECRET_RECORD);
  },
};

let test: TestApp;
let base: string;
beforeAll(async () => {
  test = await startTestApp({ modules: [probe] });
  await test.server.listen({ port: 0, host: "127.0.0.1" });
  // reason: a server listening on TCP has an address with a port
  base = `http://127.0.0.1:${(test.server.server.address() as AddressInfo).port}/api/v1`;
});
afterAll(() => test.stop());

interface Heard {
  event: string;
  data: { records?: string[]; mine?: boolean };
}

/** Reads a stream in the background. */
async function listen(personId: string) {
  const visitor = { requestId: "t", ip: "127.0.0.1", userAgent: null };
  const { token } = await openSession(test.app, visitor, { id: personId, external: false });
  const response = await fetch(`${base}/live`, { headers: { authorization: `Bearer ${token}` } });
  const heard: Heard[] = [];
  const state = { ended: false };
  void (async () => {
    let text = "";
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      const parts = text.split("\n\n");
      text = parts.pop() ?? "";
      for (const part of parts) {
        const event = /^event: (.*)$/m.exec(part)?.[1];
        if (event) heard.push({ event, data: JSON.parse(/^data: (.*)$/m.exec(part)?.[1] ?? "{}") });
      }
    }
    state.ended = true;
  })().catch(() => (state.ended = true));
  await eventually(() => expect(heard[0]?.event).toBe("hello"));
  return { response, heard, state };
}

it("tells ids of visible records, and one's own notices to oneself only", async () => {
  const [anna, boris] = [await barePerson(test.app), await barePerson(test.app)];
  const [a, b] = [await listen(anna.id), await listen(boris.id)];
  expect(a.response.headers.get("content-type")).toContain("text/event-stream");
  await inTransaction(test.app, async (tx) => {
    touchRecord(tx, OPEN_RECORD);
    touchRecord(tx, SECRET_RECORD);
    touchPerson(tx, anna.id);
  });
  await eventually(() => expect(a.heard.length).toBe(2));
  await eventually(() => expect(b.heard.length).toBe(2));
  expect(a.heard[1]).toEqual({ event: "changed", data: { records: [OPEN_RECORD], mine: true } });
  expect(b.heard[1]).toEqual({ event: "changed", data: { records: [OPEN_RECORD], mine: false } });
  judged.length = 0;
  await inTransaction(test.app, async (tx) => touchRecord(tx, SECRET_RECORD));
  await eventually(() => expect(judged).toEqual([SECRET_RECORD, SECRET_RECORD]));
  // What was said of the secret one, if anything, comes before this.
  await inTransaction(test.app, async (tx) => touchRecord(tx, OPEN_RECORD));
  const open = { event: "changed", data: { records: [OPEN_RECORD], mine: false } };
  await eventually(() => expect([a.heard.length, b.heard.length]).toEqual([3, 3]));
  expect([a.heard[2], b.heard[2]]).toEqual([open, open]);
});

it("ends the stream when the sessions end or the person is deactivated", async () => {
  const [anna, boris] = [await barePerson(test.app), await barePerson(test.app)];
  const [a, b] = [await listen(anna.id), await listen(boris.id)];
  const actor = await test.app.sessions.actors.fresh(anna.id);
  if (!actor) throw new Error("no actor");
  const ctx = { app: test.app, actor, language: actor.language, via: "api", requestId: "t", ip: null, sessionId: null } as const;
  await inTransaction(test.app, (tx) => endAllSessions(tx, { ...ctx, now: () => test.clock.now() }, anna.id, "test"));
  await eventually(() => expect(a.state.ended).toBe(true));
  expect(b.state.ended).toBe(false);
  await inTransaction(test.app, async (tx) => {
    await tx.updateTable("people").set({ active: false }).where("id", "=", boris.id).execute();
    touchActor(tx, boris.id);
  });
  await eventually(() => expect(b.state.ended).toBe(true));
});

it("hears again after its connection was cut, distrusts its memory meanwhile, and tells pages to look again", async () => {
  const { heard } = await listen((await barePerson(test.app)).id);
  const admin = new pg.Client({ connectionString: test.appUrl });
  await admin.connect();
  await admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tartip live' and datname = current_database()",
  );
  await admin.end();
  await eventually(() => expect(test.app.live.listening()).toBe(false));
  await eventually(() => expect(test.app.live.listening()).toBe(true));
  await eventually(() => expect(heard.at(-1)?.event).toBe("resync"));
  await inTransaction(test.app, async (tx) => touchRecord(tx, OPEN_RECORD));
  await eventually(() => expect(heard.at(-1)?.event).toBe("changed"));
});

it("keeps at most eight streams of one person", async () => {
  const { id } = await barePerson(test.app);
  const first = await listen(id);
  for (let n = 0; n < 8; n += 1) await listen(id);
  await eventually(() => expect(first.state.ended).toBe(true));
});

it("looks for two pages at once, and once for all that happened while the others waited", async () => {
  const people = await Promise.all(Array.from({ length: 6 }, () => barePerson(test.app)));
  const pages = await Promise.all(people.map(({ id }) => listen(id)));
  let release = (): void => undefined;
  held = new Promise((resolve) => (release = resolve));
  [looking, mostLooking, judged.length] = [0, 0, 0];
  const touch = () => inTransaction(test.app, async (tx) => touchRecord(tx, OPEN_RECORD));
  await touch();
  await eventually(() => expect(looking).toBe(2));
  for (let n = 0; n < 4; n += 1) await touch();
  held = null;
  release();
  await eventually(() => pages.forEach(({ heard }) => expect(heard.map(({ event }) => event)).toContain("changed")));
  expect(mostLooking).toBe(2);
  // Five events for six pages: those that waited looked once for all of them.
  expect(judged.length).toBeLessThan(5 * 6);
});

it("takes any payload it cannot read for 'everything'", async () => {
  for (const payload of ["", "{", "null", '{"all":true}']) expect(parseEvent(payload).all).toBe(true);
  expect(parseEvent('{"records":["a",1]}')).toEqual({ records: ["a"], people: [], all: false });
  await sql`select pg_notify('tartip_live', 'garbage')`.execute(test.app.db);
  expect(test.app.live.listening()).toBe(true);
});
