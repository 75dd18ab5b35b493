import type { Actor } from "@tartip/domain/access/actor";
import { mayRead, readLevel, seesMoney, type RecordFacts } from "@tartip/domain/access/visibility";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { proveSeed } from "../../../../tools/testing/prove.ts";
import type { Context } from "../../src/platform/context.ts";
import { inTransaction } from "../../src/platform/db/transaction.ts";
import { kindOf } from "../../src/records/kinds.ts";
import { visibleIds } from "../../src/records/visibility.ts";
import type { Reply } from "../kit/api.ts";
import { startTestApp, type TestApp } from "../kit/app.ts";
import { seedCrowd, type Crowd, type CrowdKind } from "./crowd.ts";
import { factsOfAll } from "./facts.ts";
import { randomFrom, type Random } from "./random.ts";

// Thousands of questions: minutes on a crowded machine.
const SIZE = 60;
let test: TestApp;
let crowd: Crowd;
let facts: Map<string, RecordFacts>;
let random: Random;
let actors: { label: string; actor: Actor }[];

beforeAll(async () => {
  test = await startTestApp();
  random = randomFrom(proveSeed("visibility twin"));
  crowd = await seedCrowd(test, random, SIZE);
  facts = await factsOfAll(test);
  actors = [];
  for (const { id, label } of crowd.people) {
    const actor = await test.app.sessions.actors.fresh(id);
    if (actor) actors.push({ label, actor });
  }
  expect(actors).toHaveLength(crowd.people.length);
});
afterAll(() => test.stop());

const factsOf = (id: string): RecordFacts => {
  const found = facts.get(id);
  if (!found) throw new Error(`no facts of ${id}`);
  return found;
};

/** Ids of a kind that the pure policy shows this person. */
function expected(actor: Actor, kind: CrowdKind): string[] {
  return [...facts].filter(([, of]) => of.kind === kind && mayRead(actor, of)).map(([id]) => id).toSorted(); // prettier-ignore
}

type Row = Record<string, unknown> & { id: string };

const LISTS: Record<CrowdKind, string[]> = {
  request: ["/requests", "/requests?view=drafts"],
  task: ["/tasks"],
  invoice: ["/invoices"],
  document: ["/documents"],
  counterparty: ["/counterparties"],
};

/** A page of any list. */
function pageOf({ body }: Reply): { items: Row[]; next: string | null } {
  // reason: the list is picked at run time, so its path does not say the type; pages of all lists have these two
  return body as { items: Row[]; next: string | null };
}

/** Every row that a person's lists hold, page by page. */
async function listed(actor: Actor, kind: CrowdKind): Promise<Row[]> {
  const rows: Row[] = [];
  for (const path of LISTS[kind]) rows.push(...(await everyPage(actor, path)));
  return rows;
}

async function everyPage(actor: Actor, path: string): Promise<Row[]> {
  const rows: Row[] = [];
  let after: string | null = "";
  while (after !== null) {
    const url: string = `${path}${path.includes("?") ? "&" : "?"}limit=35${after ? `&after=${after}` : ""}`;
    const reply: Reply = await test.api.as(actor).get(url);
    expect(reply.status, reply.text).toBe(200);
    const page = pageOf(reply);
    rows.push(...page.items);
    after = page.next;
  }
  return rows;
}

/** What each order goes by; subjects are compared by PostgreSQL's own rules, which are not JavaScript's. */
const ORDERED: Record<string, (row: Row) => unknown> = {
  amount: (row) => row["baseMinor"] ?? row["amountMinor"],
  dueAt: (row) => row["dueAt"],
  createdAt: (row) => row["createdAt"],
};

/** Whether the rows stand in the order asked for, those without a value last. */
function inOrder(rows: readonly Row[], sort: string): boolean {
  const of = ORDERED[sort.replace("-", "")];
  if (!of) return true;
  const values = rows.map((row) => of(row) ?? null);
  const held = values.filter((value) => value !== null);
  const sorted = held.toSorted((one, other) => (sort.startsWith("-") ? -1 : 1) * (one === other ? 0 : one < other ? -1 : 1)); // prettier-ignore
  return JSON.stringify(values) === JSON.stringify([...sorted, ...values.filter((value) => value === null)]);
}

const KINDS: CrowdKind[] = ["request", "task", "invoice", "document", "counterparty"];

describe("what a person sees is one rule", () => {
  for (const kind of KINDS) {
    it(`in the list of every ${kind}`, async () => {
      for (const { label, actor } of actors) {
        const rows = await listed(actor, kind);
        expect(rows.map((row) => row.id).toSorted(), `${label}: ${kind}`).toEqual(expected(actor, kind));
        for (const row of rows) expect(amountShown(row), `${label}: money of ${kind} ${row.id}`).toBe(amountDue(actor, row.id));
      }
    });

    it(`on the page of a ${kind} and behind its doors`, async () => {
      const ids = crowd.records.filter((one) => one.kind === kind).map((one) => one.id);
      for (const { label, actor } of actors) {
        for (const id of random.some(ids, 2 / ids.length)) await lookAt(actor, kind, id, label);
      }
    });
  }

  it("in every order of the requests, page by page", async () => {
    for (const { label, actor } of actors) {
      const due = expected(actor, "request").filter((id) => !factsOf(id).draft); // prettier-ignore
      for (const sort of ["title", "-title", "amount", "-amount", "dueAt", "-createdAt"]) {
        const rows = await everyPage(actor, `/requests?sort=${sort}`);
        expect(rows.map((row) => row.id).toSorted(), `${label}: ${sort}`).toEqual(due);
        expect(inOrder(rows, sort), `${label}: ${sort}`).toBe(true);
      }
    }
  });

  it("for live events and mention suggestions alike", async () => {
    const ids = [...facts.keys()];
    for (const { label, actor } of actors) {
      const seen = await visibleIds(test.app.db, contextOf(actor), ids);
      expect([...seen].toSorted(), label).toEqual(ids.filter((id) => mayRead(actor, factsOf(id))).toSorted());
    }
  });

  it("in the facts each kind loads for its own transitions", async () => {
    for (const { label, actor } of actors) {
      const ctx = contextOf(actor);
      for (const { id, kind } of random.some(crowd.records, 12 / crowd.records.length)) {
        const own = kindOf(kind);
        const answer = await inTransaction(test.app, async (tx) => own.mayRead(actor, await own.loadFacts(tx, ctx, id)));
        expect(answer, `${label}: ${kind} ${id}`).toBe(mayRead(actor, factsOf(id)));
      }
    }
  });

  it("in counts and sums", async () => {
    for (const { label, actor } of actors) {
      const requests = expected(actor, "request").filter((id) => !factsOf(id).draft);
      const sums = (await test.api.as(actor).get("/requests/summary")).body;
      expect(sums.count, `${label}: requests`).toBe(requests.length);
      expect(total(sums.totals), `${label}: sum of requests`).toBe(await sumOf("requests", actor, requests));
      const invoices = (await test.api.as(actor).get("/invoices/summary")).body;
      expect(invoices.count, `${label}: invoices`).toBe(expected(actor, "invoice").length);
      expect(total(invoices.totals), `${label}: sum of invoices`).toBe(
        await sumOf("invoices", actor, expected(actor, "invoice")),
      );
      const tasks = (await test.api.as(actor).get("/tasks/summary")).body;
      expect(tasks.count, `${label}: tasks`).toBe(expected(actor, "task").length);
    }
  });

  it("in the search", async () => {
    const titles = await test.app.db.selectFrom("records").select(["id", "title"]).where("title", "like", "Толпа %").execute();
    for (const { label, actor } of actors) {
      for (const { id, title } of random.some(titles, 6 / titles.length)) {
        const q = encodeURIComponent(title.split(" ")[1] ?? "");
        const reply = await test.api.as(actor).get(`/search?q=${q}`);
        expect(reply.status, reply.text).toBe(200);
        expect(reply.text.includes(id), `${label}: search for ${id}`).toBe(isFound(actor, factsOf(id)));
      }
    }
  });
});

/** The doer of one step of a restricted request opens it from the own task, and does not find it by its words. */
function isFound(actor: Actor, of: RecordFacts): boolean {
  if (of.kind === "request" && of.restricted) return readLevel(actor, of) === "full";
  return mayRead(actor, of);
}

function contextOf(actor: Actor): Context {
  const rest = { via: "api", requestId: "twin", ip: null, sessionId: null } as const;
  return { app: test.app, actor, language: actor.language, ...rest, now: () => test.clock.now() };
}

const PAGES = {
  request: "requests",
  task: "tasks",
  invoice: "invoices",
  document: "documents",
  counterparty: "counterparties",
} as const satisfies Record<CrowdKind, string>;
const DOORS = ["stream", "files", "checklist", "watchers", "links", "mentionable"];

async function lookAt(actor: Actor, kind: CrowdKind, id: string, label: string): Promise<void> {
  const may = mayRead(actor, factsOf(id));
  const page = await test.api.as(actor).get(`/${PAGES[kind]}/${id}`);
  expect(page.status, `${label}: page of ${kind} ${id}: ${page.text.slice(0, 300)}`).toBe(may ? 200 : 404);
  if (may && kind !== "task") expect(amountShown(page.body), `${label}: money on ${kind} ${id}`).toBe(amountDue(actor, id));
  const door = random.pick(DOORS);
  const behind = await test.api.as(actor).get(`/records/${id}/${door}`);
  const allowed = may ? [200, 403] : [404];
  expect(allowed, `${label}: ${door} of ${kind} ${id}: ${behind.status}`).toContain(behind.status);
}

function amountShown(row: object): boolean {
  return "amountMinor" in row && typeof row.amountMinor === "number";
}

const amounts = new Map<string, number | null>();

/** Whether the record has an amount that this person may see. */
function amountDue(actor: Actor, id: string): boolean {
  const of = factsOf(id);
  if (of.kind === "task" || of.kind === "counterparty" || amounts.get(id) === null) return false;
  return seesMoney(actor, of);
}

beforeAll(async () => {
  for (const table of ["requests", "invoices", "documents"] as const) {
    const rows = await test.app.db.selectFrom(table).select(["id", "amount_minor"]).execute();
    for (const row of rows) amounts.set(row.id, row.amount_minor);
  }
});

function total(totals: { amountMinor: number }[]): number {
  return totals.reduce((sum, one) => sum + one.amountMinor, 0);
}

async function sumOf(_table: "requests" | "invoices", actor: Actor, ids: string[]): Promise<number> {
  return ids.filter((id) => seesMoney(actor, factsOf(id))).reduce((sum, id) => sum + (amounts.get(id) ?? 0), 0);
}

/** Sorted by what may be hidden, row after row through pages of three. */
it("neither doubles nor drops a row in any order, nor tells amounts by their order", async () => {
  const sorts = { request: ["dueAt", "-amount", "title", "number"], task: ["-dueAt", "title"], invoice: ["amount", "payBy"] };
  for (const { label, actor } of random.some(actors, 0.2)) {
    for (const kind of ["request", "task", "invoice"] as const) {
      for (const sort of sorts[kind]) {
        const ids: string[] = [];
        for (let after: string | null = ""; after !== null;) {
          const url: string = `/${PAGES[kind]}?sort=${sort}&limit=7${after ? `&after=${after}` : ""}`;
          const page = pageOf(await test.api.as(actor).get(url));
          ids.push(...page.items.map((row) => row.id));
          after = page.next;
          if (after !== null) expectNoHiddenAmount(after, actor, ids.at(-1) ?? "");
        }
        const due = expected(actor, kind).filter((id) => kind !== "request" || !factsOf(id).draft);
        expect(ids.toSorted(), `${label}: ${kind} by ${sort}`).toEqual(due);
      }
    }
  }
});

/** A cursor is signed, not secret: what stands in it is told. */
function expectNoHiddenAmount(cursor: string, actor: Actor, id: string): void {
  if (amounts.get(id) === undefined || amounts.get(id) === null || seesMoney(actor, factsOf(id))) return;
  const told = Buffer.from(cursor.split(".")[0] ?? "", "base64url").toString();
  expect(told).not.toContain(`"${amounts.get(id)}"`);
}
