import type { NoticeEvent } from "@tartip/domain/kernel/notices";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inTransaction } from "../../platform/db/transaction.ts";
import type { LiveEvent } from "../../platform/live.ts";
import { clearNotices, seeBefore, tell } from "../../records/notices/tell.ts";
import { startCast, type Cast, type Person } from "../../records/test/cast.ts";
import { present } from "../../../test/kit/present.ts";

let cast: Cast;
let author: Person;
let boss: Person;
let record: string;

beforeAll(async () => {
  cast = await startCast();
  author = await cast.person("Ахметова");
  boss = await cast.person("Сериков", { "request.read": "all" });
});
beforeEach(async () => {
  await cast.app.db.deleteFrom("notices").execute();
  record = await cast.record(author);
});
afterAll(() => cast.stop());

async function told(event: NoticeEvent, recordId = record): Promise<void> {
  const ctx = await cast.contextOf(boss);
  await inTransaction(cast.app, (tx) =>
    tell(tx, ctx, [{ personId: author.id, recordId, event, why: "author", params: { reason: "нет акта" } }]),
  );
  cast.clock.advance(1_000);
}

const list = (query: "" | `?${string}` = "") => cast.api.as(author).get(`/notices${query}`);
const unread = async () => (await cast.api.as(author).get("/notices/count")).body.unread;

describe("notices", () => {
  it("say what happened, why one is told and who did it, the newest first, page by page", async () => {
    for (const event of ["request_accepted", "request_returned", "request_approved"] as const) await told(event);
    const first = await list("?limit=2");
    expect(first.body.items).toMatchObject([
      {
        event: "request_approved",
        why: "author",
        params: { reason: "нет акта" },
        actor: { id: boss.id },
        readAt: null,
        record: { id: record, kind: "request" },
      },
      { event: "request_returned" },
    ]);
    const second = await list(`?limit=2&after=${encodeURIComponent(present(first.body.next))}`);
    expect(second.body).toMatchObject({ items: [{ event: "request_accepted" }], next: null });
    expect(await unread()).toBe(3);
  });

  it("become read one by one, all at once, and only one's own", async () => {
    await told("request_accepted");
    await told("request_returned");
    const { items } = (await list()).body;
    expect((await cast.api.as(boss).post("/notices/read", { ids: [present(items[0]).id] })).body).toEqual({ read: 0 });
    expect((await cast.api.as(author).post("/notices/read", { ids: [present(items[0]).id] })).body).toEqual({ read: 1 });
    expect((await list("?unread=true")).body.items).toMatchObject([{ event: "request_accepted" }]);
    expect((await cast.api.as(author).post("/notices/read", { all: true })).body).toEqual({ read: 1 });
    expect(await unread()).toBe(0);
    expect((await list()).body.items).toHaveLength(2);
  });

  it("are gone with the sight of their record", async () => {
    const other = await cast.record(boss);
    await cast.join(other, author, "watcher");
    await told("commented", other);
    expect(await unread()).toBe(1);
    await cast.app.db.deleteFrom("participants").where("record_id", "=", other).execute();
    expect((await list()).body.items).toEqual([]);
    expect(await unread()).toBe(0);
  });

  it("are cleared by opening the record, and the person's pages hear of it", async () => {
    const reader = await cast.person("Читалов");
    const heard: LiveEvent[] = [];
    const stop = cast.app.live.onChange((event) => heard.push(event));
    const times = () => heard.filter((event) => event.people.includes(reader.id)).length;
    const [first, second] = [await cast.record(reader), await cast.record(reader)];
    const [ctx, teller] = [await cast.contextOf(reader), await cast.contextOf(boss)];
    for (const recordId of [first, second]) {
      await inTransaction(cast.app, (tx) =>
        tell(tx, teller, [{ personId: reader.id, recordId, event: "commented", why: "author" }]),
      );
    }
    await expect.poll(times).toBe(2);
    await clearNotices(cast.app.db, ctx, first);
    await expect.poll(times).toBe(3);
    expect((await cast.api.as(reader).get("/notices?unread=true")).body.items).toMatchObject([{ record: { id: second } }]);
    await clearNotices(cast.app.db, ctx, first);
    await clearNotices(cast.app.db, ctx, second);
    await expect.poll(times).toBe(4);
    stop();
  });

  it("are cleared by acting on the record, but not those of the same change, and the person's pages hear of it", async () => {
    const reader = await cast.person("Acting");
    const heard: LiveEvent[] = [];
    const stop = cast.app.live.onChange((event) => heard.push(event));
    const times = () => heard.filter((event) => event.people.includes(reader.id)).length;
    const recordId = await cast.record(reader);
    const [ctx, system] = [await cast.contextOf(reader), { why: "author", bySystem: true }];
    await inTransaction(cast.app, (tx) => tell(tx, ctx, [{ personId: reader.id, recordId, event: "commented", ...system }]));
    await expect.poll(times).toBe(1);
    await inTransaction(cast.app, async (tx) => {
      await tell(tx, ctx, [{ personId: reader.id, recordId, event: "request_accepted", ...system }]);
      seeBefore(tx, ctx, recordId);
    });
    expect((await cast.api.as(reader).get("/notices?unread=true")).body.items).toMatchObject([{ event: "request_accepted" }]);
    const before = times();
    await inTransaction(cast.app, async (tx) => seeBefore(tx, ctx, recordId));
    await expect.poll(times).toBe(before + 1);
    expect((await cast.api.as(reader).get("/notices?unread=true")).body.items).toEqual([]);
    stop();
  });

  it.each([
    {},
    { ids: [] },
    { ids: ["x"] },
    { all: false },
    { all: true, ids: ["0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"] },
    { everything: true },
  ])("refuse %j", async (body) => {
    await told("request_accepted");
    expect((await cast.api.as(author).post("/notices/read", body)).status).toBe(400);
    expect(await unread()).toBe(1);
  });

  it("refuse a bad page and who is not signed in", async () => {
    for (const query of ["?limit=0", "?after=x", "?unread=maybe"] as const) expect((await list(query)).status).toBe(400);
    expect((await cast.api.get("/notices")).status).toBe(401);
    expect((await cast.api.get("/notices/count")).status).toBe(401);
    expect((await cast.api.post("/notices/read", { all: true })).status).toBe(401);
  });
});
