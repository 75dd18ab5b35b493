import { afterAll, beforeAll, expect, it } from "vitest";
import { seedEveryone, walkOf, type Everyone } from "../../../test/hardness/everyone.ts";
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
