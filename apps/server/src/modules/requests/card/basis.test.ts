import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addDocument, addFile, seedCompany, type Company } from "../../../../test/kit/company.ts";
import { payments, type Payments } from "../../../../test/kit/payments.ts";

let test: TestApp;
let company: Company;
let pay: Payments;
/** A contract of the supplier that none of the people below may open by themselves. */
let contract: string;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  contract = await addDocument(test.app, { kind: "contract", authorId: company.lawyer.id, counterpartyId: company.supplierId });
});
afterAll(() => test.stop());

/** What the person is answered at the card, its files, its stream and each of its files. */
async function doors(who: { id: string }): Promise<number[]> {
  const { id: file } = await test.app.db
    .selectFrom("files")
    .select("id")
    .where("record_id", "=", contract)
    .executeTakeFirstOrThrow();
  const api = test.api.as(who);
  const replies = [
    await api.get(`/documents/${contract}`),
    await api.get(`/records/${contract}/files`),
    await api.get(`/records/${contract}/history`),
    await api.get(`/files/${file}`),
  ];
  return replies.map((reply) => reply.status);
}

const CLOSED = [404, 404, 404, 404];

/** A payment of the executor, who chose the contract by its number. */
async function named(): Promise<string> {
  const { id } = await pay.draft(1_500, { basisKind: "contract", basis: contract }, company.executor);
  return id;
}

describe("a document named unseen as the basis", () => {
  it("is not opened by one's own draft, which shows its title without a way in", async () => {
    const id = await named();
    expect(await doors(company.executor)).toEqual(CLOSED);
    const { names } = await pay.view(id, company.executor);
    expect(names.documents).toEqual([{ id: contract, name: "contract 01/2026-03", opens: false }]);
    expect((await test.api.as(company.executor).get(`/records/${id}/links`)).body.items).toEqual([]);
    const search = await test.api.as(company.executor).get("/search?q=01/2026-03");
    expect(search.text).not.toContain(contract);
  });

  it("is read by who decides on the payment, by nobody else of it", async () => {
    const id = await named();
    await addFile(test.app, id, "invoiceFile", company.executor.id);
    await pay.moved(company.executor, id, "submit");
    await pay.moved(company.coordinator, id, "take");
    await pay.handIn(company.coordinator, id, "check", 1);
    expect(await doors(company.head)).toEqual(CLOSED);
    await pay.moved(company.coordinator, id, "sendForApproval");
    expect((await doors(company.head))[0]).toBe(200);
    for (const who of [company.executor, company.coordinator]) expect(await doors(who)).toEqual(CLOSED);
    const [invoice] = (await pay.view(id, company.head)).invoices;
    const basisFor = async (who: { id: string }) => (await test.api.as(who).get(`/invoices/${invoice?.id}`)).body.basis;
    expect(await basisFor(company.head)).toMatchObject({ number: "01/2026-03", title: "contract 01/2026-03", opens: true });
    expect(await basisFor(company.executor)).toMatchObject({ number: "01/2026-03", title: "", opens: false });
  });

  it("stays closed when the same is chosen again, copied and saved once more", async () => {
    const id = await named();
    const executor = test.api.as(company.executor);
    const { version } = await pay.view(id, company.executor);
    await executor.patch(`/requests/${id}`, { version, values: { title: "Ещё раз", basis: contract } });
    const copy = await executor.post(`/requests/${id}/copy`);
    expect(copy.status, copy.text).toBe(201);
    expect(await doors(company.executor)).toEqual(CLOSED);
  });
});

it("shows a document to the readers of a payment whose author sees it", async () => {
  const { id } = await pay.draft(1_600, { basisKind: "contract", basis: company.contractId });
  await pay.moved(company.author, id, "submit");
  await pay.moved(company.coordinator, id, "take");
  expect((await test.api.as(company.coordinator).get(`/documents/${company.contractId}`)).status).toBe(200);
  expect((await pay.view(id, company.coordinator)).names.documents).toMatchObject([{ id: company.contractId, opens: true }]);
});
