import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { addPerson } from "../../../test/kit/cast.ts";
import { seedCompany, type Company } from "../../../test/kit/company.ts";
import { payments, type Payments } from "../../../test/kit/payments.ts";

let test: TestApp;
let company: Company;
let pay: Payments;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  const { id } = await pay.draft(7_300, { invoiceNumber: "№ 0077/А" });
  await pay.moved(company.author, id, "submit");
});
afterAll(() => test.stop());

const alike = (who: { id: string }, change: Record<string, string> = {}) => {
  const typed = { invoiceNumber: "77 a", invoiceDate: "2026-11-12", amountMinor: "730000", currency: "KZT" };
  const query = new URLSearchParams({ counterpartyId: company.supplierId, ...typed, ...change });
  return test.api.as(who).get(`/invoices/alike?${query}`);
};

it.each<[string, Record<string, string>, string[]]>([
  ["the same paper", {}, ["certain same"]],
  ["the same number of another day", { invoiceDate: "2026-10-01" }, ["likely number"]],
  ["the same amount a few days apart", { invoiceNumber: "905", invoiceDate: "2026-11-15" }, ["likely amountNearDate"]],
  ["another paper", { invoiceNumber: "905", amountMinor: "1" }, []],
])("tells while it is typed: %s", async (_name, change, expected) => {
  const found = await alike(company.author, change);
  expect(found.status, found.text).toBe(200);
  expect(found.body.items.map(({ level, because }) => `${level} ${because}`)).toEqual(expected);
});

it("tells nothing of invoices whose amounts the reader does not see, and nothing to a contractor", async () => {
  expect((await alike(company.stranger)).body.items).toEqual([]);
  const outside = await addPerson(test.app, "Outside", ["executor"]);
  await test.app.db.updateTable("people").set({ external: true }).where("id", "=", outside.id).execute();
  expect((await alike(outside)).status).toBe(403);
  expect((await alike(company.author, { counterpartyId: company.contractId })).body.items).toEqual([]);
});
