import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startCast, type Cast, type Person } from "../test/cast.ts";

const MISSING = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";

let cast: Cast;
let author: Person;
let reader: Person;
let colleague: Person;
let contractor: Person;

beforeAll(async () => {
  cast = await startCast();
  author = await cast.person("Ахметова");
  reader = await cast.person("Читалов", { "request.read": "all" });
  colleague = await cast.person("Коллегин");
  contractor = await cast.person("Подрядчиков", undefined, { external: true });
});
afterAll(() => cast.stop());

const watchers = async (person: Person, record: string) =>
  (await cast.api.as(person).get(`/records/${record}/watchers`)).body.items.map((one: Person) => one.id);
const put = (person: Person, record: string, whom: string) => cast.api.as(person).put(`/records/${record}/watchers/${whom}`);

describe("watching", () => {
  it("is everybody's own choice, with a line in the journal", async () => {
    const record = await cast.record(author);
    expect((await put(reader, record, "me")).status).toBe(204);
    expect((await put(reader, record, reader.id)).status).toBe(204);
    expect(await watchers(author, record)).toEqual([reader.id]);
    expect((await cast.auditTrail(record)).map((line) => line.action)).toEqual(["watcher.added"]);
    expect((await cast.api.as(reader).delete(`/records/${record}/watchers/me`)).status).toBe(204);
    expect(await watchers(author, record)).toEqual([]);
    expect((await cast.auditTrail(record)).at(-1)).toMatchObject({ action: "watcher.removed", before: { watcher: reader.id } });
  });

  it("opens the record to whom its author invites, and closes it again", async () => {
    const record = await cast.record(author);
    expect((await put(colleague, record, "me")).status).toBe(404);
    expect((await put(reader, record, colleague.id)).status).toBe(403);
    expect((await put(author, record, colleague.id)).status).toBe(204);
    expect(await watchers(colleague, record)).toEqual([colleague.id]);
    const notices = await cast.api.as(colleague).get("/notices");
    expect(notices.body.items[0]).toMatchObject({
      event: "watching",
      why: "watcher",
      record: { id: record },
      actor: { id: author.id },
    });
    expect((await cast.api.as(reader).delete(`/records/${record}/watchers/${colleague.id}`)).status).toBe(403);
    expect((await cast.api.as(author).delete(`/records/${record}/watchers/${colleague.id}`)).status).toBe(204);
    expect((await cast.api.as(colleague).get(`/records/${record}/watchers`)).status).toBe(404);
  });

  it("never opens a restricted record, a draft, or anything to an outsider", async () => {
    const personal = await cast.record(author, { restricted: true, typeCode: "hr" });
    expect((await put(author, personal, colleague.id)).problem.fields).toMatchObject([
      { field: "personId", code: "cannot_see_record" },
    ]);
    const draft = await cast.record(author, { status: "draft" });
    expect((await put(author, draft, colleague.id)).status).toBe(422);
    const record = await cast.record(author);
    expect((await put(author, record, contractor.id)).problem.fields).toMatchObject([{ code: "cannot_watch" }]);
    expect((await put(author, record, MISSING)).problem.fields).toMatchObject([{ code: "cannot_watch" }]);
    expect((await put(author, record, "somebody")).status).toBe(400);
  });

  it("shows an outsider nobody", async () => {
    const task = await cast.record(author, { kind: "task", status: "in_progress", assigneeId: contractor.id });
    await put(author, task, "me");
    expect(await watchers(contractor, task)).toEqual([]);
    expect((await put(contractor, task, colleague.id)).status).toBe(403);
  });

  const calls: [string, (record: string) => Promise<{ status: number; body: unknown }>][] = [
    ["list", (record) => cast.api.as(colleague).get(`/records/${record}/watchers`)],
    ["watch", (record) => put(colleague, record, "me")],
    ["unwatch", (record) => cast.api.as(colleague).delete(`/records/${record}/watchers/me`)],
  ];

  it.each(calls)("%s: a foreign record answers like a missing one", async (_name, call) => {
    const foreign = await call(await cast.record(author));
    const missing = await call(MISSING);
    expect(foreign.status).toBe(404);
    expect({ ...Object(foreign.body), requestId: "" }).toEqual({ ...Object(missing.body), requestId: "" });
  });
});
