import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { addDocument, seedCompany, type Company } from "../../../test/kit/company.ts";
import { payments } from "../../../test/kit/payments.ts";

let test: TestApp;
let company: Company;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
});
afterAll(() => test.stop());

const HEADERS = { "content-type": "multipart/form-data; boundary=b" };
const PART = '--b\r\nContent-Disposition: form-data; name="file"; filename="счёт.txt"\r\n\r\ntext\r\n--b--\r\n';

it("takes a file without making its author's form stale", async () => {
  const author = test.api.as(company.author);
  const { id, version } = (await author.post("/requests", { type: "payment" })).body;
  const upload = await author.post(`/records/${id}/files?fieldKey=invoiceFile`, PART, { headers: HEADERS });
  expect(upload.status, upload.text).toBeLessThan(300);
  expect((await author.get(`/records/${id}/files`)).body.items).toMatchObject([{ fieldKey: "invoiceFile" }]);
  const saved = await author.patch(`/requests/${id}`, { version, values: { title: "Оплата расходников" } });
  expect(saved.status, saved.text).toBe(200);
  expect(saved.body.version).toBeGreaterThan(version);
});

it("is offered the documents of the supplier that the rule of the basis accepts", async () => {
  const rest = { authorId: company.author.id, counterpartyId: company.supplierId };
  const act = await addDocument(test.app, { kind: "act", ...rest });
  await addDocument(test.app, { kind: "advance_report", ...rest });
  const { items } = (await test.api.as(company.executor).get(`/requests/basis-options?counterpartyId=${company.supplierId}`))
    .body;
  expect(items.map((one: { id: string }) => one.id).toSorted()).toEqual([act, company.contractId].toSorted());
});

it("is copied without the amounts by who sees the request but not its money", async () => {
  const pay = payments(test, company);
  const id = await pay.sent(1_000);
  const invited = await test.api.as(company.author).put(`/records/${id}/watchers/${company.executor.id}`);
  expect(invited.status, invited.text).toBeLessThan(300);
  expect((await pay.view(id, company.executor)).moneyVisible).toBe(false);
  const copyOf = async (who: { id: string }) => {
    const made = await test.api.as(who).post(`/requests/${id}/copy`);
    expect(made.status, made.text).toBe(201);
    return (await pay.view(made.body.id, who)).values;
  };
  const blind = await copyOf(company.executor);
  expect(blind).toMatchObject({ title: "Расходные материалы", counterparty: company.supplierId });
  expect(blind).not.toHaveProperty("amount");
  expect(await copyOf(company.author)).toMatchObject({ amount: 1_000_00 });
});
