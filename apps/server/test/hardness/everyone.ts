import { Readable } from "node:stream";
import type { TestApp } from "../kit/app.ts";
import { addPerson } from "../kit/cast.ts";
import { addFile, seedCompany, type Company } from "../kit/company.ts";
import { present } from "../kit/present.ts";

/** Codes of `roles.json`; the matrix and the crowd speak of exactly these. */
export const ROLES = [
  "admin",
  "ceo",
  "head",
  "cfo",
  "coordinator",
  "executor",
  "accountant",
  "treasurer",
  "lawyer",
  "marketing",
  "it",
  "hr",
  "purchaser",
  "auditor",
  "contractor",
] as const;
export type Role = (typeof ROLES)[number];

export interface Everyone extends Company {
  /** One person per role, none of whom takes part in the company's own story. */
  by: Record<Role, { id: string }>;
}

/** The small company of the kit, with a bystander of every role in another department. */
export async function seedEveryone(test: Pick<TestApp, "app">): Promise<Everyone> {
  const company = await seedCompany(test);
  const made: [Role, { id: string }][] = [];
  for (const role of ROLES) {
    const external = role === "contractor";
    made.push([role, await addPerson(test.app, `By${role}`, [role], { department: "IT", branch: "ALA", external })]);
  }
  // reason: the loop above made one entry for every role
  return { ...company, by: Object.fromEntries(made) as Record<Role, { id: string }> };
}

let drafts = 0;

/** Values of a payment as the coordinator fills them in; the amount in whole tenge, less a few tiyn. */
export function paymentValues(company: Company, amount: number, rest: Record<string, unknown> = {}): Record<string, unknown> {
  drafts += 1;
  return {
    title: "Расходные материалы",
    branch: company.branchId,
    counterparty: company.supplierId,
    invoiceNumber: `H-${drafts}-${amount}`,
    invoiceDate: "2026-11-12",
    // A few tiyn less each: the same amount on near days looks like a duplicate.
    amount: amount * 100 - (drafts % 5_000),
    currency: "KZT",
    vatRate: 16,
    payDeadline: "2026-11-27",
    purpose: "Оплата по счёту",
    costItem: company.costItemId,
    budgetMonth: "2026-11",
    payKind: "prepay",
    basisKind: "contract",
    basis: company.contractId,
    ...rest,
  };
}

/** The way of a payment through the API, as its people walk it; each step insists on success. */
export interface Walk {
  draft(amount: number, rest?: Record<string, unknown>): Promise<string>;
  move(who: { id: string }, id: string, action: string, rest?: Record<string, unknown>): Promise<void>;
  submitted(amount: number, rest?: Record<string, unknown>): Promise<string>;
  /** From submitted to its first vote: taken, checked, sent. */
  check(id: string): Promise<void>;
  /** Submitted and checked: waits for its first vote. */
  sent(amount: number, rest?: Record<string, unknown>): Promise<string>;
  approve(who: { id: string }, id: string, rest?: Record<string, unknown>): Promise<void>;
  /** Both votes given. */
  approved(amount: number): Promise<string>;
  /** Its invoice. */
  invoiceOf(id: string): Promise<string>;
}

export function walkOf(test: Pick<TestApp, "app" | "api">, company: Company): Walk {
  const { api } = test;
  const view = async (who: { id: string }, id: string) => insist(await api.as(who).get(`/requests/${id}`), 200).body;

  const walk: Walk = {
    async draft(amount, rest = {}) {
      const body = { type: "payment", values: paymentValues(company, amount, rest) };
      const { id } = insist(await api.as(company.author).post("/requests", body), 201).body;
      await addFile(test.app, id, "invoiceFile", company.author.id, String(drafts % 10));
      return id;
    },
    async move(who, id, action, rest = {}) {
      const { version } = await view(who, id);
      insist(await api.as(who).post(`/requests/${id}/transitions`, { action, version, ...rest }), 200);
    },
    async submitted(amount, rest) {
      const id = await walk.draft(amount, rest);
      await walk.move(company.author, id, "submit");
      return id;
    },
    async sent(amount, rest) {
      const id = await walk.submitted(amount, rest);
      await walk.check(id);
      return id;
    },
    async check(id) {
      await walk.move(company.coordinator, id, "take");
      const { tasks } = await view(company.coordinator, id);
      const check = present(tasks.find((task) => task.stepKey === "check")).id;
      await addFile(test.app, check, null, company.coordinator.id);
      const coordinator = api.as(company.coordinator);
      let task = (await coordinator.get(`/tasks/${check}`)).body;
      if (task.status === "todo") {
        const action = task.assignee === null ? "take" : "start";
        task = insist(await coordinator.post(`/tasks/${check}/transitions`, { action, version: task.version }), 200).body;
      }
      const handIn = { action: "handIn", version: task.version, result: "Сделано" };
      insist(await coordinator.post(`/tasks/${check}/transitions`, handIn), 200);
      await walk.move(company.coordinator, id, "sendForApproval");
    },
    async approve(who, id, rest = {}) {
      const { votes } = await view(who, id);
      await walk.move(who, id, "approve", { stepId: votes[0]?.stepId, ...rest });
    },
    async approved(amount) {
      const id = await walk.sent(amount);
      await walk.approve(company.head, id);
      await walk.approve(company.accountant, id, { fields: { knp: "710" } });
      return id;
    },
    async invoiceOf(id) {
      return present((await view(company.treasurer, id)).invoices[0]).id;
    },
  };
  return walk;
}

function insist<T extends { status: number; text: string }>(reply: T, status: number): T {
  if (reply.status !== status) throw new Error(`expected ${status}, got ${reply.status}: ${reply.text}`);
  return reply;
}

/** Lines of the view that names every broken rule of money and status: must stay empty. */
export async function brokenInvariants({ app }: Pick<TestApp, "app">): Promise<unknown[]> {
  return app.db.selectFrom("invariant_broken").selectAll().execute();
}

/** Gives the kit's files, which are rows only, bytes that can be read. */
export async function fillFiles({ app }: Pick<TestApp, "app">): Promise<void> {
  const blob = await app.store.put(Readable.from([Buffer.from("%PDF-1.4\n%%EOF\n")]), { maxBytes: 100 });
  await app.db
    .updateTable("files")
    .set({ storage_key: blob.key, size_bytes: blob.size, sha256: blob.sha256 })
    .where("storage_key", "like", "test-%")
    .execute();
}
