import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addPerson } from "../../../../test/kit/cast.ts";
import { addFile, seedCompany, type Company } from "../../../../test/kit/company.ts";
import { payments, type Payments } from "../../../../test/kit/payments.ts";
import { present } from "../../../../test/kit/present.ts";
import { requestMinute } from "../jobs.ts";

type Who = { id: string };
let test: TestApp;
let company: Company;
let pay: Payments;
let purchaser: Who;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  purchaser = await addPerson(test.app, "Purchaser", ["purchaser"], { department: "PUR", managerId: company.ceo.id });
});
afterAll(() => test.stop());

/** A purchase of 20 000 ₸ that is to be ordered. */
async function approved(title: string): Promise<string> {
  const values = {
    title,
    department: company.departmentId,
    branch: company.branchId,
    dueDate: "2026-12-01",
    items: [{ name: title, qty: "10", unit: "уп.", estPrice: 10_000 }],
    deliveryPlace: "Склад",
    recipient: company.executor.id,
    neededBy: "2026-11-28",
    estAmount: 20_000_00,
    costItem: company.costItemId,
    budgetMonth: "2026-11",
  };
  const { id } = (await test.api.as(company.executor).post("/requests", { type: "purchase", values })).body;
  await pay.moved(company.executor, id, "submit");
  await pay.moved(purchaser, id, "take");
  await pay.moved(purchaser, id, "sendForApproval");
  await pay.approve(company.head, id);
  const { version } = await pay.view(id, purchaser);
  await test.api.as(purchaser).patch(`/requests/${id}`, { version, values: { supplier: company.supplierId } });
  await pay.handIn(purchaser, id, "offers", 1);
  await pay.approve(company.head, id);
  return id;
}

/** The same ordered and received; its payment is the draft that ordering opened. */
async function received(title: string): Promise<{ id: string; draftId: string }> {
  const id = await approved(title);
  await pay.handIn(purchaser, id, "order");
  await pay.handIn(company.executor, id, "receive", 1);
  const { items } = (await test.api.as(purchaser).get("/requests?view=drafts")).body;
  return { id, draftId: present(items.find((one) => one.title === title)).id };
}

/** The draft filled in by its author. */
async function filled(draftId: string, invoiceNumber: string, by: Who = purchaser): Promise<void> {
  const { version } = await pay.view(draftId, by);
  const money = { invoiceNumber, invoiceDate: "2026-11-14", amount: 20_000_00, vatRate: "none", payKind: "prepay" };
  const rest = { payDeadline: "2026-11-25", dueDate: "2026-11-25", purpose: "Закуп", budgetMonth: "2026-11" };
  const values = { ...money, ...rest, basisKind: "contract", basis: company.contractId };
  const saved = await test.api.as(by).patch(`/requests/${draftId}`, { version, values });
  expect(saved.body.fields, saved.text).toEqual([]);
  await addFile(test.app, draftId, "invoiceFile", by.id);
}

/** The same and submitted, up to the coordinator who takes it. */
async function filed(draftId: string, invoiceNumber: string): Promise<void> {
  await filled(draftId, invoiceNumber);
  await pay.moved(purchaser, draftId, "submit");
  await pay.moved(company.coordinator, draftId, "take");
}

/** The order in work again and handed in by this person: the draft that it opens for them. */
async function drafted(id: string, by: Who): Promise<string> {
  const order = present((await pay.view(id, by)).tasks.find((task) => task.stepKey === "order"));
  const api = test.api.as(by);
  const { version } = (await api.get(`/tasks/${order.id}`)).body;
  const again = await api.post(`/tasks/${order.id}/transitions`, { action: "reopen", version, reason: "Нет заявки" });
  expect(again.status, again.text).toBe(200);
  await pay.handIn(by, id, "order");
  const found = test.app.db.selectFrom("requests").innerJoin("records", "records.id", "requests.id").select("records.id");
  const mine = found.where("chain_id", "=", id).where("status", "=", "draft").where("author_id", "=", by.id);
  return (await mine.executeTakeFirstOrThrow()).id;
}

async function standing(id: string, who: Who = purchaser) {
  const { status, explain, actions } = await pay.view(id, who);
  const [block] = explain.blocks;
  return {
    status,
    block: block?.code,
    fix: block?.fix ?? null,
    now: explain.now.map((one) => [one.reason, one.person?.id]),
    mayWaive: actions.some((one) => one.action === "waivePayment" && one.allowed),
  };
}

const entriesOf = (recordId: string) =>
  test.app.db.selectFrom("budget_entries").selectAll().where("record_id", "=", recordId).orderBy("id").execute();

const whole = (entries: { kind: string; amount_minor: number }[], kind: string): number =>
  entries.filter((one) => one.kind === kind).reduce((sum, one) => sum + one.amount_minor, 0);

it("a purchase whose order was cancelled by mistake waits for its responsible, who brings the order back and pays", async () => {
  const id = await approved("Отменённый заказ");
  const order = async () => present((await pay.view(id, purchaser)).tasks.find((task) => task.stepKey === "order"));
  const move = async (who: Who, action: string) => {
    const { id: taskId } = await order();
    const { version } = (await test.api.as(who).get(`/tasks/${taskId}`)).body;
    const reply = await test.api.as(who).post(`/tasks/${taskId}/transitions`, { action, version, reason: "Ошибка" });
    expect(reply.status, reply.text).toBe(200);
  };
  await move(company.ceo, "cancel");
  await pay.handIn(company.executor, id, "receive", 1);
  const stopped = await pay.view(id, purchaser);
  expect([stopped.status, (await order()).status]).toEqual(["waiting", "cancelled"]);
  expect(stopped.explain.now.map(({ person }) => person?.id)).toEqual([purchaser.id]);
  await move(purchaser, "restore");
  expect((await order()).status).toBe("todo");
  await pay.handIn(purchaser, id, "order");
  const { items } = (await test.api.as(purchaser).get("/requests?view=drafts")).body;
  expect(items.map(({ title }) => title)).toContain("Отменённый заказ");
});

describe("a purchase whose payment was never filed", () => {
  it("waits for it with its commitment, and says who has the draft", async () => {
    const before = await pay.figures();
    const { id, draftId } = await received("Бахилы");
    const held = { ...before, committed: before.committed + 20_000 };
    expect(await pay.figures()).toEqual(held);
    const draft = { kind: "record", target: draftId };
    const waiting = { status: "waiting", block: "payment_not_filed", now: [["payment_needed", purchaser.id]] };
    expect(await standing(id)).toMatchObject({ ...waiting, fix: draft, mayWaive: false });
    // The draft is its author's alone: others are told whose it is, and get no link.
    expect(await standing(id, company.executor)).toMatchObject({ ...waiting, fix: null });
    expect((await pay.view(id, company.executor)).explain.blocks[0]?.text).toContain("Purchaser");
    const mine = (await test.api.as(purchaser).get("/my-day")).body.waiting;
    expect(mine).toContainEqual(expect.objectContaining({ id, reason: "payment_needed" }));

    const thrown = await test.api.as(purchaser).delete(`/requests/${draftId}`);
    expect(thrown.status, thrown.text).toBe(204);
    const order = present((await pay.view(id, purchaser)).tasks.find((task) => task.stepKey === "order"));
    expect(await standing(id)).toMatchObject({ ...waiting, block: "payment_missing", fix: { kind: "task", target: order.id } });

    // The cure it names: the order in work again opens another draft, and only one.
    const api = test.api.as(purchaser);
    const { version } = (await api.get(`/tasks/${order.id}`)).body;
    const again = await api.post(`/tasks/${order.id}/transitions`, { action: "reopen", version, reason: "Нет заявки" });
    expect(again.status, again.text).toBe(200);
    await pay.handIn(purchaser, id, "order");
    expect(await standing(id)).toMatchObject({ ...waiting });
    expect(await pay.figures()).toEqual(held);
    await test.api.as(company.coordinator).get(`/requests/${id}`);
    await pay.moved(company.coordinator, id, "cancel", { reason: "Не нужно" });
    expect(await pay.figures()).toEqual(before);
  });

  it("waits for somebody else when the one who has the draft leaves, and for them again when they are back", async () => {
    const { id } = await received("Шприцы");
    const admin = await addPerson(test.app, "Admin", ["admin"]);
    const switched = async (how: "deactivate" | "activate") =>
      expect((await test.api.as(admin).post(`/people/${purchaser.id}/${how}`)).status).toBe(200);
    await switched("deactivate");
    // They were the responsible too: their manager is now.
    const { block, now } = await standing(id, company.ceo);
    expect([block, now]).toEqual(["payment_missing", [["payment_needed", company.ceo.id]]]);
    await switched("activate");
    expect((await standing(id)).now).toEqual([["payment_needed", purchaser.id]]);

    // The draft stays unseen; who is awaited has the order in work again and opens one of their own.
    await switched("deactivate");
    await drafted(id, company.ceo);
    expect(await standing(id, company.ceo)).toMatchObject({
      block: "payment_not_filed",
      now: [["payment_needed", company.ceo.id]],
      fix: { kind: "record" },
    });
    await switched("activate");
    await pay.moved(company.coordinator, id, "cancel", { reason: "Не нужно" });
  });

  it("is filed by one of two drafters once: the other files theirs when that is rejected, and takes nothing up beside it", async () => {
    const { id, draftId } = await received("Пинцеты");
    const admin = await addPerson(test.app, "Switching", ["admin"]);
    const switched = async (how: "deactivate" | "activate") =>
      expect((await test.api.as(admin).post(`/people/${purchaser.id}/${how}`)).status).toBe(200);
    await switched("deactivate");
    const second = await drafted(id, company.ceo);
    await switched("activate");
    await filled(second, "P-2", company.ceo);
    await filed(draftId, "P-1");
    const refused = async (who: Who, request: string, action: string, rest: object = {}) => {
      const reply = await pay.move(who, request, action, { ...rest });
      expect([reply.status, reply.problem.blockers?.[0]?.code], reply.text).toEqual([422, "filed_beside"]);
    };
    await refused(company.ceo, second, "submit");
    await pay.moved(company.coordinator, draftId, "reject", { reason: "Счёт не тот" });
    await pay.moved(company.ceo, second, "submit");
    await refused(company.coordinator, draftId, "reopen", { reason: "Всё же тот" });
    await pay.moved(company.coordinator, second, "cancel", { reason: "Хватит" });
    await pay.moved(company.coordinator, draftId, "reopen", { reason: "Всё же тот" });
    await pay.moved(company.coordinator, draftId, "cancel", { reason: "Хватит" });
    await pay.moved(company.coordinator, id, "cancel", { reason: "Не нужно" });
  });

  it("is drafted again by somebody else when its drafter becomes a contractor, who cannot finish the order either", async () => {
    const buyer = purchaser;
    const { id } = await received("Лотки");
    const admin = await addPerson(test.app, "Marking", ["admin"]);
    const card = (await test.api.as(admin).get(`/people/${buyer.id}`)).body;
    const marked = await test.api.as(admin).patch(`/people/${buyer.id}`, { version: card.version, external: true });
    expect(marked.status, marked.text).toBe(200);
    expect((await standing(id, company.ceo)).now).toEqual([["payment_needed", company.ceo.id]]);
    const draft = await drafted(id, company.ceo);
    expect(await standing(id, company.ceo)).toMatchObject({
      block: "payment_not_filed",
      now: [["payment_needed", company.ceo.id]],
      fix: { kind: "record", target: draft },
    });
    await pay.moved(company.coordinator, id, "cancel", { reason: "Не нужно" });
    await test.app.db.updateTable("people").set({ external: false }).where("id", "=", buyer.id).execute();
  });

  it("ends by the accountant's word with a reason, which gives its commitment back exactly once", async () => {
    const before = await pay.figures();
    const { id } = await received("Маски");
    for (const who of [purchaser, company.executor, company.coordinator]) {
      const refused = await pay.move(who, id, "waivePayment", { reason: "Не нужно" });
      expect(refused.status, refused.text).toBe(403);
    }
    expect((await pay.move(company.accountant, id, "waivePayment")).status).toBe(400);
    expect((await standing(id, company.accountant)).mayWaive).toBe(true);
    const { version } = await pay.view(id, company.accountant);
    const body = { action: "waivePayment", version, reason: "Поставщик подарил" };
    const headers = { "idempotency-key": `waive-${id}` };
    const say = () => test.api.as(company.accountant).post(`/requests/${id}/transitions`, body, { headers });
    expect([(await say()).status, (await say()).status]).toEqual([200, 200]);
    expect((await standing(id)).status).toBe("done");
    expect(await pay.figures()).toEqual(before);
    const released = (await entriesOf(id)).filter((one) => one.cause === "payment_not_needed");
    expect(released.map((one) => [one.kind, one.amount_minor])).toEqual([["commit", -20_000_00]]);

    const twice = await pay.move(company.accountant, id, "waivePayment", { reason: "Ещё раз" });
    expect([twice.status, twice.problem.blockers?.[0]?.code], twice.text).toEqual([422, "payment_goes_on"]);
    expect((await pay.moved(company.executor, id, "close")).status).toBe("closed");
    const all = await entriesOf(id);
    expect([whole(all, "commit"), whole(all, "in_work")]).toEqual([0, 0]);
    expect(all.filter((one) => one.kind === "commit" && one.amount_minor < 0)).toHaveLength(1);
    const said = (await test.auditTrail(id)).filter(
      (line) => line.action === "request.waivePayment" && line.result !== "refused",
    );
    expect(said).toMatchObject([{ actorId: company.accountant.id, reason: "Поставщик подарил" }]);
    expect(await test.app.db.selectFrom("invariant_broken").selectAll().execute()).toEqual([]);
    // Reopened, it needs its payment again.
    const receive = present((await pay.view(id)).tasks.find((task) => task.stepKey === "receive"));
    await pay.moved(company.coordinator, id, "reopen", { reason: "Привезли не всё", work: { taskId: receive.id } });
    expect(await pay.figures()).toEqual({ ...before, inWork: before.inWork + 20_000 });
    await pay.moved(company.coordinator, id, "cancel", { reason: "Хватит" });
  });
});

describe("a purchase that is reopened without its payment", () => {
  it("asks the new responsible for it when drafter and responsible have left", async () => {
    const { id } = await received("Салфетки");
    await pay.moved(company.accountant, id, "waivePayment", { reason: "Подарок" });
    await pay.moved(company.executor, id, "close");
    const admin = await addPerson(test.app, "Administrator", ["admin"]);
    const switched = async (how: "deactivate" | "activate") =>
      expect((await test.api.as(admin).post(`/people/${purchaser.id}/${how}`)).status).toBe(200);
    await switched("deactivate");
    const tasks = (await pay.view(id, company.executor)).tasks;
    const receive = present(tasks.find((task) => task.stepKey === "receive"));
    await pay.moved(company.coordinator, id, "reopen", { reason: "Не всё", work: { taskId: receive.id } });
    expect((await pay.view(id, company.ceo)).assignee).toMatchObject({ id: company.ceo.id });
    await pay.handIn(company.executor, id, "receive", 1);
    await pay.moved(company.ceo, id, "sendForApproval");
    // The department decides on the need, then on the offer.
    for (const _ of ["head", "choose"]) await pay.approve(company.head, id);
    expect((await standing(id, company.ceo)).now).toEqual([["payment_needed", company.ceo.id]]);
    await pay.moved(company.coordinator, id, "cancel", { reason: "Хватит" });
    await switched("activate");
  });
});

describe("a purchase whose payment was filed", () => {
  it("cannot be told to need none while that is under way, and again can when it comes to nothing", async () => {
    const before = await pay.figures();
    const { id, draftId } = await received("Халаты");
    await filed(draftId, "H-1");
    expect(await standing(id, company.accountant)).toMatchObject({ status: "waiting", block: "invoice_unpaid", mayWaive: false });
    const early = await pay.move(company.accountant, id, "waivePayment", { reason: "Не нужно" });
    expect([early.status, early.problem.blockers?.[0]?.code], early.text).toEqual([422, "payment_goes_on"]);
    await pay.moved(company.coordinator, draftId, "reject", { reason: "Счёт не тот" });
    expect((await pay.figures()).committed).toBe(before.committed + 20_000);
    expect(await standing(id, company.accountant)).toMatchObject({ block: "payment_needed", mayWaive: true });
    await pay.moved(company.accountant, id, "waivePayment", { reason: "Поставка отменена" });
    expect((await standing(id)).status).toBe("done");
    expect(await pay.figures()).toEqual(before);
  });
});

describe("a purchase whose payment was finished without its rest", () => {
  it("keeps nothing of it once it is closed", async () => {
    const before = await pay.figures();
    const { id, draftId } = await received("Маски");
    await filed(draftId, "M-1");
    await pay.handIn(company.coordinator, draftId, "check", 1);
    await pay.moved(company.coordinator, draftId, "sendForApproval");
    await pay.approve(company.head, draftId);
    await pay.approve(company.accountant, draftId, "normal", { fields: { knp: "710" } });
    const invoice = present((await pay.view(draftId, company.treasurer)).invoices[0]);
    const paid = { amountMinor: 15_000_00, paidOn: "2026-11-16", documentNumber: "7" };
    const moves: [Who, object][] = [
      [company.treasurer, { action: "sendToPayment" }],
      [company.treasurer, { action: "pay", ...paid }],
      [company.accountant, { action: "waiveRest", reason: "Скидка" }],
    ];
    for (const [nth, [who, move]] of moves.entries()) {
      const { version } = (await test.api.as(who).get(`/invoices/${invoice.id}`)).body;
      const headers = { "idempotency-key": `rest-${nth}` };
      const reply = await test.api.as(who).post(`/invoices/${invoice.id}/transitions`, { ...move, version }, { headers });
      expect(reply.status, reply.text).toBe(200);
    }
    expect((await standing(id)).status).toBe("done");
    await pay.moved(company.executor, id, "close");
    expect(await pay.figures()).toEqual({ ...before, actual: before.actual + 15_000 });
  });
});

describe("a purchase that was finished without a payment before", () => {
  it("neither closes by hand nor by itself until the accountant says that none is needed", async () => {
    const before = await pay.figures();
    const { id } = await received("Перчатки");
    await test.app.db.updateTable("records").set({ status: "done" }).where("id", "=", id).execute();
    await test.app.db
      .insertInto("status_log")
      .values({ record_id: id, from_status: "waiting", to_status: "done", action: "complete", at: test.clock.now() })
      .execute();
    const refused = await pay.move(company.executor, id, "close");
    expect([refused.status, refused.problem.blockers?.[0]?.code], refused.text).toEqual([422, "payment_not_filed"]);
    test.clock.advance(30 * 86_400_000);
    await requestMinute.job.run(test.app, {});
    expect((await standing(id)).status).toBe("done");
    expect((await pay.figures()).committed).toBe(before.committed + 20_000);
    await pay.moved(company.accountant, id, "waivePayment", { reason: "Оплачено прежней системой" });
    await requestMinute.job.run(test.app, {});
    test.clock.advance(15 * 86_400_000);
    await requestMinute.job.run(test.app, {});
    expect((await standing(id)).status).toBe("closed");
    expect(await pay.figures()).toEqual(before);
  });
});
