import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { proveRounds } from "../../../../tools/testing/prove.ts";
import { brokenInvariants, seedEveryone, walkOf, type Everyone, type Walk } from "../hardness/everyone.ts";
import type { Reply } from "../kit/api.ts";
import type { Body } from "../kit/reply-types.ts";
import { startTestApp, type TestApp } from "../kit/app.ts";
import { addPerson } from "../kit/cast.ts";
import { PLAN } from "../kit/company.ts";
import { present } from "../kit/present.ts";

const AT_ONCE = 32;
let test: TestApp;
let company: Everyone;
let walk: Walk;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedEveryone(test);
  walk = walkOf(test, company);
});
afterAll(() => test.stop());

const statuses = (replies: Reply[]): number[] => replies.map((reply) => reply.status).toSorted((a, b) => a - b);

async function page(who: { id: string }, id: string): Promise<Body<"get", "/requests/{id}">> {
  const reply = await test.api.as(who).get(`/requests/${id}`);
  expect(reply.status, reply.text).toBe(200);
  return reply.body;
}

/** An action ready to be sent with the version and step this person sees now. */
async function ready(who: { id: string }, id: string, action: string, rest: Record<string, unknown> = {}) {
  const { version, votes } = await page(who, id);
  const stepId = votes[0]?.stepId;
  const body = { action, version, ...(stepId ? { stepId } : {}), ...rest };
  return async (headers: Record<string, string> = {}) => {
    let reply = await test.api.as(who).post(`/requests/${id}/transitions`, body, { headers });
    // «Busy, come again» is an honest answer of a crowded machine; nothing has happened then.
    for (let again = 0; reply.status === 503 && again < 100; again += 1) {
      reply = await test.api.as(who).post(`/requests/${id}/transitions`, body, { headers });
    }
    return reply;
  };
}

async function cell() {
  return test.app.db.selectFrom("budget_cells").selectAll().where("id", "=", company.cellId).executeTakeFirstOrThrow();
}

async function deadlocks(): Promise<number> {
  const { rows } = await sql<{
    deadlocks: number;
  }>`select deadlocks::int from pg_stat_database where datname = current_database()`.execute(test.app.db);
  return rows[0]?.deadlocks ?? 0;
}

describe("thirty-two at once", () => {
  const ids: string[] = [];

  it("are numbered without a gap or a double", async () => {
    ids.push(...(await Promise.all(Array.from({ length: AT_ONCE }, () => walk.draft(PLAN / 20)))));
    const submits = await Promise.all(ids.map((id) => ready(company.author, id, "submit")));
    const replies = await Promise.all(submits.map((submit) => submit()));
    expect(statuses(replies)).toEqual(Array.from({ length: AT_ONCE }, () => 200));
    const numbers = replies.map((reply) => Number(present(reply.body.number).slice(-6))).toSorted((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: AT_ONCE }, (_, n) => n + 1));
  });

  it("never overspend the one cell they all ask for", async () => {
    for (let from = 0; from < AT_ONCE; from += 4) {
      await Promise.all(ids.slice(from, from + 4).map((id) => walk.check(id).then(() => walk.approve(company.head, id))));
    }
    const last = { fields: { knp: "710" } };
    const votes = await Promise.all(ids.map((id) => ready(company.accountant, id, "approve", last)));
    const replies = await Promise.all(votes.map((vote) => vote()));
    expect(statuses(replies)).toEqual(Array.from({ length: AT_ONCE }, () => 200));
    const { plan_minor, granted_minor, committed_minor, actual_minor } = await cell();
    expect(committed_minor + actual_minor).toBeLessThanOrEqual(plan_minor + granted_minor);
    const settled = replies.map((reply) => reply.body.status);
    expect(settled.filter((status) => status === "waiting")).toHaveLength(20);
    const committed = replies.filter((reply) => reply.body.status === "waiting");
    expect(committed_minor).toBe(committed.reduce((sum, reply) => sum + Number(reply.body.values["amount"]), 0));
    for (const { body } of replies.filter((reply) => reply.body.status === "approval")) {
      expect(body.approval?.steps?.some((step) => step.kind === "over_limit" && step.status === "open")).toBe(true);
    }
    expect(await brokenInvariants(test)).toEqual([]);
  });

  it("leave no deadlock behind", async () => {
    expect(await deadlocks()).toBe(0);
  });
});

describe("many comments that mention people", () => {
  it("do not starve each other of connections", async () => {
    const id = await walk.submitted(100);
    const body = { source: "Посмотрите", mentions: [company.head.id, company.coordinator.id, company.accountant.id] };
    const comment = () => test.api.as(company.author).post(`/records/${id}/comments`, body);
    const replies = await Promise.all(Array.from({ length: AT_ONCE }, comment));
    expect(statuses(replies)).toEqual(Array.from({ length: AT_ONCE }, () => 201));
  });
});

describe("two at once", () => {
  it("one vote sent twice counts once", async () => {
    for (let round = 0; round < proveRounds(20); round += 1) {
      const id = await walk.sent(100);
      const vote = await ready(company.head, id, "approve");
      expect(statuses(await Promise.all([vote(), vote()]))).toEqual([200, 409]);
      const again = await walk.sent(100);
      const keyed = await ready(company.head, again, "approve");
      const key = { "idempotency-key": `vote-${again}` };
      const [first, second] = await Promise.all([keyed(key), keyed(key)]);
      expect([first?.status, second?.status]).toEqual([200, 200]);
      const { rows } = await sql`select 1 from approval_votes where record_id in (${id}, ${again}) and not merged`.execute(
        test.app.db,
      );
      expect(rows).toHaveLength(2);
    }
  });

  it("two people moving the same version: one moves it, the other is told", async () => {
    const id = await walk.submitted(100);
    const other = await addPerson(test.app, "Second", ["coordinator"], { department: "OPS" });
    const moves = [await ready(company.coordinator, id, "take"), await ready(other, id, "take")];
    const replies = await Promise.all(moves.map((move) => move()));
    const won = replies.filter((reply) => reply.status === 200);
    expect(won).toHaveLength(1);
    expect(statuses(replies)).toEqual([200, 409]);
    const [winner] = won;
    expect((await page(company.author, id)).assignee?.id).toBe(present(winner?.body.assignee).id);
  });

  it("two decisions on the same version: one is taken", async () => {
    for (let round = 0; round < proveRounds(20); round += 1) {
      const id = await walk.sent(100);
      const approve = await ready(company.head, id, "approve");
      const reject = await ready(company.head, id, "reject", { reason: "Не нужно" });
      const replies = await Promise.all([approve(), reject()]);
      expect(statuses(replies)).toEqual([200, 409]);
      expect(await brokenInvariants(test)).toEqual([]);
    }
  });

  it("two payers clicking twice with one key pay once", async () => {
    const { count, amount } = { count: 3, amount: 10_000 };
    const id = await approvedBeside(amount);
    const invoice = await walk.invoiceOf(id);
    const api = test.api.as(company.treasurer);
    const open = (await api.get(`/invoices/${invoice}`)).body;
    const toPayment = { action: "sendToPayment", version: open.version };
    const sent = await api.post(`/invoices/${invoice}/transitions`, toPayment, {
      headers: { "idempotency-key": `to-${invoice}` },
    });
    expect(sent.status, sent.text).toBe(200);
    const pay = {
      action: "pay",
      version: sent.body.version,
      paidOn: "2026-11-16",
      amountMinor: open.amountMinor,
      documentNumber: "7",
    };
    const click = (key: string) => api.post(`/invoices/${invoice}/transitions`, pay, { headers: { "idempotency-key": key } });
    const clicks = await Promise.all(Array.from({ length: count }, () => click("one")));
    expect(statuses(clicks)).toEqual([200, 200, 200]);
    expect(new Set(clicks.map((reply) => reply.text)).size).toBe(1);
    const other = await click("another");
    expect([409, 422], other.text).toContain(other.status);
    const spoiled = await api.post(`/invoices/${invoice}/transitions`, { ...pay, documentNumber: "8" }, { headers: { "idempotency-key": "one" } }); // prettier-ignore
    expect(spoiled.problem.code).toBe("idempotency_conflict");
    const payments = await test.app.db.selectFrom("payments").selectAll().where("invoice_id", "=", invoice).execute();
    expect(payments).toHaveLength(1);
    expect(await brokenInvariants(test)).toEqual([]);
    expect(await deadlocks()).toBe(0);
  });
});

/** A payment that fits although the cell is full: the financial director grants the missing amount. */
async function approvedBeside(amount: number): Promise<string> {
  const id = await walk.sent(amount);
  await walk.approve(company.head, id);
  await walk.approve(company.accountant, id, { fields: { knp: "710" } });
  for (const decider of [company.cfo, company.cfo, company.ceo]) {
    const { status, votes } = await page(decider, id);
    if (status === "approval" && votes.length > 0) await walk.approve(decider, id);
  }
  expect((await page(company.cfo, id)).status).toBe("waiting");
  return id;
}
