import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addDocument, seedCompany, type Company } from "../../../../test/kit/company.ts";
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

it("keeps the default of a question that an answer calls for later, as the form shows it", async () => {
  const author = test.api.as(company.author);
  const { id, version } = (await author.post("/requests", { type: "purchase", values: { title: "Тонометры" } })).body;
  const asked = await author.patch(`/requests/${id}`, { version, values: { estAmount: 4_000_000_00 } });
  expect((await author.get(`/requests/${id}`)).body.values).toMatchObject({ offersMin: 3 });
  await author.patch(`/requests/${id}`, { version: asked.body.version, values: { offersMin: null } });
  expect((await author.get(`/requests/${id}`)).body.values).not.toHaveProperty("offersMin", 3);
});

it("is offered the documents of the supplier that the rule of the basis accepts", async () => {
  const rest = { authorId: company.author.id, counterpartyId: company.supplierId };
  const act = await addDocument(test.app, { kind: "act", ...rest });
  await addDocument(test.app, { kind: "advance_report", ...rest });
  const { items } = (await test.api.as(company.executor).get(`/requests/basis-options?counterpartyId=${company.supplierId}`))
    .body;
  expect(items.map((one) => one.id).toSorted()).toEqual([act, company.contractId].toSorted());
});

it("may rest on any document of the supplier, however many there are", async () => {
  const rest = { authorId: company.author.id, counterpartyId: company.supplierId };
  let last = company.contractId;
  for (let n = 0; n < 51; n += 1) last = await addDocument(test.app, { kind: "contract", ...rest });
  const executor = test.api.as(company.executor);
  const { items } = (await executor.get(`/requests/basis-options?counterpartyId=${company.supplierId}`)).body;
  expect(items.map((one) => one.id)).not.toContain(last);
  const values = { basisKind: "contract", basis: last };
  const nowhere = await executor.post("/requests", { type: "payment", values });
  expect(nowhere.body.fields).toEqual([{ field: "basis", code: "unknownReference" }]);
  const made = await executor.post("/requests", { type: "payment", values: { ...values, counterparty: company.supplierId } });
  expect(made.body.fields, made.text).toEqual([]);
});

it("needs a file of the document itself as its basis, not one somebody hung on a comment", async () => {
  const basis = await addDocument(test.app, {
    kind: "contract",
    authorId: company.author.id,
    counterpartyId: company.supplierId,
  });
  const file = await test.app.db.selectFrom("files").select("id").where("record_id", "=", basis).executeTakeFirstOrThrow();
  const { id } = await pay.draft(1_000, { basisKind: "contract", basis });
  await pay.moved(company.author, id, "submit");
  await pay.moved(company.coordinator, id, "take");
  const blocked = async (): Promise<string[]> => {
    const { problem } = await pay.move(company.coordinator, id, "sendForApproval");
    return problem.blockers.map((one) => one.code);
  };
  expect(await blocked()).not.toContain("basis_file_missing");
  const comment = await test.api.as(company.author).post(`/records/${basis}/comments`, { source: "Снимок" });
  await test.app.db.updateTable("files").set({ comment_id: comment.body.id }).where("id", "=", file.id).execute();
  expect(await blocked()).toContain("basis_file_missing");
});

it("is copied without the amounts by who sees the request but not its money", async () => {
  const id = await pay.sent(2_000);
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
  expect(await copyOf(company.author)).toMatchObject({ amount: 2_000_00 });
});

it("shows the invoice file to who sees the money of the request, and to others only that there is one", async () => {
  const id = await pay.sent(3_456);
  await test.api.as(company.author).put(`/records/${id}/watchers/${company.executor.id}`);
  const listed = async (who: { id: string }) => (await test.api.as(who).get(`/records/${id}/files`)).body;
  const file = present((await listed(company.author)).items.find(({ fieldKey }) => fieldKey === "invoiceFile"));
  expect(await listed(company.head)).toMatchObject({
    withheld: 0,
    items: expect.arrayContaining([expect.objectContaining({ id: file.id })]),
  });
  const blind = await listed(company.executor);
  expect(blind.withheld).toBe(1);
  expect(blind.items.map((one) => one.id)).not.toContain(file.id);
  expect((await test.api.as(company.executor).get(`/files/${file.id}/content`)).status).toBe(404);
  // Shown on purpose.
  const shown = await test.api.as(company.author).patch(`/files/${file.id}`, { shared: true });
  expect(shown.status, shown.text).toBe(200);
  expect(await listed(company.executor)).toMatchObject({ withheld: 0, items: [{ id: file.id }] });
});

it("leaves in the journal which fields of a draft were written, not what, and nothing in its history", async () => {
  const { id } = await pay.draft(500);
  const author = test.api.as(company.author);
  const save = async (values: object) => {
    const { version } = await pay.view(id);
    const saved = await author.patch(`/requests/${id}`, { version, values });
    expect(saved.status, saved.text).toBe(200);
  };
  await save({ purpose: "Тайное" });
  await save({ purpose: "Тайное" });
  const lines = await test.app.db
    .selectFrom("audit_events")
    .selectAll()
    .where("entity_id", "=", id)
    .where("action", "=", "request.draft_saved")
    .execute();
  expect(lines).toMatchObject([{ record_id: null, after: { fields: ["purpose"] } }]);
  expect(JSON.stringify(lines)).not.toContain("Тайное");
  const { items } = (await author.get(`/records/${id}/stream?filter=changes`)).body;
  expect(items.filter(({ change }) => change?.action === "request.draft_saved")).toEqual([]);
});
