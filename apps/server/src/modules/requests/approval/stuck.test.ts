import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addPerson } from "../../../../test/kit/cast.ts";
import { seedCompany, type Company } from "../../../../test/kit/company.ts";
import { payments, type Payments } from "../../../../test/kit/payments.ts";
import { present } from "../../../../test/kit/present.ts";

let test: TestApp;
let company: Company;
let pay: Payments;
let admin: { id: string };

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  admin = await addPerson(test.app, "Administrator", ["admin"]);
});
afterAll(() => test.stop());

async function away(who: { id: string }): Promise<void> {
  const reply = await test.api.as(who).post("/absences", { fromDate: "2026-11-16", toDate: "2026-11-20", reason: "отпуск" });
  expect(reply.status, reply.text).toBe(201);
}

it("waits for the administrator where nobody may decide, who names a person and decides nothing", async () => {
  for (const one of [company.ceo, company.head, company.cfo, company.accountant]) await away(one);
  const id = await pay.sent(1_000);
  const { approval, explain } = await pay.view(id);
  const stuck = present(approval?.steps?.find((step) => step.key === "head"));
  expect(stuck).toMatchObject({ status: "open", escalated: true, candidates: [] });
  expect(explain.now).toContainEqual(
    expect.objectContaining({ reason: "name_person", queue: expect.objectContaining({ roleCode: "admin" }) }),
  );
  const day = (await test.api.as(admin).get("/my-day")).body;
  expect(day.waiting).toMatchObject([{ id, reason: "name_person" }]);
  expect((await test.api.as(admin).get("/notices")).body.items).toMatchObject([{ event: "name_person", record: { id } }]);

  const seen = await pay.view(id, admin);
  expect(seen).toMatchObject({ moneyVisible: false, votes: [] });
  const offered = seen.actions.map((one) => one.action);
  expect(offered).toContain("reassign");
  expect(offered).not.toContain("approve");
  // By rank: the head of the department, those above, the chief executive. Away as they are, one of them is asked.
  const { items } = (await test.api.as(admin).get(`/approval-steps/${stuck.id}/nameable`)).body;
  expect(items.map((one) => [one.id, one.absent])).toEqual([
    [company.head.id, true],
    [company.ceo.id, true],
  ]);
  const naming = { stepId: stuck.id, personId: company.head.id };
  expect((await pay.move(company.coordinator, id, "reassign", naming)).status).toBe(403);
  expect((await pay.move(admin, id, "reassign", { ...naming, personId: company.author.id })).problem.code).toBe("segregation");
  for (const { id: personId } of [company.lawyer, company.executor, company.coordinator, company.treasurer, admin]) {
    const refused = await pay.move(admin, id, "reassign", { ...naming, personId });
    expect(refused.status, refused.text).toBe(403);
    expect(refused.problem.detail).toContain("по должности");
  }
  expect((await test.api.as(company.coordinator).get(`/approval-steps/${stuck.id}/nameable`)).status).toBe(404);
  await pay.moved(admin, id, "reassign", naming);
  expect((await pay.view(id, company.head)).votes).toMatchObject([{ stepId: stuck.id }]);
  const acc = present(approval?.steps?.find((step) => step.key === "acc"));
  expect((await test.api.as(admin).get("/my-day")).body.waiting).toMatchObject([{ id, reason: "name_person" }]);
  await pay.moved(admin, id, "reassign", { stepId: acc.id, personId: company.accountant.id });
  expect((await test.api.as(admin).get("/my-day")).body.waiting).toEqual([]);
  expect((await pay.move(admin, id, "reassign", naming)).status).toBe(403);
});
