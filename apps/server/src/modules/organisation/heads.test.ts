import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seedEveryone, walkOf, type Everyone } from "../../../test/hardness/everyone.ts";
import { addPerson } from "../../../test/kit/cast.ts";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";

let test: TestApp;
let everyone: Everyone;

beforeAll(async () => {
  test = await startTestApp();
  everyone = await seedEveryone(test);
});
afterAll(() => test.stop());

it("a new head is asked at once what the one before had not decided", async () => {
  const { head, by, departmentId } = everyone;
  const id = await walkOf(test, everyone).sent(1_000);
  const asked = async (person: { id: string }) => (await test.api.as(person).get(`/requests/${id}`)).body.votes?.length ?? 0;
  expect([await asked(head), await asked(by.head)]).toEqual([1, 0]);
  const admin = test.api.as(by.admin);
  const changed = await admin.patch(`/organisation/departments/${departmentId}`, { version: 1, headId: by.head.id });
  expect(changed.status, changed.text).toBe(200);
  expect([await asked(head), await asked(by.head)]).toEqual([0, 1]);
});

it("is told at once to those who confirm guarded roles, once the company is set up", async () => {
  const { by, departmentId } = everyone;
  const told = async (who: { id: string }) =>
    (await test.api.as(who).get("/notices")).body.items
      .filter(({ event }) => event === "head_named")
      .map(({ params }) => [params["personId"], params["place_en"]]);
  const name = async (headId: string, version: number) =>
    expect((await test.api.as(by.admin).patch(`/organisation/departments/${departmentId}`, { version, headId })).status).toBe(
      200,
    );
  expect(await told(by.ceo)).toEqual([]);
  expect((await test.api.as(by.admin).post("/organisation/set-up/close")).status).toBe(200);
  await name(by.lawyer.id, 2);
  const department = await test.app.db
    .selectFrom("departments")
    .select("code")
    .where("id", "=", departmentId)
    .executeTakeFirstOrThrow();
  expect(await told(by.ceo)).toEqual([[by.lawyer.id, department.code]]);
  for (const who of [by.admin, by.lawyer, by.executor]) expect(await told(who)).toEqual([]);
});

it("names nobody by their own hand, not while the company is set up either", async () => {
  const { by, head, departmentId } = everyone;
  const admin = test.api.as(by.admin);
  const { version, headId } = await test.app.db
    .selectFrom("departments")
    .select(["version", "head_id as headId"])
    .where("id", "=", departmentId)
    .executeTakeFirstOrThrow();
  const named = (to: string | null) => admin.patch(`/organisation/departments/${departmentId}`, { version, headId: to });
  const refused = await named(by.admin.id);
  expect(refused).toMatchObject({ status: 403, body: { code: "segregation" } });
  const name = { ru: "Новое", kk: "Жаңа", en: "New" };
  const own = await admin.post("/organisation/departments", { code: "NEW", name, headId: by.admin.id });
  expect(own).toMatchObject({ status: 403, body: { code: "segregation" } });
  const now = await test.app.db.selectFrom("departments").select("head_id as headId").where("id", "=", departmentId).execute();
  expect(now).toEqual([{ headId }]);
  expect((await named(head.id)).status).toBe(200);
});

describe("a place that is moved or loses its head", () => {
  type Who = { id: string };
  let second: Who;
  /** A place under the head of another one, or under nobody. */
  let [over, beside] = ["", ""];

  beforeAll(async () => {
    const { by } = everyone;
    second = await addPerson(test.app, "Second", ["admin"]);
    [over, beside] = [await place("OVER", by.admin), await place("BESIDE", by.executor)];
  });

  async function place(code: string, head: Who | null, parentId: string | null = null): Promise<string> {
    const row = { code, name: JSON.stringify({ ru: code, kk: code, en: code }), head_id: head?.id ?? null, parent_id: parentId };
    const made = await test.app.db.insertInto("departments").values(row).returning("id").executeTakeFirstOrThrow();
    return made.id;
  }

  async function change(by: Who, id: string, patch: { headId?: string | null; parentId?: string | null }) {
    const row = await test.app.db.selectFrom("departments").select("version").where("id", "=", id).executeTakeFirstOrThrow();
    return test.api.as(by).patch(`/organisation/departments/${id}`, { version: row.version, ...patch });
  }

  const told = async (who: Who, code: string) =>
    (await test.api.as(who).get("/notices")).body.items
      .filter(({ event, params }) => event === "head_named" && params["place_en"] === code)
      .map(({ params }) => params["personId"]);

  it("comes under nobody by their own hand, with a head of its own or without", async () => {
    const { by } = everyone;
    const alone = await place("ALONE", by.lawyer);
    expect(await change(by.admin, alone, { parentId: over })).toMatchObject({ status: 403, body: { code: "segregation" } });
    expect((await change(by.admin, alone, { headId: null })).status).toBe(200);
    expect(await change(by.admin, alone, { parentId: over })).toMatchObject({ status: 403, body: { code: "segregation" } });
    const below = await place("BELOW", by.lawyer, over);
    expect(await change(by.admin, below, { headId: null })).toMatchObject({ status: 403, body: { code: "segregation" } });
    // Away from oneself, and within what one heads, it may go.
    expect((await change(by.admin, below, { parentId: beside })).status).toBe(200);
    const inner = await place("INNER", null, over);
    expect((await change(by.admin, await place("LEAF", null, inner), { parentId: over })).status).toBe(200);
  });

  it("is told to the guardians with the one above who heads it from now on", async () => {
    const { by } = everyone;
    const moved = await place("MOVED", null);
    expect((await change(second, moved, { parentId: over })).status).toBe(200);
    expect(await told(by.ceo, "MOVED")).toEqual([by.admin.id]);
    expect(await told(by.admin, "MOVED")).toEqual([]);
    const left = await place("LEFT", by.lawyer, beside);
    expect((await change(second, left, { headId: null })).status).toBe(200);
    expect(await told(by.ceo, "LEFT")).toEqual([by.executor.id]);
    expect((await change(second, left, { headId: by.lawyer.id })).status).toBe(200);
    expect((await change(second, left, { parentId: over })).status).toBe(200);
    expect(await told(by.ceo, "LEFT")).toEqual([by.lawyer.id, by.executor.id]);
  });

  it("has its open decisions asked of the one above", async () => {
    const { by, head, departmentId } = everyone;
    const asked = async (who: Who, id: string) => (await test.api.as(who).get(`/requests/${id}`)).body.votes?.length ?? 0;
    const id = await walkOf(test, everyone).sent(2_000);
    expect([await asked(head, id), await asked(by.executor, id)]).toEqual([1, 0]);
    expect((await change(second, departmentId, { parentId: beside })).status).toBe(200);
    expect((await change(second, departmentId, { headId: null })).status).toBe(200);
    expect([await asked(head, id), await asked(by.executor, id)]).toEqual([0, 1]);
    expect((await change(second, departmentId, { parentId: over })).status).toBe(200);
    expect([await asked(by.executor, id), await asked(by.admin, id)]).toEqual([0, 1]);
    expect((await change(second, departmentId, { parentId: null, headId: head.id })).status).toBe(200);
    expect(await asked(head, id)).toBe(1);
  });
});
