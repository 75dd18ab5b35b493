import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { brokenInvariants } from "../budgets/questions.ts";
import { approveForRequest, closingDocumentLinked, follow, invoiceGuardsForSending, syncFromRequest } from "./commands.ts";
import { PLAN, startCast, type Cast } from "./test/cast.ts";
import { withKind } from "../../../test/kit/kinds.ts";
import { present } from "../../../test/kit/present.ts";

let cast: Cast;
const events: string[] = [];

beforeAll(async () => {
  cast = await startCast();
});
afterAll(() => cast.stop());
withKind("request", (request) => ({
  ...request,
  childMoved: async (tx, ctx, id, child) => {
    events.push(`${child.event} ${child.id} ${child.status}`);
    await request.childMoved?.(tx, ctx, id, child);
  },
}));
afterEach(async () => {
  expect(await brokenInvariants(cast.app.db)).toEqual([]);
});

/** A request whose invoice is approved by the director and the accountant. */
async function approved(input: Parameters<Cast["request"]>[0] = {}) {
  const made = await cast.request(input);
  await cast.as(cast.author, (tx, ctx) => follow(tx, ctx, made.requestId, "send"));
  await cast.voted(made.requestId, cast.cfo, cast.accountant);
  const answer = await cast.as(cast.cfo, (tx, ctx) => approveForRequest(tx, ctx, made.requestId, []));
  return { ...made, answer };
}

async function move(who: { id: string }, id: string, body: object, key?: string) {
  const { version } = await cast.status(id);
  return cast.api
    .as(who)
    .post(`/invoices/${id}/transitions`, { version, ...body }, key ? { headers: { "idempotency-key": key } } : {});
}

const pay = (id: string, amountMinor: unknown, key: string, who = cast.treasurer) =>
  move(who, id, { action: "pay", paidOn: "2026-11-16", amountMinor, documentNumber: "77" }, key);

describe("with its request", () => {
  it("is received, numbered, found, booked and audited", async () => {
    const { invoiceId, input } = await cast.request();
    const card = await cast.api.as(cast.accountant).get(`/invoices/${invoiceId}`);
    expect(card.status).toBe(200);
    expect(card.body).toMatchObject({
      status: "received",
      amountMinor: input.amountMinor,
      vatRate: "16",
      account: { confirmed: true },
    });
    expect(card.body.number).toMatch(/^СЧ-2026-\d{6}$/);
    expect(card.body.splits?.[0]?.cell?.inWorkMinor).toBeGreaterThanOrEqual(input.amountMinor);
    expect((await cast.auditTrail(invoiceId)).map((line) => line.action)).toEqual(["invoice.created"]);
    await cast.as(cast.author, (tx, ctx) => follow(tx, ctx, input.requestId, "cancel", "лишнее"));
    expect((await cast.status(invoiceId)).status).toBe("cancelled");
  });

  it("follows a change of the request and books it again", async () => {
    const { requestId, invoiceId, input } = await cast.request();
    const splits = [{ ...input.splits[0]!, amountMinor: 500_00 }]; // reason: the cast gives one line
    await cast.as(cast.author, (tx, ctx) => syncFromRequest(tx, ctx, requestId, { ...input, amountMinor: 500_00, splits }));
    const held = await sql<{
      w: number;
    }>`select sum(amount_minor)::bigint as w from budget_entries where record_id = ${invoiceId} and kind = 'in_work'`.execute(
      cast.app.db,
    );
    expect(held.rows[0]?.w).toBe(500_00);
    const [, changed] = await cast.auditTrail(invoiceId);
    expect(changed).toMatchObject({
      action: "invoice.changed",
      before: { amountMinor: input.amountMinor },
      after: { amountMinor: 500_00 },
    });
    await cast.as(cast.author, (tx, ctx) => follow(tx, ctx, requestId, "cancel"));
  });

  it("goes all the way: sent, approved, recalled, resubmitted, approved", async () => {
    const { requestId, invoiceId, answer } = await approved();
    expect(answer).toEqual({ ok: true });
    expect((await cast.status(invoiceId)).status).toBe("approved");
    await cast.as(cast.cfo, (tx, ctx) => follow(tx, ctx, requestId, "recall", "ошибка в счёте"));
    expect((await cast.status(invoiceId)).status).toBe("rework");
    await cast.as(cast.author, (tx, ctx) => follow(tx, ctx, requestId, "resubmit"));
    expect(await cast.as(cast.cfo, (tx, ctx) => approveForRequest(tx, ctx, requestId, []))).toEqual({ ok: true });
    await cast.as(cast.author, (tx, ctx) => follow(tx, ctx, requestId, "cancel", "не нужно"));
    await cast.as(cast.author, (tx, ctx) => follow(tx, ctx, requestId, "reopen", "нужно"));
    expect((await cast.status(invoiceId)).status).toBe("received");
    await cast.as(cast.author, (tx, ctx) => follow(tx, ctx, requestId, "cancel"));
  });

  it("is not reserved over the plan without a grant, and stays where it was", async () => {
    const { requestId, invoiceId, answer } = await approved({ amountMinor: PLAN + 500 });
    expect(answer).toMatchObject({ ok: false, over: { over: true, cells: [{ planMinor: PLAN }] } });
    expect((await cast.status(invoiceId)).status).toBe("approval");
    const missing = !answer.ok ? (answer.over.cells[0]?.missingMinor ?? 0) : 0;
    const cellId = !answer.ok ? (answer.over.cells[0]?.cellId ?? "") : "";
    const votes = await sql<{ id: string }>`select id from approval_votes where record_id = ${requestId}`.execute(cast.app.db);
    const grant = { cellId, maxMinor: missing, voteId: votes.rows[0]?.id ?? "" };
    expect(await cast.as(cast.cfo, (tx, ctx) => approveForRequest(tx, ctx, requestId, [grant]))).toEqual({ ok: true });
    await cast.as(cast.author, (tx, ctx) => follow(tx, ctx, requestId, "cancel", "не нужно"));
  });

  it("refuses its own door for what the request decides", async () => {
    const { requestId, invoiceId } = await cast.request();
    const reply = await move(cast.accountant, invoiceId, { action: "cancel" });
    expect([reply.status, reply.problem.code]).toEqual([403, "segregation"]);
    expect((await cast.auditTrail(invoiceId)).at(-1)).toMatchObject({ result: "refused", rule: "follows_request" });
    await cast.as(cast.author, (tx, ctx) => follow(tx, ctx, requestId, "cancel"));
  });

  it("asks for basis with a file and stops a certain duplicate until the director lets it pass", async () => {
    const first = await cast.request({ invoiceNumber: "№ 007" });
    const second = await cast.request({ invoiceNumber: "7", basisId: null, amountMinor: first.input.amountMinor });
    const blockers = await invoiceGuardsForSending(cast.app.db, second.requestId);
    expect(blockers.map((one) => one.code)).toEqual(["basis_missing", "duplicate_certain"]);
    const { version } = await cast.status(second.invoiceId);
    const path = `/invoices/${second.invoiceId}/duplicate-reason`;
    expect((await cast.api.as(cast.accountant).post(path, { version, reason: "два разных заказа" })).status).toBe(403);
    expect((await cast.api.as(cast.cfo).post(path, { version, reason: "два разных заказа" })).status).toBe(200);
    expect((await invoiceGuardsForSending(cast.app.db, second.requestId)).map((one) => one.code)).toEqual(["basis_missing"]);
    for (const one of [first, second]) await cast.as(cast.author, (tx, ctx) => follow(tx, ctx, one.requestId, "cancel"));
  });
});

describe("paying", () => {
  it("is paid by parts, closes by its document and tells the request", async () => {
    const { invoiceId, input } = await approved();
    expect((await move(cast.treasurer, invoiceId, { action: "sendToPayment" })).status).toBe(200);
    expect((await pay(invoiceId, 400_00, "part")).body).toMatchObject({ status: "in_payment" });
    const over = await pay(invoiceId, input.amountMinor, "over");
    expect([over.status, over.problem.blockers[0]?.code]).toEqual([422, "overpayment"]);
    expect((await pay(invoiceId, input.amountMinor - 400_00, "rest")).body).toMatchObject({ status: "paid" });
    expect(events).toContain(`paid ${invoiceId} paid`);
    const payments = await cast.api.as(cast.treasurer).get(`/invoices/${invoiceId}/payments`);
    expect(payments.body.items.map((one) => one.amountMinor)).toEqual([400_00, input.amountMinor - 400_00]);
    expect((await cast.auditTrail(invoiceId)).map((line) => line.action)).toContain("payment.recorded");
    await cast.as(cast.accountant, (tx, ctx) => closingDocumentLinked(tx, ctx, invoiceId));
    expect((await cast.status(invoiceId)).status).toBe("closed");
  });

  it("closes with the last payment when its closing document was linked before", async () => {
    const { invoiceId, requestId, input } = await approved();
    await move(cast.treasurer, invoiceId, { action: "sendToPayment" });
    await sql`insert into record_links (from_id, to_id, kind, created_by, created_at)
      values (${requestId}, ${cast.basisId}, 'closing', ${cast.author.id}, now())`.execute(cast.app.db);
    await pay(invoiceId, input.amountMinor, "all");
    expect((await cast.status(invoiceId)).status).toBe("closed");
    expect(events.slice(-3)).toEqual([
      `paid ${invoiceId} paid`,
      `status ${invoiceId} closed`,
      `closing_linked ${invoiceId} closed`,
    ]);
  });

  it("pays once when the same key comes three times at once", async () => {
    const { invoiceId, input } = await approved();
    await move(cast.treasurer, invoiceId, { action: "sendToPayment" });
    const { version } = await cast.status(invoiceId);
    const body = { action: "pay", version, paidOn: "2026-11-16", amountMinor: input.amountMinor, documentNumber: "1" };
    const send = () =>
      cast.api.as(cast.treasurer).post(`/invoices/${invoiceId}/transitions`, body, { headers: { "idempotency-key": "thrice" } });
    const replies = await Promise.all([send(), send(), send()]);
    expect(replies.map((reply) => reply.status)).toEqual([200, 200, 200]);
    expect(new Set(replies.map((reply) => reply.text)).size).toBe(1);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from payments where invoice_id = ${invoiceId}`.execute(
      cast.app.db,
    );
    expect(rows[0]?.n).toBe(1);
    expect(
      (
        await move(
          cast.treasurer,
          invoiceId,
          { action: "refund", reason: "возврат", paidOn: "2026-11-16", amountMinor: 100, documentNumber: "2" },
          "back",
        )
      ).body,
    ).toMatchObject({ status: "in_payment" });
    expect(events).toContain(`unpaid ${invoiceId} in_payment`);
  });

  it("demands a key, a real amount, a day that came and a payer who did not vote", async () => {
    const { invoiceId, requestId } = await approved();
    await move(cast.treasurer, invoiceId, { action: "sendToPayment" });
    expect(
      (await move(cast.treasurer, invoiceId, { action: "pay", paidOn: "2026-11-16", amountMinor: 1, documentNumber: "1" }))
        .status,
    ).toBe(400);
    for (const [n, wrong] of [-1, 0, 0.5, 10 ** 16, "5", null].entries())
      expect((await pay(invoiceId, wrong, `wrong${n}`)).status).toBe(400);
    const tomorrow = await move(
      cast.treasurer,
      invoiceId,
      { action: "pay", paidOn: "2026-11-17", amountMinor: 1, documentNumber: "1" },
      "tomorrow",
    );
    expect([tomorrow.status, tomorrow.problem.fields[0]?.field]).toEqual([400, "paidOn"]);
    const voter = await pay(invoiceId, 100, "voter", cast.accountant);
    expect([voter.status, voter.problem.code]).toEqual([403, "segregation"]);
    const stale = await cast.api
      .as(cast.treasurer)
      .post(`/invoices/${invoiceId}/transitions`, { action: "paymentFailed", version: 1, reason: "банк" });
    expect(stale.status).toBe(409);
    expect((await move(cast.treasurer, invoiceId, { action: "paymentFailed", reason: "банк вернул" })).body).toMatchObject({
      status: "approved",
    });
    await cast.as(cast.author, (tx, ctx) => follow(tx, ctx, requestId, "cancel"));
  });

  it("is not sent to payment without a confirmed account and a KNP", async () => {
    const { invoiceId, requestId } = await approved({ knp: null });
    await sql`update bank_accounts set confirmed_at = null, confirmed_by = null`.execute(cast.app.db);
    const reply = await move(cast.treasurer, invoiceId, { action: "sendToPayment" });
    expect([reply.status, reply.problem.blockers.map((one) => one.code)]).toEqual([422, ["account_unconfirmed", "knp_missing"]]);
    await sql`update bank_accounts set confirmed_at = now(), confirmed_by = ${cast.cfo.id}`.execute(cast.app.db);
    await cast.as(cast.author, (tx, ctx) => follow(tx, ctx, requestId, "cancel"));
  });
});

describe("a foreign invoice", () => {
  const rate = (onDate: string, tenge: number) =>
    sql`insert into currency_rates (currency, on_date, rate_micro) values ('USD', ${onDate}, ${tenge * 1_000_000})`.execute(
      cast.app.db,
    );

  it("counts at the rate of its sending, and a dearer payment is granted by the system with a reason owed", async () => {
    await rate("2026-11-10", 500);
    const made = await approved({ currency: "USD", amountMinor: 100_00 });
    const free = await sql<{ id: string; free: number }>`
      select id, plan_minor + granted_minor - actual_minor - committed_minor as free from budget_cells`.execute(cast.app.db);
    const filler = await approved({ amountMinor: free.rows[0]?.free ?? 0 });
    expect(filler.answer).toEqual({ ok: true });
    await rate("2026-11-16", 510);
    await move(cast.treasurer, made.invoiceId, { action: "sendToPayment" });
    await sql`update bank_accounts set currency = 'USD'`.execute(cast.app.db);
    expect((await move(cast.treasurer, made.invoiceId, { action: "sendToPayment" })).status).toBe(200);
    await sql`update bank_accounts set currency = 'KZT'`.execute(cast.app.db);
    expect((await pay(made.invoiceId, 100_00, "dearer")).body).toMatchObject({ status: "paid" });
    const cell = await cast.api.as(cast.cfo).get(`/budgets/cells/${free.rows[0]?.id}`);
    const difference = present(cell.body.entries.find((entry) => entry.cause === "system_grant"));
    expect(difference).toMatchObject({ kind: "grant", amountMinor: 100 * 10_00, reason: null });
    const notice = await sql<{
      event: string;
      params: unknown;
    }>`select event, params from notices where person_id = ${cast.coordinator.id} and record_id = ${made.invoiceId}`.execute(
      cast.app.db,
    );
    // The one responsible for a line may not see amounts of the invoice.
    expect(notice.rows).toEqual([{ event: "budget_difference", params: {} }]);
    const path = `/budgets/entries/${difference.id}/reason`;
    expect((await cast.api.as(cast.outsider).post(path, { reason: "курс вырос" })).status).toBe(404);
    expect((await cast.api.as(cast.treasurer).post(path, { reason: "курс вырос" })).status).toBe(403);
    expect((await cast.api.as(cast.coordinator).post(path, { reason: "курс вырос" })).status).toBe(200);
    const told = await cast.api.as(cast.cfo).get(`/budgets/cells/${free.rows[0]?.id}`);
    expect(told.body.entries.find((entry) => entry.id === difference.id)?.reason).toBe("курс вырос");
    await cast.as(cast.author, (tx, ctx) => follow(tx, ctx, filler.requestId, "cancel"));
  });
});

describe("the registry", () => {
  it("lists, sums and pages what one may see, and nothing else", async () => {
    const made = [await cast.request(), await cast.request(), await cast.request()];
    const ids = made.map((one) => one.invoiceId);
    const query = `/invoices?status=received&counterpartyId=${cast.counterpartyId}&sort=-amount&limit=2` as const;
    const first = await cast.api.as(cast.accountant).get(query);
    expect(first.status).toBe(200);
    const second = await cast.api.as(cast.accountant).get(`${query}&after=${encodeURIComponent(present(first.body.next))}`);
    expect([...first.body.items, ...second.body.items].map((row) => row.id)).toEqual(ids.toReversed());
    const sums = await cast.api.as(cast.accountant).get("/invoices/summary?status=received");
    expect(sums.body).toMatchObject({ count: 3, totals: [{ currency: "KZT", count: 3 }] });
    expect((await cast.api.as(cast.outsider).get("/invoices")).body.items).toEqual([]);
    expect((await cast.api.as(cast.outsider).get("/invoices/summary")).body).toEqual({ count: 0, capped: false, totals: [] });
    const watched = made[0]!; // reason: three were made
    await sql`insert into participants (record_id, person_id, role, since) values (${watched.invoiceId}, ${cast.outsider.id}, 'watcher', now())`.execute(
      cast.app.db,
    );
    const seen = (await cast.api.as(cast.outsider).get("/invoices?sort=amount")).body.items;
    expect(seen.map((row) => row.id)).toEqual([watched.invoiceId]);
    expect(seen[0]).not.toHaveProperty("amountMinor");
    const card = await cast.api.as(cast.outsider).get(`/invoices/${watched.invoiceId}`);
    for (const hidden of ["amountMinor", "splits", "payments", "vatMinor", "account"])
      expect(card.body).not.toHaveProperty(hidden);
    expect((await cast.api.as(cast.outsider).get("/invoices?amountFrom=1")).body.items).toEqual([]);
    for (const one of made) await cast.as(cast.author, (tx, ctx) => follow(tx, ctx, one.requestId, "cancel"));
  });

  it("is not there for outsiders through any route", async () => {
    const { invoiceId, requestId } = await cast.request();
    const outsider = cast.api.as(cast.outsider);
    const replies = [
      await outsider.get(`/invoices/${invoiceId}`),
      await outsider.get(`/invoices/${invoiceId}/payments`),
      await outsider.post(`/invoices/${invoiceId}/transitions`, { action: "sendToPayment", version: 1 }),
      await outsider.post(`/invoices/${invoiceId}/duplicate-reason`, { version: 1, reason: "просто так" }),
    ];
    expect(replies.map((reply) => reply.status)).toEqual([404, 404, 404, 404]);
    expect((await cast.api.get(`/invoices/${invoiceId}`)).status).toBe(401);
    await cast.as(cast.author, (tx, ctx) => follow(tx, ctx, requestId, "cancel"));
  });
});
