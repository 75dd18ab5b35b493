import type { Actor } from "@tartip/domain/access/actor";
import { mayRead, seesMoney } from "@tartip/domain/access/visibility";
import { sql, type RawBuilder } from "kysely";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { proveSeed } from "../../../../tools/testing/prove.ts";
import { modules } from "../../src/modules.ts";
import { seesMoneyOf, visibleTo } from "../../src/records/visibility.ts";
import { seedCrowd, seedShared, type Crowd } from "../hardness/crowd.ts";
import { factsOfAll } from "../hardness/facts.ts";
import { randomFrom, type Random } from "../hardness/random.ts";
import { startTestApp, type TestApp } from "../kit/app.ts";
import { addPerson } from "../kit/cast.ts";
import { readJson, WITH_ID } from "../kit/json.ts";
import { MEMO, memoModule } from "./memo.ts";

vi.setConfig({ testTimeout: 60_000 });

let test: TestApp;
let crowd: Crowd;
let author: { id: string };
let doer: { id: string };
let stranger: { id: string };

beforeAll(async () => {
  test = await startTestApp({ modules: [...modules, memoModule], strangeKinds: true });
  const random = randomFrom(proveSeed("a kind of its own"));
  crowd = await seedCrowd(test, random, 8);
  for (let nth = 0; nth < 60; nth += 1) await seedMemo(random, nth);
  const ops = { department: "OPS" };
  author = await addPerson(test.app, "Writer", ["coordinator"], ops);
  doer = await addPerson(test.app, "Doer", ["executor"], ops);
  stranger = await addPerson(test.app, "Outsider", ["executor"], { department: "MKT", branch: "AST" });
});
afterAll(() => test.stop());

/** A memo of the crowd, with a task or a document that hangs on it. */
async function seedMemo(random: Random, nth: number): Promise<void> {
  const { people, places } = crowd;
  const statuses = ["draft", "sent", "done"];
  const shared = { kind: MEMO, nth, people, places, statuses, typeCode: null, restricted: random.chance(0.2) };
  const memo = await seedShared(test, random, shared);
  const { id, kind } = random.pick(crowd.records.filter((one) => one.kind === "task" || one.kind === "document"));
  if (kind === "task") await sql`update tasks set parent_record_id = ${memo} where id = ${id}`.execute(test.app.db);
  else
    await sql`insert into record_links (from_id, to_id, kind, created_by, created_at)
      values (${memo}, ${id}, 'related', ${random.pick(people).id}, now())`.execute(test.app.db);
}

async function actorOf(id: string): Promise<Actor> {
  const actor = await test.app.sessions.actors.fresh(id);
  if (!actor) throw new Error(`nobody is ${id}`);
  return actor;
}

async function idsWhere(condition: RawBuilder<boolean>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from records where ${condition} order by id`.execute(test.app.db);
  return rows.map((row) => row.id);
}

describe("a kind that only this test has", () => {
  it("is seen by one rule, and so is what hangs on it", async () => {
    const facts = await factsOfAll(test);
    const told = { seen: 0, hidden: 0 };
    for (const { id, label } of crowd.people) {
      const actor = await actorOf(id);
      for (const kind of [MEMO, "task", "document"] as const) {
        const due = [...facts].filter(([, of]) => of.kind === kind && mayRead(actor, of));
        expect(await idsWhere(visibleTo(actor, kind)), `${label}: ${kind}`).toEqual(due.map(([one]) => one).toSorted());
        const rich = due.filter(([, of]) => seesMoney(actor, of)).map(([one]) => one);
        const shown = sql<boolean>`(${visibleTo(actor, kind)} and ${seesMoneyOf(actor, kind)})`;
        expect(await idsWhere(shown), `${label}: money of ${kind}`).toEqual(rich.toSorted());
        if (kind === MEMO) for (const [, of] of facts) if (of.kind === MEMO) told[mayRead(actor, of) ? "seen" : "hidden"] += 1;
      }
    }
    expect(told.seen).toBeGreaterThan(50);
    expect(told.hidden).toBeGreaterThan(50);
  });

  it("is commented, filed, linked, found and remembered through the shared doors, and is a 404 to a stranger", async () => {
    const memo = await write("Служебная записка о вентиляции");
    const other = await write("Прежняя записка");
    const say = await test.api.as(author).post(`/records/${memo}/comments`, { source: "Прошу рассмотреть" });
    expect(say.status, say.text).toBe(201);
    expect((await upload(author, memo)).body.files).toHaveLength(1);
    expect((await test.api.as(author).post(`/records/${memo}/links`, { toId: other, kind: "follows" })).status).toBe(201);
    expect((await test.api.as(author).get(`/records/${memo}/links`)).body.items).toMatchObject([
      { other: { id: other, kind: MEMO } },
    ]);
    expect((await test.api.as(author).get(`/records/${memo}/files`)).body.items).toHaveLength(1);
    const found = await test.api.as(author).get(`/search?q=${encodeURIComponent("вентиляции")}`);
    expect(found.body.records).toMatchObject([{ id: memo, kind: MEMO, status: "sent" }]);
    const ofKind = await test.api.as(author).get(`/search?q=${encodeURIComponent("вентиляции")}&kinds=${MEMO}`);
    expect(ofKind.body.records).toHaveLength(1);
    const { items } = (await test.api.as(author).get(`/records/${memo}/stream`)).body;
    expect(items.map((one: { change: { action: string } | null }) => one.change?.action ?? "comment")).toEqual([
      "link.added",
      "file.added",
      "memo.created",
      "comment",
    ]);

    for (const part of ["stream", "files", "links", "watchers"])
      expect((await test.api.as(stranger).get(`/records/${memo}/${part}`)).status, part).toBe(404);
    expect((await test.api.as(stranger).post(`/records/${memo}/comments`, { source: "x" })).status).toBe(404);
    expect((await test.api.as(stranger).get(`/search?q=${encodeURIComponent("вентиляции")}`)).body.records).toEqual([]);
  });

  it("is moved by the shared transition, and keeps its files once it is over", async () => {
    const memo = await write("Отозванная записка");
    const move = { action: "withdraw", version: 1, reason: "Ошибка" };
    expect((await test.api.as(stranger).post(`/memos/${memo}/transitions`, move)).status).toBe(404);
    expect((await test.api.as(author).post(`/memos/${memo}/transitions`, { ...move, action: "finish" })).status).toBe(409);
    expect((await test.api.as(author).post(`/memos/${memo}/transitions`, move)).status).toBe(200);
    expect((await test.auditTrail(memo)).at(-1)).toMatchObject({ action: "memo.withdraw", after: { status: "withdrawn" } });
    expect((await upload(author, memo)).body.refused).toMatchObject([{ code: "record_closed" }]);
  });

  it("carries a task, which tells it when it is done", async () => {
    const memo = await write("Записка с поручением");
    const task = { title: "Починить вентиляцию", recordId: memo, assigneeId: doer.id };
    expect((await test.api.as(doer).get(`/records/${memo}/stream`)).status).toBe(404);
    expect((await test.api.as(stranger).post("/tasks", task)).status).toBe(404);
    const made = await test.api.as(author).post("/tasks", task);
    expect(made.status, made.text).toBe(201);
    expect((await test.api.as(doer).post("/tasks", task)).status).toBe(403);
    expect((await test.api.as(doer).get(`/records/${memo}/stream`)).status).toBe(200);
    const page = (await test.api.as(doer).get(`/tasks/${made.body.id}`)).body;
    expect(page.request).toMatchObject({ id: memo, title: "Записка с поручением" });

    const move = (action: string, version: number, more = {}) =>
      test.api.as(doer).post(`/tasks/${made.body.id}/transitions`, { action, version, ...more });
    const started = await move("start", page.version);
    const done = await move("handIn", started.body.version, { result: "Починил" });
    expect(done.body.status, done.text).toBe("done");
    expect((await test.auditTrail(memo)).at(-1)).toMatchObject({ action: "memo.finish", after: { status: "done" } });
    expect((await test.api.as(author).post("/tasks", task)).status).toBe(422);
  });

  it("has the statuses of its workflow and no other", async () => {
    const memo = await write("Записка без статуса");
    const odd = sql`update records set status = 'paid' where id = ${memo}`.execute(test.app.db);
    await expect(odd).rejects.toMatchObject({ constraint: "records_status_of_kind" });
    const unknown = sql`update records set kind = 'letter' where id = ${memo}`.execute(test.app.db);
    await expect(unknown).rejects.toMatchObject({ constraint: "records_status_of_kind" });
  });
});

async function write(title: string): Promise<string> {
  const reply = await test.api.as(author).post("/memos", { title });
  expect(reply.status, reply.text).toBe(200);
  return readJson(WITH_ID, reply.text).id;
}

async function upload(person: { id: string }, memo: string) {
  const file = `--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nтекст\r\n--b--\r\n`;
  const headers = { "content-type": "multipart/form-data; boundary=b" };
  return test.api.as(person).post(`/records/${memo}/files`, file, { headers });
}
