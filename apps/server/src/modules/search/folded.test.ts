import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { addPerson } from "../../../test/kit/cast.ts";
import { seedCompany, type Company } from "../../../test/kit/company.ts";
import { payments } from "../../../test/kit/payments.ts";

let test: TestApp;
let company: Company;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
});
afterAll(() => test.stop());

it("finds in every list what search finds: ё typed as е, Kazakh letters as Russian ones, a BIN in groups", async () => {
  const api = test.api.as(company.cfo);
  const pay = payments(test, company);
  const { id } = await pay.draft(1_000, { title: "Счёт за Әділет" });
  await pay.moved(company.author, id, "submit");
  for (const q of ["счет", "СЧЁТ", "адилет"]) {
    const { items } = (await test.api.as(company.author).get(`/requests?q=${encodeURIComponent(q)}`)).body;
    expect(
      items.map((one) => one.id),
      q,
    ).toEqual([id]);
  }
  const colleague = await addPerson(test.app, "Қожахметұлы", ["executor"]);
  const people = (await api.get(`/people?q=${encodeURIComponent("кожахметулы")}`)).body.items;
  expect(people.map((one) => one.id)).toEqual([colleague.id]);

  const set = { name: "ТОО Тұмар", bin: "981215450123" };
  await test.app.db.updateTable("counterparties").set(set).where("id", "=", company.supplierId).execute();
  for (const q of ["тумар", "9812 1545 0123", "981 215 450 123"]) {
    const { items } = (await api.get(`/counterparties?q=${encodeURIComponent(q)}`)).body;
    expect(
      items.map((one) => one.id),
      q,
    ).toEqual([company.supplierId]);
  }
});
