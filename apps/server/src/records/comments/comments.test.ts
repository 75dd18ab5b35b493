import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startCast, type Cast, type Person } from "../test/cast.ts";

const MISSING = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";

let cast: Cast;
let author: Person;
let boss: Person;
let outsider: Person;
let contractor: Person;

beforeAll(async () => {
  cast = await startCast();
  author = await cast.person("Ахметова", undefined, { firstName: "Айгуль" });
  boss = await cast.person("Сериков", { "request.read": "all" });
  outsider = await cast.person("Чужой");
  contractor = await cast.person("Подрядчиков", undefined, { external: true });
});
afterAll(() => cast.stop());

const stream = async (person: Person, record: string) =>
  (await cast.api.as(person).get(`/records/${record}/stream?filter=comments`)).body.items;
const noticesOf = (person: Person, record: string) =>
  cast.app.db.selectFrom("notices").selectAll().where("person_id", "=", person.id).where("record_id", "=", record).execute();

describe("commenting", () => {
  it("keeps the comment, its audit line and the notice, and makes nobody stale", async () => {
    const record = await cast.record(author);
    const reply = await cast.api.as(boss).post(`/records/${record}/comments`, { source: "**Где** акт?" });

    expect(reply.status).toBe(201);
    const [entry] = await stream(author, record);
    expect(entry).toMatchObject({
      actor: { id: boss.id },
      comment: { id: reply.body.id, html: "<p><strong>Где</strong> акт?</p>", source: null },
    });
    expect((await cast.auditTrail(record)).at(-1)).toMatchObject({
      action: "comment.added",
      actorId: boss.id,
      after: { source: "**Где** акт?" },
    });
    expect(await noticesOf(author, record)).toMatchObject([
      { event: "commented", why: "author", params: { excerpt: "Где акт?" } },
    ]);
    const row = await cast.app.db.selectFrom("records").select("version").where("id", "=", record).executeTakeFirstOrThrow();
    expect(row.version).toBe(1);
  });

  it("tells a mentioned person once, and refuses to mention who may not see the record", async () => {
    const record = await cast.record(author);
    const told = await cast.api
      .as(author)
      .post(`/records/${record}/comments`, { source: `@[${boss.id}] и ещё раз @[${boss.id}]` });
    expect(told.status).toBe(201);
    expect(await noticesOf(boss, record)).toMatchObject([{ event: "mentioned", why: "mentioned" }]);

    const refused = await cast.api
      .as(author)
      .post(`/records/${record}/comments`, { source: "смотрите", mentions: [outsider.id] });
    expect(refused.status).toBe(400);
    expect(refused.problem.fields).toMatchObject([{ field: "mentions", code: "cannot_see_record" }]);
    expect(await stream(author, record)).toHaveLength(1);
    expect(await noticesOf(outsider, record)).toEqual([]);
  });

  it("suggests only people who may see the record", async () => {
    const record = await cast.record(author);
    const all = await cast.api.as(boss).get(`/records/${record}/mentionable`);
    expect(all.body.items.map((one: Person) => one.id)).toEqual([author.id]);
    const none = await cast.api.as(author).get(`/records/${record}/mentionable?q=${encodeURIComponent("чуж")}`);
    expect(none.body.items).toEqual([]);
    const found = await cast.api.as(author).get(`/records/${record}/mentionable?q=${encodeURIComponent("сер")}`);
    expect(found.body.items).toMatchObject([{ id: boss.id, name: boss.name }]);
  });

  it("lets only the author comment a draft", async () => {
    const draft = await cast.record(author, { status: "draft" });
    expect((await cast.api.as(author).post(`/records/${draft}/comments`, { source: "себе" })).status).toBe(201);
    expect((await cast.api.as(boss).post(`/records/${draft}/comments`, { source: "вам" })).status).toBe(404);
  });

  it("does the same request twice only once by its key", async () => {
    const record = await cast.record(author);
    const headers = { "idempotency-key": "comment-1" };
    const first = await cast.api.as(author).post(`/records/${record}/comments`, { source: "раз" }, { headers });
    const second = await cast.api.as(author).post(`/records/${record}/comments`, { source: "раз" }, { headers });
    expect(second).toMatchObject({ status: 201, body: first.body });
    expect(await stream(author, record)).toHaveLength(1);
  });
});

describe("correcting", () => {
  it("is for the author, for fifteen minutes", async () => {
    const record = await cast.record(author);
    const { body } = await cast.api.as(author).post(`/records/${record}/comments`, { source: "очепятка" });
    const path = `/records/${record}/comments/${body.id}`;

    expect((await cast.api.as(boss).patch(path, { source: "не моё" })).status).toBe(403);
    expect((await stream(author, record))[0]?.comment).toMatchObject({ canEdit: true, source: "очепятка" });
    expect((await cast.api.as(author).patch(path, { source: "опечатка" })).status).toBe(204);
    expect((await stream(author, record))[0]?.comment).toMatchObject({ html: "<p>опечатка</p>", edited: true });
    expect((await cast.auditTrail(record)).at(-1)).toMatchObject({
      action: "comment.edited",
      before: { source: "очепятка" },
      after: { source: "опечатка" },
    });

    cast.clock.advance(15 * 60_000 + 1);
    expect((await cast.api.as(author).patch(path, { source: "поздно" })).status).toBe(403);
    expect((await stream(author, record))[0]?.comment).toMatchObject({ html: "<p>опечатка</p>", canEdit: false, source: null });
  });

  it("leaves a trace of a comment that was taken back, without its text", async () => {
    const record = await cast.record(author);
    const { body } = await cast.api.as(author).post(`/records/${record}/comments`, { source: "тайна" });
    const path = `/records/${record}/comments/${body.id}`;
    expect((await cast.api.as(boss).delete(path)).status).toBe(403);
    expect((await cast.api.as(author).delete(path)).status).toBe(204);
    const reply = await cast.api.as(boss).get(`/records/${record}/stream`);
    expect(reply.body.items[0]).toMatchObject({ actor: { id: author.id }, comment: { deleted: true, html: "", source: null } });
    expect(reply.text).not.toContain("тайна");
    expect((await cast.auditTrail(record)).at(-1)).toMatchObject({ action: "comment.deleted", before: { source: "тайна" } });
    expect((await cast.api.as(author).patch(path, { source: "снова" })).status).toBe(404);
  });
});

describe("outsiders", () => {
  it("see and write only what is shared", async () => {
    const task = await cast.record(author, { kind: "task", status: "in_progress", assigneeId: contractor.id });
    await cast.api.as(author).post(`/records/${task}/comments`, { source: "внутреннее" });
    await cast.api.as(author).post(`/records/${task}/comments`, { source: "для подрядчика", shared: true });
    expect(await noticesOf(contractor, task)).toHaveLength(1);

    expect((await cast.api.as(contractor).post(`/records/${task}/comments`, { source: "сделаю", shared: false })).status).toBe(
      201,
    );
    const seen = await cast.api.as(contractor).get(`/records/${task}/stream`);
    expect(seen.text).not.toContain("внутреннее");
    expect(seen.body.hasOutsiders).toBe(false);
    expect((await cast.api.as(author).get(`/records/${task}/stream`)).body.hasOutsiders).toBe(true);
    expect(seen.body.items.map((entry) => entry.comment?.shared)).toEqual([true, true]);

    const internal = await cast.api
      .as(author)
      .post(`/records/${task}/comments`, { source: `@[${contractor.id}] только между нами` });
    expect(internal.problem.fields).toMatchObject([{ field: "mentions", code: "cannot_see_record" }]);
  });
});

describe("what may not be seen does not exist", () => {
  const calls: [string, (record: string) => Promise<{ status: number; body: unknown }>][] = [
    ["stream", (record) => cast.api.as(outsider).get(`/records/${record}/stream`)],
    ["comment", (record) => cast.api.as(outsider).post(`/records/${record}/comments`, { source: "?" })],
    ["edit", (record) => cast.api.as(outsider).patch(`/records/${record}/comments/${MISSING}`, { source: "?" })],
    ["delete", (record) => cast.api.as(outsider).delete(`/records/${record}/comments/${MISSING}`)],
    ["mentionable", (record) => cast.api.as(outsider).get(`/records/${record}/mentionable`)],
  ];

  it.each(calls)("%s: a foreign record answers like a missing one", async (_name, call) => {
    const foreign = await call(await cast.record(author));
    const missing = await call(MISSING);
    expect(foreign.status).toBe(404);
    expect({ ...Object(foreign.body), requestId: "" }).toEqual({ ...Object(missing.body), requestId: "" });
  });

  const BAD: [string, unknown][] = [
    ["nothing", {}],
    ["blank text", { source: "  \n " }],
    ["a number", { source: 5 }],
    ["a megabyte", { source: "а".repeat(20_001) }],
    ["an unknown field", { source: "а", html: "<b>" }],
    ["a mention that is no id", { source: "а", mentions: ["x"] }],
    ["a file of nobody", { source: "а", fileIds: [MISSING] }],
  ];

  it.each(BAD)("refuses %s", async (_name, body) => {
    const record = await cast.record(author);
    const reply = await cast.api.as(author).post(`/records/${record}/comments`, body);
    expect(reply.status).toBe(400);
    expect(reply.problem.fields.length).toBeGreaterThan(0);
    expect(await stream(author, record)).toEqual([]);
  });
});
