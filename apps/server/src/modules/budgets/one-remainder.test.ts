import { leftAfterMinor } from "@tartip/domain/budgets/figures";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { PLAN, seedCompany, type Company } from "../../../test/kit/company.ts";
import { payments, type Payments } from "../../../test/kit/payments.ts";
import { present } from "../../../test/kit/present.ts";

let test: TestApp;
let company: Company;
let pay: Payments;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  await granted();
});
afterAll(() => test.stop());

/** The second of two goes beyond the plan by six per cent and is granted, so that the cell carries an open grant. */
async function granted(): Promise<void> {
  const within = await pay.sent(PLAN * 0.3);
  const id = await pay.sent(PLAN * 0.76);
  for (const one of [within, id]) {
    await pay.approve(company.head, one);
    await pay.approve(company.accountant, one, "normal", { fields: { knp: "710" } });
  }
  await pay.approve(company.cfo, id);
  expect((await pay.approve(company.cfo, id, "over_limit")).status).toBe("waiting");
  expect(await pay.figures()).toMatchObject({ committed: PLAN * 1.06, granted: PLAN * 0.06 });
}

it("is one of a cell with a grant: in My Day, in the form, on the request's and on the budget's page", async () => {
  const amountMinor = 40_000_00;
  const id = await pay.sent(amountMinor / 100);
  const cfo = test.api.as(company.cfo);
  const overMinor = -PLAN * 0.06 * 100;

  const page = (await cfo.get(`/budgets/cells/${company.cellId}`)).body;
  expect(page).toMatchObject({ availableMinor: overMinor, grantedMinor: -overMinor });
  const grid = (await cfo.get(`/budgets/grid?year=2026&branchId=${company.branchId}`)).body;
  const cell = grid.lines.flatMap((line) => line.cells.filter(({ cellId }) => cellId === company.cellId));
  expect(cell).toMatchObject([
    { availableMinor: overMinor, forecastMinor: page.forecastMinor, deviationMinor: page.deviationMinor },
  ]);

  const leftMinor = leftAfterMinor(page, amountMinor);
  const { decisions } = (await test.api.as(company.head).get("/my-day")).body;
  const decision = present(decisions.find((row) => row.id === id));
  expect(decision.budget).toMatchObject({ planMinor: PLAN * 100, thisMinor: amountMinor, leftMinor });

  const { branchId, costItemId } = company;
  const lines = [{ branchId, projectId: null, costItemId, month: "2026-11-01", baseMinor: amountMinor }];
  for (const body of [{ lines }, { lines, requestId: id }]) {
    const { cells } = (await cfo.post("/budgets/impact", body)).body;
    expect(cells[0]?.figures).toMatchObject({ availableMinor: overMinor, amountMinor, leftMinor, missingMinor: amountMinor });
  }

  const [invoice] = (await pay.view(id, company.cfo)).invoices;
  const { splits } = (await cfo.get(`/invoices/${present(invoice).id}`)).body;
  expect(splits).toMatchObject([{ cell: { availableMinor: overMinor, thisMinor: amountMinor, leftMinor } }]);
});
