import { assert, expect } from "vitest";
import type { Reply } from "./api.ts";
import type { TestApp } from "./app.ts";
import { addFile, type Company } from "./company.ts";
import type { Body } from "./reply-types.ts";

type Who = { id: string };
type Rest = Record<string, unknown>;
type Card = Body<"get", "/requests/{id}">;
type Moved = Body<"post", "/requests/{id}/transitions">;

/** Payment requests of a test company, moved through the front door. Amounts in whole tenge. */
export interface Payments {
  draft(amount: number, values?: Rest, who?: Who): Promise<{ id: string; version: number }>;
  view(id: string, who?: Who): Promise<Card>;
  move(who: Who, id: string, action: string, rest?: Rest): Promise<Reply<Moved>>;
  /** The same, expecting success. */
  moved(who: Who, id: string, action: string, rest?: Rest): Promise<Moved>;
  approve(who: Who, id: string, kind?: string, rest?: Rest): Promise<Moved>;
  handIn(who: Who, requestId: string, stepKey: string, files?: number): Promise<void>;
  /** Taken, checked, with file and basis, sent to the first round. */
  sent(amount: number, values?: Rest): Promise<string>;
  figures(): Promise<{ actual: number; committed: number; inWork: number; granted: number }>;
}

/** The type a payment is asked for by, and what it calls the fields of the supplied one. */
export interface PaymentForm {
  type: string;
  key: (name: string) => string;
}

const SUPPLIED: PaymentForm = { type: "payment", key: (name) => name };

export function payments(test: TestApp, company: Company, form: PaymentForm = SUPPLIED): Payments {
  let drafts = 0;
  const keyed = (values: Rest): Rest =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [form.key(name), value]));
  const call: Payments = {
    async draft(amount, values = {}, who = company.author) {
      drafts += 1;
      const reply = await test.api
        .as(who)
        .post("/requests", { type: form.type, values: keyed({ ...usual(company, amount, drafts), ...values }) });
      expect(reply.status, reply.text).toBe(201);
      expect(reply.body.fields).toEqual([]);
      return reply.body;
    },
    async view(id, who = company.author) {
      const reply = await test.api.as(who).get(`/requests/${id}`);
      expect(reply.status, reply.text).toBe(200);
      return reply.body;
    },
    async move(who, id, action, rest = {}) {
      const { version } = await call.view(id, who);
      return test.api.as(who).post(`/requests/${id}/transitions`, { action, version, ...rest });
    },
    async moved(who, id, action, rest = {}) {
      const reply = await call.move(who, id, action, rest);
      expect(reply.status, `${action}: ${reply.text}`).toBe(200);
      return reply.body;
    },
    async approve(who, id, kind = "normal", rest = {}) {
      const { votes } = await call.view(id, who);
      const step = votes.find((vote) => vote.kind === kind);
      assert(step, `no open ${kind} step`);
      return call.moved(who, id, "approve", { stepId: step.stepId, ...rest });
    },
    handIn: (who, requestId, stepKey, files = 0) => handIn(test, call, { who, requestId, stepKey, files }),
    async sent(amount, values = {}) {
      const { id } = await call.draft(amount, { basisKind: "contract", basis: company.contractId, ...values });
      await addFile(test.app, id, form.key("invoiceFile"), company.author.id);
      await call.moved(company.author, id, "submit");
      await call.moved(company.coordinator, id, "take");
      await call.handIn(company.coordinator, id, "check", 1);
      await call.moved(company.coordinator, id, "sendForApproval");
      return id;
    },
    async figures() {
      const cell = await test.app.db
        .selectFrom("budget_cells")
        .selectAll()
        .where("id", "=", company.cellId)
        .executeTakeFirstOrThrow();
      const whole = (minor: number): number => minor / 100;
      return {
        actual: whole(cell.actual_minor),
        committed: whole(cell.committed_minor),
        inWork: whole(cell.in_work_minor),
        granted: whole(cell.granted_minor),
      };
    },
  };
  return call;
}

function usual(company: Company, amount: number, nth: number): Rest {
  return {
    title: "Расходные материалы",
    department: company.departmentId,
    branch: company.branchId,
    counterparty: company.supplierId,
    invoiceNumber: `INV-${nth}`,
    invoiceDate: "2026-11-12",
    amount: Math.round(amount * 100),
    currency: "KZT",
    vatRate: 16,
    payDeadline: "2026-11-27",
    purpose: "Оплата по счёту",
    costItem: company.costItemId,
    budgetMonth: "2026-11",
    payKind: "prepay",
  };
}

async function handIn(
  test: TestApp,
  call: Payments,
  job: { who: Who; requestId: string; stepKey: string; files: number },
): Promise<void> {
  const { who, requestId, stepKey, files } = job;
  const { tasks } = await call.view(requestId, who);
  const id = tasks.find((task) => task.stepKey === stepKey)?.id;
  assert(id, `no task of the step ${stepKey}`);
  if (files > 0) await addFile(test.app, id, null, who.id);
  const api = test.api.as(who);
  let task = (await api.get(`/tasks/${id}`)).body;
  if (task.status === "todo") {
    const action = task.assignee === null ? "take" : "start";
    const started = await api.post(`/tasks/${id}/transitions`, { action, version: task.version });
    expect(started.status, started.text).toBe(200);
    task = started.body;
  }
  const done = await api.post(`/tasks/${id}/transitions`, { action: "handIn", version: task.version, result: "Сделано" });
  expect(done.status, done.text).toBe(200);
}
