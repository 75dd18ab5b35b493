import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addPerson } from "../../../../test/kit/cast.ts";
import { addFile, seedCompany, type Company } from "../../../../test/kit/company.ts";
import { payments, type Payments } from "../../../../test/kit/payments.ts";
import { present } from "../../../../test/kit/present.ts";

let test: TestApp;
let company: Company;
let pay: Payments;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
});
afterAll(() => test.stop());

it("answers who hands a decision on, and lets them see what becomes of it", async () => {
  const { executor, lawyer, accountant, supplierId, departmentId, branchId } = company;
  const colleague = await addPerson(test.app, "Colleague", ["accountant"], { managerId: company.cfo.id });
  const about = { title: "Договор уборки", counterparty: supplierId, docKind: "contract", subject: "Уборка" };
  const term = { validFrom: "2026-12-26", validTo: "2027-12-25", signatory: company.ceo.id };
  const values = { department: departmentId, branch: branchId, dueDate: "2026-12-25", ...about, ...term };
  const { id } = (await test.api.as(executor).post("/requests", { type: "contract", values })).body;
  await addFile(test.app, id, "draftFile", executor.id);
  await pay.moved(executor, id, "submit");
  await pay.moved(lawyer, id, "take");
  await pay.handIn(lawyer, id, "kyc");
  await pay.moved(lawyer, id, "sendForApproval");
  const { stepId } = present((await pay.view(id, accountant)).votes[0]);
  const moved = await pay.moved(accountant, id, "reassign", { stepId, personId: colleague.id });
  expect(moved.id).toBe(id);
  expect((await pay.view(id, accountant)).votes).toEqual([]);
  expect((await pay.view(id, colleague)).votes.map((vote) => vote.stepId)).toEqual([stepId]);
});
