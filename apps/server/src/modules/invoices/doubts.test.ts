import { afterAll, beforeAll, expect, it } from "vitest";
import { invoiceGuardsForSending } from "./commands.ts";
import { startCast, type Cast } from "./test/cast.ts";

let cast: Cast;

beforeAll(async () => {
  cast = await startCast();
});
afterAll(() => cast.stop());

const doubtsOf = async (id: string) => (await cast.api.as(cast.author).get(`/invoices/${id}`)).body.doubts;
const answer = async (who: { id: string }, id: string, body: object) => {
  const { version } = await cast.status(id);
  return cast.api.as(who).post(`/invoices/${id}/doubts`, { version, ...body });
};
const inTheWay = (requestId: string) =>
  invoiceGuardsForSending(cast.app.db, requestId).then((blockers) => blockers.map(({ code }) => code));
const payVat = (paysVat: boolean, id: string) =>
  cast.app.db.updateTable("counterparties").set({ vat_payer: paysVat }).where("id", "=", id).execute();

it("asks why VAT stands on the invoice of a supplier that pays none, until somebody who runs it says so", async () => {
  const { requestId, invoiceId } = await cast.request();
  const { counterparty_id: supplier, vat_rate: rate } = await cast.app.db
    .selectFrom("invoices")
    .select(["counterparty_id", "vat_rate"])
    .where("id", "=", invoiceId)
    .executeTakeFirstOrThrow();
  expect(Number(rate)).toBeGreaterThan(0);
  await payVat(true, supplier);
  expect(await doubtsOf(invoiceId)).toEqual([]);
  await payVat(false, supplier);
  expect(await doubtsOf(invoiceId)).toEqual([{ doubt: "vat_from_non_payer", reason: null }]);
  expect(await inTheWay(requestId)).toContain("doubt_vat_from_non_payer");
  const said = { doubt: "vat_from_non_payer", reason: "Плательщик с этого месяца" };
  expect((await answer(cast.outsider, invoiceId, said)).status).toBe(404);
  expect((await answer(cast.author, invoiceId, { ...said, doubt: "basis_expired" })).status).toBe(409);
  expect((await answer(cast.author, invoiceId, { ...said, reason: "" })).status).toBe(400);
  expect((await answer(cast.author, invoiceId, { ...said, version: 99 })).problem.code).toBe("stale_version");
  expect((await answer(cast.author, invoiceId, said)).status).toBe(200);
  expect(await inTheWay(requestId)).not.toContain("doubt_vat_from_non_payer");
  expect(await doubtsOf(invoiceId)).toEqual([{ doubt: "vat_from_non_payer", reason: said.reason }]);
  // What was answered was this rate: another one is another doubt.
  await cast.app.db.updateTable("invoices").set({ vat_rate: "12" }).where("id", "=", invoiceId).execute();
  expect((await doubtsOf(invoiceId))?.map(({ reason }) => reason)).toEqual([null, null]);
  await payVat(true, supplier);
});

it("asks when the basis is over, younger than the invoice, or used up by others", async () => {
  const { requestId, invoiceId } = await cast.request();
  const row = await cast.app.db
    .selectFrom("invoices")
    .select(["basis_id as basis", "invoice_date as date", "amount_minor as amount", "currency"])
    .where("id", "=", invoiceId)
    .executeTakeFirstOrThrow();
  const set = (terms: object) =>
    cast.app.db
      .updateTable("documents")
      .set(terms)
      .where("id", "=", row.basis ?? "")
      .execute();
  await set({ doc_date: "2027-01-01", valid_from: null, valid_to: null, amount_minor: null });
  expect(await inTheWay(requestId)).toContain("doubt_basis_after_invoice");
  await set({ doc_date: "2026-01-01", valid_to: "2026-01-31" });
  expect(await inTheWay(requestId)).toContain("doubt_basis_expired");
  await set({ valid_to: null, amount_minor: Number(row.amount) - 1, currency: row.currency });
  expect(await inTheWay(requestId)).toContain("doubt_basis_exceeded");
  await set({ amount_minor: 2 ** 50 });
  expect((await inTheWay(requestId)).filter((code) => code.startsWith("doubt_"))).toEqual([]);
});

it("asks again when other invoices took more of the basis after it was answered", async () => {
  const one = await cast.request();
  const row = await cast.app.db
    .selectFrom("invoices")
    .select(["basis_id as basis", "amount_minor as amount", "currency"])
    .where("id", "=", one.invoiceId)
    .executeTakeFirstOrThrow();
  const terms = { doc_date: "2026-01-01", valid_to: null, amount_minor: 1, currency: row.currency };
  await cast.app.db.updateTable("documents").set(terms).where("id", "=", row.basis ?? "").execute(); // prettier-ignore
  const said = await answer(cast.author, one.invoiceId, { doubt: "basis_exceeded", reason: "Доплата по акту" });
  expect(said.status, said.text).toBe(200);
  expect(await inTheWay(one.requestId)).not.toContain("doubt_basis_exceeded");
  const other = await cast.request();
  const same = await cast.app.db
    .selectFrom("invoices")
    .select("basis_id as basis")
    .where("id", "=", other.invoiceId)
    .executeTakeFirst();
  expect(same?.basis).toBe(row.basis);
  expect(await inTheWay(one.requestId)).toContain("doubt_basis_exceeded");
});

it("keeps the amounts a doubt arose from out of the history of a person who sees none", async () => {
  const { invoiceId } = await cast.request();
  const row = await cast.app.db
    .selectFrom("invoices")
    .select(["basis_id as basis", "amount_minor as amount", "currency"])
    .where("id", "=", invoiceId)
    .executeTakeFirstOrThrow();
  const terms = { doc_date: "2026-01-01", valid_to: null, amount_minor: Number(row.amount) - 1, currency: row.currency };
  await cast.app.db.updateTable("documents").set(terms).where("id", "=", row.basis ?? "").execute(); // prettier-ignore
  const said = await answer(cast.author, invoiceId, { doubt: "basis_exceeded", reason: "Доплата по акту" });
  expect(said.status, said.text).toBe(200);
  expect((await cast.api.as(cast.author).put(`/records/${invoiceId}/watchers/${cast.outsider.id}`)).status).toBe(204);
  const told = async (who: { id: string }) => {
    const { items } = (await cast.api.as(who).get(`/records/${invoiceId}/stream`)).body;
    return items
      .find(({ change }) => change?.action === "invoice.doubt_answered")
      ?.change?.changes.map(({ field }) => field)
      .toSorted();
  };
  expect(await told(cast.author)).toEqual(["doubt", "key"]);
  expect(await told(cast.outsider)).toEqual(["doubt"]);
});
