import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { addPerson } from "../../../test/kit/cast.ts";
import { addFile, seedCompany, type Company } from "../../../test/kit/company.ts";
import { payments, type Payments } from "../../../test/kit/payments.ts";
import { present } from "../../../test/kit/present.ts";

let test: TestApp;
let company: Company;
let pay: Payments;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  await plan(0);
});
afterAll(() => test.stop());

const plan = (minor: number) => sql`update budget_cells set plan_minor = ${minor}`.execute(test.app.db);
const overSteps = async (id: string) => {
  const { approval } = await pay.view(id, company.cfo);
  return present(approval?.steps).filter(({ kind }) => kind === "over_limit");
};
const impact = async (minor: number) => {
  const { branchId, costItemId } = company;
  const lines = [{ branchId, projectId: null, costItemId, month: "2026-11-01", baseMinor: minor }];
  return (await test.api.as(company.cfo).post("/budgets/impact", { lines })).body;
};

it("asks the financial director alone about an excess where a branch has no plan for the year", async () => {
  expect(await impact(100_000_00)).toMatchObject({ over: true, unplanned: true, pct: 10 });
  const id = await pay.sent(100_000);
  expect(await overSteps(id)).toMatchObject([{ figure: { unplanned: true, missingMinor: 100_000_00 } }]);
  await pay.approve(company.head, id);
  await pay.approve(company.accountant, id, "normal", { fields: { knp: "710" } });
  expect((await pay.approve(company.cfo, id, "over_limit")).status).toBe("waiting");
  // The rule of the database knows no exception: what was committed stands on the grant.
  expect(await pay.figures()).toMatchObject({ committed: 100_000, granted: 100_000 });
});

it("keeps the rule of both decisions once anything is planned for the branch and year, or where the company wants it", async () => {
  const { rows } = await sql`insert into settings (key, value) values ('unplannedByCfo', 'false')
    on conflict (key) do update set value = excluded.value returning key`.execute(test.app.db);
  expect(rows).toHaveLength(1);
  await expect.poll(async () => (await impact(100_00)).unplanned).toBe(false);
  expect(await impact(100_00)).toMatchObject({ over: true, pct: 100 });
  await sql`update settings set value = 'true' where key = 'unplannedByCfo'`.execute(test.app.db);
  await expect.poll(async () => (await impact(100_00)).unplanned).toBe(true);
  // A plan somewhere else in the branch and year: this cell was left out on purpose.
  const elsewhere = await sql`insert into budget_cells (line_id, month, plan_minor)
    select line_id, month + interval '1 month', 5 from budget_cells where id = ${company.cellId}
    on conflict (line_id, month) do update set plan_minor = 5 returning id`.execute(test.app.db);
  expect(elsewhere.rows).toHaveLength(1);
  expect(await impact(100_00)).toMatchObject({ over: true, unplanned: false, pct: 100 });
  const id = await pay.sent(7_700);
  expect((await overSteps(id)).map(({ figure }) => figure?.unplanned)).toEqual([undefined, undefined]);
});

it("tells the missing amount to those who decide and to readers of the line, and not to the author: it would tell the remainder", async () => {
  const { author, coordinator, contractId } = company;
  const executor = await addPerson(test.app, "Elsewhere", ["executor"], { department: "IT", branch: "ALA" });
  const { id } = await pay.draft(8_800, { basisKind: "contract", basis: contractId }, executor);
  await addFile(test.app, id, "invoiceFile", executor.id);
  await pay.moved(executor, id, "submit");
  await pay.moved(coordinator, id, "take");
  await pay.handIn(coordinator, id, "check", 1);
  await pay.moved(coordinator, id, "sendForApproval");
  const figures = async (who: { id: string }) =>
    present((await pay.view(id, who)).approval?.steps)
      .filter(({ kind }) => kind === "over_limit")
      .map(({ figure }) => figure !== null);
  expect(await figures(company.cfo)).toEqual([true, true]);
  // A coordinator reads budgets.
  expect(await figures(author)).toEqual([true, true]);
  expect((await pay.view(id, executor)).moneyVisible).toBe(true);
  expect(await figures(executor)).toEqual([false, false]);
});
