import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import type { Caller } from "../../../test/kit/api.ts";
import { firstAdminToken } from "../../platform/session/first-admin.ts";

let test: TestApp;
let admin: Caller;
const label = (ru: string) => ({ ru, kk: ru, en: ru });

beforeAll(async () => {
  test = await startTestApp({ env: { TARTIP_DEMO: "0" } });
});
afterAll(() => test.stop());

type Added = `/organisation/${"branches" | "departments" | "projects" | "cost-items"}` | "/people" | `/people/${string}/roles`;

async function made(path: Added, body: unknown): Promise<string> {
  const reply = await admin.post(path, body);
  expect(reply.status, reply.text).toBe(201);
  return reply.body.id;
}

const undone = async (): Promise<string[]> => {
  const { steps } = (await admin.get("/organisation/set-up")).body;
  return steps.filter((step) => !step.done).map((step) => step.key);
};

it("an empty company is filled by its first administrator until a person files a request", async () => {
  const token = await firstAdminToken(test.app);
  const first = { token, lastName: "Сергали", firstName: "Данияр", email: "admin@example.kz", password: "long enough words" };
  expect((await test.api.post("/first-admin", first)).status).toBe(200);
  const { id } = await test.app.db.selectFrom("people").select("id").executeTakeFirstOrThrow();
  admin = test.api.as({ id });

  expect(await undone()).toEqual(["branches", "departments", "people", "projects", "rates"]);
  const branchId = await made("/organisation/branches", { code: "ALA", name: label("Алматы"), city: label("Алматы") });
  const departmentId = await made("/organisation/departments", { code: "IT", name: label("ИТ") });
  const group = await made("/organisation/cost-items", { code: "50", name: label("Связь"), kind: "group" });
  await made("/organisation/cost-items", { code: "50.01", name: label("Интернет"), kind: "opex", parentId: group });

  const who = { lastName: "Ахметова", firstName: "Айгуль", email: "a@example.kz", departmentId, branchId };
  const personId = await made("/people", who);
  expect(await undone()).toEqual(["people", "projects", "rates"]);
  await made(`/people/${personId}/roles`, { roleCode: "it" });
  const head = await admin.patch(`/organisation/departments/${departmentId}`, { version: 1, headId: personId });
  expect(head.status, head.text).toBe(200);
  await made("/organisation/projects", { code: "P01", name: "Переезд", branchId, ownerId: personId });
  const rate = await admin.put("/organisation/rates", { currency: "USD", onDate: "2026-11-16", rateMicro: 520_500_000 });
  expect([rate.status, await undone()]).toEqual([204, []]);

  const values = { title: "Не печатает", kind: "setup", system: "Принтер", impact: "one", dueDate: "2026-11-20" };
  const author = test.api.as({ id: personId });
  const draft = (
    await author.post("/requests", { type: "it", values: { ...values, branch: branchId, department: departmentId } })
  ).body;
  const sent = await author.post(`/requests/${draft.id}/transitions`, { action: "submit", version: draft.version });
  expect(sent.body, sent.text).toMatchObject({ status: "new", number: expect.stringMatching(/^ИТ-2026-/) });
  expect((await author.get("/organisation/set-up")).status).toBe(404);
  expect((await author.post("/organisation/set-up/close")).status).toBe(404);
});

it("once closed, guarded roles need a second person", async () => {
  const grant = async (email: string) => {
    const personId = await made("/people", { lastName: "Новый", firstName: "Человек", email });
    return (await admin.post(`/people/${personId}/roles`, { roleCode: "accountant" })).body.status;
  };
  expect(await grant("before@example.kz")).toBe("granted");
  const closed = await admin.post("/organisation/set-up/close");
  expect(closed.body, closed.text).toMatchObject({ closed: true });
  expect(await grant("after@example.kz")).toBe("pending");
  expect((await admin.post("/organisation/set-up/close")).status).toBe(409);
  expect(await test.auditTrail("setUpClosed")).toMatchObject([
    { action: "settings.set_up_closed", before: { setUpClosed: false }, after: { setUpClosed: true } },
  ]);
});
