import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withKind } from "../../../test/kit/kinds.ts";
import type { LinkChange } from "../kinds.ts";
import { startCast, type Cast, type Person } from "../test/cast.ts";

const MISSING = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";

let cast: Cast;
let author: Person;
let reader: Person;
let outsider: Person;
const reactions: LinkChange[] = [];
let frozen = false;

beforeAll(async () => {
  cast = await startCast();
  author = await cast.person("Ахметова");
  reader = await cast.person("Читалов", { "request.read": "all" });
  outsider = await cast.person("Чужой");
});
withKind("invoice", (own) => ({
  ...own,
  links: {
    changed: async (_tx, _ctx, change) => {
      reactions.push(change);
    },
    blockers: async (tx, ctx, change) => [
      ...((await own.links?.blockers?.(tx, ctx, change)) ?? []),
      ...(frozen ? [{ code: "links_frozen" }] : []),
    ],
  },
}));
afterAll(() => cast.stop());

const links = async (person: Person, record: string) => (await cast.api.as(person).get(`/records/${record}/links`)).body.items;
const link = (person: Person, record: string, body: unknown) => cast.api.as(person).post(`/records/${record}/links`, body);

describe("linking", () => {
  it("is seen from both ends, told to the kind, kept once and in both journals", async () => {
    const invoice = await cast.record(author, { kind: "invoice", status: "paid", title: "Счёт 15" });
    const act = await cast.record(author, { kind: "document", status: "signed", title: "Акт 15", typeCode: "act" });
    await cast.app.db.insertInto("documents").values({ id: act, kind_code: "act" }).execute();
    const made = await link(author, invoice, { toId: act, kind: "closing" });
    expect(made.status).toBe(201);
    expect((await link(author, invoice, { toId: act, kind: "closing" })).body).toEqual(made.body);

    expect(await links(author, invoice)).toMatchObject([
      { link: "closing", direction: "out", other: { id: act, kind: "document", title: "Акт 15", status: "signed" } },
    ]);
    expect(await links(author, act)).toMatchObject([{ direction: "in", other: { id: invoice } }]);
    expect(reactions).toEqual([{ change: "added", link: "closing", fromId: invoice, toId: act }]);
    for (const [record, other] of [
      [invoice, act],
      [act, invoice],
    ] as const) {
      // prettier-ignore
      expect(await cast.auditTrail(record)).toMatchObject([{ action: "link.added", after: { link: "closing", record: other } }]);
    }
    frozen = true;
    const refused = await cast.api.as(author).delete(`/records/${invoice}/links/${made.body.id}`);
    frozen = false;
    expect(refused).toMatchObject({ status: 422, body: { blockers: [{ code: "links_frozen" }] } });
    expect((await cast.api.as(author).delete(`/records/${act}/links/${made.body.id}`)).status).toBe(204);
    expect(await links(author, invoice)).toEqual([]);
    expect(reactions.at(-1)).toMatchObject({ change: "removed", link: "closing" });
    expect((await cast.auditTrail(invoice)).at(-1)).toMatchObject({ action: "link.removed", before: { record: act } });
  });

  it("moves the card's version by a basis alone", async () => {
    const [task, contract] = [
      await cast.record(author, { kind: "task" }),
      await cast.record(author, { kind: "document", status: "signed", typeCode: "contract" }),
    ];
    const version = async () =>
      (await cast.app.db.selectFrom("records").select("version").where("id", "=", task).executeTakeFirstOrThrow()).version;
    await link(author, task, { toId: contract, kind: "related" });
    expect(await version()).toBe(1);
    await link(author, task, { toId: contract, kind: "basis" });
    expect(await version()).toBe(2);
  });

  it("hides the other end from whom it is hidden, and needs sight of both and charge of one", async () => {
    const [open, personal] = [await cast.record(author), await cast.record(author, { restricted: true, typeCode: "hr" })];
    await link(author, open, { toId: personal, kind: "related" });
    expect(await links(author, open)).toHaveLength(1);
    expect(await links(reader, open)).toEqual([]);
    const hidden = await link(reader, open, { toId: personal, kind: "related" });
    const missing = await link(reader, open, { toId: MISSING, kind: "related" });
    expect(hidden).toMatchObject({ status: 400, body: { fields: [{ field: "toId", code: "unknown_record" }] } });
    expect(missing.problem.fields).toEqual(hidden.problem.fields);
    expect((await link(reader, open, { toId: await cast.record(author), kind: "related" })).status).toBe(403);
  });

  const BAD: [string, (record: string) => unknown][] = [
    ["nothing", () => ({})],
    ["an unknown kind", (record) => ({ toId: record, kind: "friend" })],
    ["itself", (record) => ({ toId: record, kind: "related" })],
    ["no id", () => ({ toId: "x", kind: "related" })],
  ];

  it.each(BAD)("refuses %s", async (_name, body) => {
    const record = await cast.record(author);
    expect((await link(author, record, body(record))).status).toBe(400);
    expect(await links(author, record)).toEqual([]);
  });

  const calls: [string, (record: string) => Promise<{ status: number; body: unknown }>][] = [
    ["list", (record) => cast.api.as(outsider).get(`/records/${record}/links`)],
    ["add", (record) => link(outsider, record, { toId: MISSING, kind: "related" })],
    ["remove", (record) => cast.api.as(outsider).delete(`/records/${record}/links/${MISSING}`)],
  ];

  it.each(calls)("%s: a foreign record answers like a missing one", async (_name, call) => {
    const foreign = await call(await cast.record(author));
    const missing = await call(MISSING);
    expect(foreign.status).toBe(404);
    expect({ ...Object(foreign.body), requestId: "" }).toEqual({ ...Object(missing.body), requestId: "" });
  });
});
