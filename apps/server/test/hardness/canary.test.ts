import { mayRead, seesMoney } from "@tartip/domain/access/visibility";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../kit/app.ts";
import { LISTED, readJson } from "../kit/json.ts";
import { fillFiles, seedEveryone, walkOf, type Everyone } from "./everyone.ts";
import { factsOfAll } from "./facts.ts";
import { operationsOf } from "./operations.ts";

// Thousands of questions: minutes on a crowded machine.
/** Stands in every place where an amount of the hidden payment can stand; nothing else in the company looks like it. */
const AMOUNT_MINOR = 73_918_264;
const AMOUNT = /73918264|739[\s\u00a0\u202f]?182[.,]64/u;
/** As the database would keep another one, after a change of the amount. */
const CHANGED_MINOR = 73_918_277;
const CHANGED = /73918277|739[\s\u00a0\u202f]?182[.,]77/u;
const IBAN = "KZ31722A503379800938";
const HR_TITLE = "КАНАРЕЙКА-ТЕМА";
const HR_TEXT = "КАНАРЕЙКА-ТЕКСТ";
const INTERNAL = "КАНАРЕЙКА-ВНУТРИ";

let test: TestApp;
let everyone: Everyone;
let paymentId: string;
let hrId: string;
let people: [label: string, person: { id: string }][];

beforeAll(async () => {
  test = await startTestApp();
  everyone = await seedEveryone(test);
  paymentId = await hiddenPayment();
  hrId = await hiddenHr();
  await fillFiles(test);
  const { by, ...company } = everyone;
  const { author, executor, stranger } = company;
  people = Object.entries({ ...by, author, executorOfOps: executor, stranger });
});
afterAll(() => test.stop());

/** A payment with a watcher, a doer, a contractor, comments, a changed amount, votes and a return: traces everywhere. */
async function hiddenPayment(): Promise<string> {
  const walk = walkOf(test, everyone);
  const { api } = test;
  const { coordinator, head, by } = everyone;
  const id = await walk.sent(0, { amount: AMOUNT_MINOR, title: "Скрытая оплата" });
  const done = async (reply: Promise<{ status: number; text: string }>): Promise<void> => {
    const { status, text } = await reply;
    expect(status, text).toBeLessThan(300);
  };
  await done(api.as(coordinator).put(`/records/${id}/watchers/${by.executor.id}`));
  for (const person of [by.marketing, by.contractor]) {
    await done(api.as(coordinator).post("/tasks", { title: "Сверить", requestId: id, assigneeId: person.id }));
  }
  await done(api.as(coordinator).post(`/records/${id}/comments`, { source: INTERNAL }));
  await done(api.as(coordinator).post(`/records/${id}/comments`, { source: "Виден и снаружи", shared: true }));
  await walk.approve(head, id);
  const { version } = (await api.as(coordinator).get(`/requests/${id}`)).body;
  await done(api.as(coordinator).patch(`/requests/${id}`, { version, values: { amount: CHANGED_MINOR } }));
  return id;
}

async function hiddenHr(): Promise<string> {
  const { api } = test;
  const author = api.as(everyone.executor);
  const values = { title: HR_TITLE, description: HR_TEXT, kind: "dismissal", personalDataConsent: true, dateFrom: "2026-12-01", dateTo: "2026-12-05", dueDate: "2026-11-30" }; // prettier-ignore
  const made = await author.post("/requests", { type: "hr", values });
  expect(made.status, made.text).toBe(201);
  const { version } = (await author.get(`/requests/${made.body.id}`)).body;
  const sent = await author.post(`/requests/${made.body.id}/transitions`, { action: "submit", version });
  expect(sent.status, sent.text).toBe(200);
  return made.body.id;
}

/** Everything the API tells this person without being asked to change anything. */
async function everythingTold(person: { id: string }): Promise<Map<string, string>> {
  const told = new Map<string, string>();
  const fresh = await test.app.db
    .selectFrom("records")
    .select(["id", "kind"])
    .where("created_at", ">", new Date("2026-11-10T00:00:00Z"))
    .execute();
  const ofKind = (kind: string): string[] => fresh.filter((row) => row.kind === kind).map((row) => row.id);
  const fill: Record<string, string[]> = {
    records: fresh.map((row) => row.id),
    requests: ofKind("request"),
    tasks: ofKind("task"),
    invoices: ofKind("invoice"),
    documents: [everyone.contractId],
    counterparties: [everyone.supplierId],
    files: (await test.app.db.selectFrom("files").select("id").execute()).map((row) => row.id),
    people: [everyone.author.id],
    budgets: [everyone.cellId],
  };
  const api = test.api.as(person);
  for (const { method, path } of await operationsOf(test)) {
    if (method !== "GET") continue;
    const ids = fill[path.split("/")[3] ?? ""] ?? [];
    const urls = path.includes("{id}") ? ids.map((id) => path.replace("{id}", id)) : [path];
    for (const url of path.endsWith("/search") ? SEARCHES : path.endsWith("/grid") ? [`${path}?year=2026`] : urls) {
      const { status, text } = await api.get(url);
      expect(status, `${url}: ${text}`).toBeLessThan(500);
      if (status === 200) told.set(url, text);
    }
  }
  return told;
}

const SEARCHES = ["Скрытая", "КАНАРЕЙКА", "73918264", "Сверить", IBAN, "HR-2026"].map(
  (q) => `/api/v1/search?q=${encodeURIComponent(q)}`,
);

function tellingOf(told: Map<string, string>, canary: RegExp | string): string[] {
  const found = typeof canary === "string" ? (text: string) => text.includes(canary) : (text: string) => canary.test(text);
  return [...told].filter(([, text]) => found(text)).map(([url]) => url);
}

describe("what is hidden is told through no door", () => {
  it("to anybody of the company", async () => {
    const facts = await factsOfAll(test);
    const leaks: string[] = [];
    const seen = { amount: 0, iban: 0, hr: 0 };
    for (const [label, person] of people) {
      const actor = await test.app.sessions.actors.fresh(person.id);
      const payment = facts.get(paymentId);
      const hr = facts.get(hrId);
      if (!actor || !payment || !hr) throw new Error("the stage is not set");
      const told = await everythingTold(person);
      // Anyone who reads budgets, or answers for the line, sees what is spent from it.
      const budget = actor.grants.some((grant) => grant.permission === "budget.read") || person.id === everyone.executor.id;
      const check = (canary: RegExp | string, may: boolean): number => {
        const where = tellingOf(told, canary);
        if (!may) leaks.push(...where.map((url) => `${label}: ${String(canary)} in ${url}`));
        return where.length;
      };
      const money = seesMoney(actor, payment) || budget;
      seen.amount += check(AMOUNT, money) + check(CHANGED, money);
      seen.iban += check(IBAN, money || actor.grants.some((grant) => grant.permission.startsWith("bankAccount.")));
      seen.hr += check(HR_TITLE, mayRead(actor, hr)) + check(HR_TEXT, mayRead(actor, hr)) + check(hrId, mayRead(actor, hr));
      check(INTERNAL, mayRead(actor, payment) && !actor.external);
    }
    expect(leaks).toEqual([]);
    // The same search finds them where they may be seen: the canaries are alive.
    expect(Math.min(seen.amount, seen.iban, seen.hr)).toBeGreaterThan(0);
  });

  it("to a contractor beyond the own task", async () => {
    const told = await everythingTold(everyone.by.contractor);
    const { items: tasks } = readJson(LISTED, told.get("/api/v1/tasks") ?? "{}");
    expect(tasks).toHaveLength(1);
    expect(tellingOf(told, "Скрытая оплата")).toEqual([]);
    expect(tellingOf(told, "Медснаб")).toEqual([]);
    expect(tellingOf(told, /(?<!bycontractor)@test\.example/u)).toEqual([]);
    const inTask = [everyone.by.contractor.id, everyone.coordinator.id];
    const known = readJson(LISTED, told.get("/api/v1/people") ?? "{}").items.map(({ id }) => id);
    expect(known.toSorted()).toEqual(inTask.toSorted());
    for (const path of ["requests", "invoices", "documents", "counterparties"]) {
      const list = told.get(`/api/v1/${path}`);
      if (list === undefined) continue;
      expect(readJson(LISTED, list).items, path).toEqual([]);
    }
  });

  it("to the doer of one step of a personnel request", async () => {
    const { by } = everyone;
    const since = new Date("2026-11-16T04:00:00Z");
    await test.app.db
      .insertInto("participants")
      .values({ record_id: hrId, person_id: by.marketing.id, role: "task", since })
      .execute();
    const told = await everythingTold(by.marketing);
    expect(told.has(`/api/v1/requests/${hrId}`)).toBe(true);
    expect(tellingOf(told, HR_TITLE)).toEqual([]);
    expect(tellingOf(told, HR_TEXT)).toEqual([]);
  });

  it("to personnel's superiors and keepers of the system, unless they are asked", async () => {
    const { by } = everyone;
    for (const person of [by.admin, by.head, by.ceo, by.auditor, by.cfo]) {
      expect((await test.api.as(person).get(`/requests/${hrId}`)).status).toBe(404);
    }
    for (const person of [by.hr, everyone.executor])
      expect((await test.api.as(person).get(`/requests/${hrId}`)).status).toBe(200);
  });
});
