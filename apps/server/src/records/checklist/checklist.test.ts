import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startCast, type Cast, type Person } from "../test/cast.ts";

const MISSING = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";

let cast: Cast;
let author: Person;
let reader: Person;
let outsider: Person;
let contractor: Person;

beforeAll(async () => {
  cast = await startCast();
  author = await cast.person("Ахметова");
  reader = await cast.person("Читалов", { "request.read": "all" });
  outsider = await cast.person("Чужой");
  contractor = await cast.person("Подрядчиков", undefined, { external: true });
});
afterAll(() => cast.stop());

const items = async (person: Person, record: string) =>
  (await cast.api.as(person).get(`/records/${record}/checklist`)).body.items;
const add = async (record: string, text: string) =>
  (await cast.api.as(author).post(`/records/${record}/checklist`, { text })).body.id as string; // reason: the route answers with the id

describe("checklist", () => {
  it("adds, ticks with who and when, renames, moves and removes", async () => {
    const record = await cast.record(author);
    const [first, second, third] = [await add(record, "Договор"), await add(record, "Счёт"), await add(record, "Акт")];
    const change = (id: string, patch: object) => cast.api.as(author).patch(`/records/${record}/checklist/${id}`, patch);

    expect((await change(second, { done: true })).status).toBe(204);
    expect((await change(third, { index: 0, text: "Акт сверки" })).status).toBe(204);
    expect(await items(reader, record)).toMatchObject([
      { id: third, text: "Акт сверки", done: false, doneBy: null },
      { id: first, text: "Договор" },
      { id: second, done: true, doneBy: { id: author.id }, doneAt: "2026-11-16T04:00:00.000Z" },
    ]);
    expect((await change(second, { done: false })).status).toBe(204);
    expect((await cast.api.as(author).delete(`/records/${record}/checklist/${first}`)).status).toBe(204);
    expect(await items(author, record)).toMatchObject([{ id: third }, { id: second, done: false, doneAt: null, doneBy: null }]);
    expect((await cast.auditTrail(record)).map((line) => line.action)).toEqual([
      "checklist.added", "checklist.added", "checklist.added",
      "checklist.ticked", "checklist.renamed", "checklist.moved", "checklist.unticked", "checklist.removed",
    ]); // prettier-ignore
  });

  it("is kept from the doer of one step of a restricted record", async () => {
    const record = await cast.record(author, { restricted: true, typeCode: "hr" });
    await add(record, "Приказ об увольнении");
    await cast.join(record, outsider, "task");
    expect((await cast.api.as(outsider).get(`/records/${record}/stream`)).status).toBe(200);
    expect(await items(outsider, record)).toEqual([]);
    expect(await items(author, record)).toHaveLength(1);
  });

  it("keeps what the type demands, and everything of a closed record", async () => {
    const record = await cast.record(author);
    const id = await add(record, "Копия приказа");
    await cast.app.db.updateTable("checklist_items").set({ required: true }).where("id", "=", id).execute();
    const path = `/records/${record}/checklist/${id}`;
    expect(await cast.api.as(author).delete(path)).toMatchObject({
      status: 422,
      body: { blockers: [{ code: "checklist_item_required" }] },
    });
    expect((await cast.api.as(author).patch(path, { text: "другое" })).status).toBe(422);
    expect((await cast.api.as(author).patch(path, { done: true })).status).toBe(204);
    await cast.app.db.updateTable("records").set({ open: false }).where("id", "=", record).execute();
    expect(await cast.api.as(author).patch(path, { done: false })).toMatchObject({
      status: 422,
      body: { blockers: [{ code: "record_closed" }] },
    });
  });

  it("is changed by who answers for the record or does it, and read by who sees it", async () => {
    const record = await cast.record(author, { kind: "task", status: "in_progress", assigneeId: contractor.id });
    const id = await add(record, "Фото до и после");
    expect((await cast.api.as(contractor).patch(`/records/${record}/checklist/${id}`, { done: true })).status).toBe(204);
    const request = await cast.record(author);
    expect((await cast.api.as(reader).post(`/records/${request}/checklist`, { text: "моё" })).status).toBe(403);
    expect(await items(reader, request)).toEqual([]);
  });

  const calls: [string, (record: string) => Promise<{ status: number; body: unknown }>][] = [
    ["list", (record) => cast.api.as(outsider).get(`/records/${record}/checklist`)],
    ["add", (record) => cast.api.as(outsider).post(`/records/${record}/checklist`, { text: "?" })],
    ["change", (record) => cast.api.as(outsider).patch(`/records/${record}/checklist/${MISSING}`, { done: true })],
    ["remove", (record) => cast.api.as(outsider).delete(`/records/${record}/checklist/${MISSING}`)],
  ];

  it.each(calls)("%s: a foreign record answers like a missing one", async (_name, call) => {
    const foreign = await call(await cast.record(author));
    const missing = await call(MISSING);
    expect(foreign.status).toBe(404);
    expect({ ...Object(foreign.body), requestId: "" }).toEqual({ ...Object(missing.body), requestId: "" });
  });

  it.each([[{}], [{ text: " " }], [{ text: "а".repeat(501) }], [{ text: 1 }], [{ text: "а", done: true }]])(
    "refuses to add %j",
    async (body) => {
      const record = await cast.record(author);
      expect((await cast.api.as(author).post(`/records/${record}/checklist`, body)).status).toBe(400);
    },
  );

  it.each([[{}], [{ text: " " }], [{ index: -1 }], [{ index: 0.5 }], [{ done: "yes" }]])(
    "refuses the change %j",
    async (body) => {
      const record = await cast.record(author);
      const id = await add(record, "Пункт");
      expect((await cast.api.as(author).patch(`/records/${record}/checklist/${id}`, body)).status).toBe(400);
      expect(await items(author, record)).toMatchObject([{ text: "Пункт", done: false }]);
    },
  );

  it("knows only items of the record in the address", async () => {
    const id = await add(await cast.record(author), "Чужой пункт");
    const other = await cast.record(author);
    expect((await cast.api.as(author).patch(`/records/${other}/checklist/${id}`, { done: true })).status).toBe(404);
  });
});
