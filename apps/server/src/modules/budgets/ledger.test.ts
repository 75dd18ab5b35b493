import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../../../tools/testing/database.ts";
import type { Context } from "../../platform/context.ts";
import { openDatabase, openPool, type Db, type Tx } from "../../platform/db/database.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import { bookInWork, commitExpense, measureOverLimit, releaseExpense, spendExpense, type ExpenseLine } from "./commands.ts";
import { brokenInvariants, measureEach } from "./questions.ts";

let database: TestDatabase;
let db: Db;
let ctx: Context;
let run: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
let place: { branchId: string; items: string[] };

const MONTH = "2026-11-01";

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase(openPool(database.appUrl, { max: 20 }));
  const person = await db
    .insertInto("people")
    .values({ last_name: "Ким", first_name: "Анна", email: "anna@test.example" })
    .returning("id")
    .executeTakeFirstOrThrow();
  // reason: the ledger needs who acts, when, and a transaction; the rest of an application has no part in it
  ctx = {
    actor: { id: person.id, grants: [] },
    now: () => new Date("2026-11-10T05:00:00Z"),
    via: "seed",
    requestId: "t",
    ip: null,
    sessionId: null,
  } as unknown as Context;
  run = (work) => inTransaction({ db }, work);
  // No slice is here to say them.
  const statuses = { request: "new", invoice: "received", counterparty: "active" };
  const known = Object.entries(statuses).map(([kind, status]) => ({ kind, status }));
  await db.insertInto("record_statuses").values(known).execute();
  const branch = await db
    .insertInto("branches")
    .values({ code: "ALA", name: "{}", city: "{}" })
    .returning("id")
    .executeTakeFirstOrThrow();
  const items = await db
    .insertInto("cost_items")
    .values(Array.from({ length: 60 }, (_, n) => ({ code: `i${n}`, kind: "opex", name: "{}" })))
    .returning("id")
    .execute();
  place = { branchId: branch.id, items: items.map((item) => item.id) };
});

afterAll(async () => {
  await db.destroy();
  await database.drop();
});

let itemInUse = 0;
/** A budget cell of its own with this plan. */
async function cell(planMinor: number): Promise<{ id: string; line: (baseMinor: number) => ExpenseLine }> {
  const costItemId = place.items[itemInUse++ % place.items.length];
  if (costItemId === undefined) throw new Error("no item");
  const line = await db
    .insertInto("budget_lines")
    .values({ branch_id: place.branchId, cost_item_id: costItemId })
    .returning("id")
    .executeTakeFirstOrThrow();
  const made = await db
    .insertInto("budget_cells")
    .values({ line_id: line.id, month: MONTH, plan_minor: planMinor })
    .returning("id")
    .executeTakeFirstOrThrow();
  if (planMinor > 0) {
    await db
      .insertInto("budget_entries")
      .values({ cell_id: made.id, kind: "plan", amount_minor: planMinor, cause: "plan", actor_id: ctx.actor.id, at: ctx.now() })
      .execute();
  }
  return {
    id: made.id,
    line: (baseMinor) => ({ branchId: place.branchId, projectId: null, costItemId, month: MONTH, baseMinor }),
  };
}

async function record(kind: "request" | "invoice"): Promise<string> {
  const at = ctx.now();
  const row = await db
    .insertInto("records")
    .values({
      kind,
      title: "t",
      status: kind === "request" ? "new" : "received",
      author_id: ctx.actor.id,
      created_at: at,
      updated_at: at,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

async function figures(cellId: string) {
  const row = await db.selectFrom("budget_cells").selectAll().where("id", "=", cellId).executeTakeFirstOrThrow();
  return { A: row.actual_minor, C: row.committed_minor, W: row.in_work_minor, G: row.granted_minor };
}

async function vote(): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with run as (insert into approval_runs (record_id, status, state, started_by, started_at)
        values (${await record("request")}, 'approved', '{}', ${ctx.actor.id}, ${ctx.now()}) returning id, record_id),
      step as (insert into approval_steps (run_id, record_id, step_key, title, round, position, status)
        select id, record_id, 'over', '{}', 1, 1, 'finished' from run returning id, run_id, record_id)
    insert into approval_votes (step_id, run_id, record_id, act, person_id, decision, record_version, vouched, vouched_hash, at)
    select id, run_id, record_id, 1, ${ctx.actor.id}, 'approve', 1, '{}', 'h', ${ctx.now()} from step returning id`.execute(db);
  return rows[0]?.id ?? "";
}

const commit = (chainId: string, recordId: string, lines: ExpenseLine[], grants: Parameters<typeof commitExpense>[3] = []) =>
  run((tx) => commitExpense(tx, ctx, { chainId, recordId, lines }, grants));

const pay = (
  chainId: string,
  recordId: string,
  paymentId: string,
  money: { of: number; after: number; base: number },
  kind: "payment" | "refund" = "payment",
) =>
  run((tx) =>
    spendExpense(tx, ctx, {
      chainId,
      recordId,
      paymentId,
      kind,
      invoiceMinor: money.of,
      paidAfterMinor: money.after,
      baseMinor: money.base,
    }),
  );

async function payment(): Promise<string> {
  // The ledger's reference wants a real row; only its id matters here.
  const { rows } = await sql<{ id: string }>`
    with r as (insert into records (kind, title, status, author_id, created_at, updated_at)
        values ('counterparty', 't', 'active', ${ctx.actor.id}, ${ctx.now()}, ${ctx.now()}) returning id),
      c as (insert into counterparties (id, name, form) select id, 't', 'too' from r returning id),
      k as (insert into currencies (code, symbol, name) values ('KZT', '₸', '{}') on conflict (code) do update set symbol = '₸' returning code),
      i as (insert into records (kind, title, status, author_id, created_at, updated_at)
        values ('invoice', 't', 'received', ${ctx.actor.id}, ${ctx.now()}, ${ctx.now()}) returning id),
      v as (insert into invoices (id, chain_id, counterparty_id, invoice_number, number_key, invoice_date, amount_minor, currency,
          base_minor, rate_micro, rate_date, vat_rate, vat_minor, paid_minor)
        select i.id, i.id, c.id, '1', '1', '2026-11-01', 1, k.code, 0, 1000000, '2026-11-01', 'none', 0, 1 from i, c, k returning id)
    insert into payments (invoice_id, kind, paid_on, amount_minor, base_minor, document_number, entered_by, entered_at)
    select id, 'payment', '2026-11-01', 1, 0, '1', ${ctx.actor.id}, ${ctx.now()} from v returning id`.execute(db);
  return rows[0]?.id ?? "";
}

/** Ledger rules only: this file's invoices have no votes or splits. */
async function brokenLedger(): Promise<unknown[]> {
  return (await brokenInvariants(db)).filter((row) => ["overspent", "ledger_differs_from_cell"].includes(row.rule));
}

describe("booking", () => {
  it("puts work in, commits it and gives it back", async () => {
    const { id, line } = await cell(1000);
    const invoice = await record("invoice");
    await run((tx) => bookInWork(tx, ctx, { chainId: invoice, recordId: invoice, lines: [line(700)] }, "submitted"));
    expect(await figures(id)).toEqual({ A: 0, C: 0, W: 700, G: 0 });
    await run((tx) => bookInWork(tx, ctx, { chainId: invoice, recordId: invoice, lines: [line(600)] }, "changed"));
    expect(await figures(id)).toEqual({ A: 0, C: 0, W: 600, G: 0 });
    expect(await commit(invoice, invoice, [line(600)])).toEqual({ ok: true });
    expect(await figures(id)).toEqual({ A: 0, C: 600, W: 0, G: 0 });
    await run((tx) => releaseExpense(tx, ctx, { chainId: invoice, recordId: invoice }, "cancelled"));
    expect(await figures(id)).toEqual({ A: 0, C: 0, W: 0, G: 0 });
    expect(await brokenLedger()).toEqual([]);
  });

  it("refuses without a grant and changes nothing; takes exactly the missing amount with one", async () => {
    const [full, roomy] = [await cell(100), await cell(1000)];
    const invoice = await record("invoice");
    const lines = [full.line(130), roomy.line(50)];
    const refused = await commit(invoice, invoice, lines);
    expect(refused).toMatchObject({ ok: false, over: { over: true, pct: 30 } });
    expect(await figures(roomy.id)).toEqual({ A: 0, C: 0, W: 0, G: 0 });
    const voteId = await vote();
    expect(await commit(invoice, invoice, lines, [{ cellId: full.id, maxMinor: 29, voteId }])).toMatchObject({ ok: false });
    expect(await commit(invoice, invoice, lines, [{ cellId: full.id, maxMinor: 500, voteId }])).toEqual({ ok: true });
    expect(await figures(full.id)).toEqual({ A: 0, C: 130, W: 0, G: 30 });
    await run((tx) => releaseExpense(tx, ctx, { chainId: invoice, recordId: invoice }, "recalled"));
    expect(await figures(full.id)).toEqual({ A: 0, C: 0, W: 0, G: 0 });
    expect(await brokenLedger()).toEqual([]);
  });

  it("opens a cell nobody planned on demand, over the limit with P = 0", async () => {
    const { line } = await cell(0);
    const elsewhere = { ...line(10), month: "2026-12-01" };
    const over = await measureOverLimit(db, { chainId: await record("invoice"), lines: [elsewhere] });
    expect(over).toMatchObject({ over: true, pct: 100, cells: [{ cellId: null, planMinor: 0, missingMinor: 10 }] });
    const invoice = await record("invoice");
    await run((tx) => bookInWork(tx, ctx, { chainId: invoice, recordId: invoice, lines: [elsewhere] }, "submitted"));
    const booked = await measureOverLimit(db, { chainId: invoice, lines: [elsewhere] });
    expect(booked.cells[0]?.cellId).toBeTruthy();
  });

  it("counts a chain once: the invoice replaces the estimate, and a cancelled invoice gives it back", async () => {
    const { id, line } = await cell(100);
    const [purchase, invoice] = [await record("request"), await record("invoice")];
    expect(await commit(purchase, purchase, [line(100)])).toEqual({ ok: true });
    await run((tx) => bookInWork(tx, ctx, { chainId: purchase, recordId: invoice, lines: [line(110)] }, "submitted"));
    expect(await figures(id)).toEqual({ A: 0, C: 100, W: 10, G: 0 });
    const over = await measureOverLimit(db, { chainId: purchase, lines: [line(110)] });
    expect(over.cells[0]).toMatchObject({ committedMinor: 0, amountMinor: 110, missingMinor: 10 });
    // Measured beside others, each is measured alone.
    const alone = { chainId: await record("invoice"), lines: [line(110)] };
    const nothing = { chainId: purchase, lines: [line(0)] };
    expect(await measureEach(db, [alone, nothing, { chainId: purchase, lines: [line(110)], ownIds: [] }])).toEqual([
      await measureOverLimit(db, alone),
      { over: false, pct: 0, unplanned: false, cells: [] },
      over,
    ]);
    expect(await measureOverLimit(db, alone)).toMatchObject({ cells: [{ committedMinor: 100, missingMinor: 110 }] });
    const grants = [{ cellId: id, maxMinor: 10, voteId: await vote() }];
    expect(await commit(purchase, invoice, [line(110)], grants)).toEqual({ ok: true });
    expect(await figures(id)).toEqual({ A: 0, C: 110, W: 0, G: 10 });
    await run((tx) => releaseExpense(tx, ctx, { chainId: purchase, recordId: invoice }, "cancelled"));
    expect(await figures(id)).toEqual({ A: 0, C: 100, W: 0, G: 0 });
    expect(await brokenLedger()).toEqual([]);
  });

  it("gives an estimate back only as far as there is room", async () => {
    const { id, line } = await cell(100);
    const [purchase, invoice, other] = [await record("request"), await record("invoice"), await record("invoice")];
    await commit(purchase, purchase, [line(100)]);
    await commit(purchase, invoice, [line(60)]);
    await run((tx) => releaseExpense(tx, ctx, { chainId: purchase, recordId: purchase }, "closed"));
    expect(await commit(other, other, [line(40)])).toEqual({ ok: true });
    await run((tx) => releaseExpense(tx, ctx, { chainId: purchase, recordId: invoice }, "cancelled"));
    expect(await figures(id)).toEqual({ A: 0, C: 40, W: 0, G: 0 });
    expect(await brokenLedger()).toEqual([]);
  });
});

describe("paying", () => {
  it("spends by parts over the splits, exactly in sum, and a refund goes back", async () => {
    const [one, two] = [await cell(100_000), await cell(100_000)];
    const invoice = await record("invoice");
    await commit(invoice, invoice, [one.line(33_333), two.line(66_668)]);
    await pay(invoice, invoice, await payment(), { of: 100_001, after: 10_000, base: 10_000 });
    const [a, b] = [await figures(one.id), await figures(two.id)];
    expect(a.A + b.A).toBe(10_000);
    await pay(invoice, invoice, await payment(), { of: 100_001, after: 100_001, base: 90_001 });
    expect([await figures(one.id), await figures(two.id)]).toEqual([
      { A: 33_333, C: 0, W: 0, G: 0 },
      { A: 66_668, C: 0, W: 0, G: 0 },
    ]);
    await pay(invoice, invoice, await payment(), { of: 100_001, after: 0, base: 100_001 }, "refund");
    expect([await figures(one.id), await figures(two.id)]).toEqual([
      { A: 0, C: 33_333, W: 0, G: 0 },
      { A: 0, C: 66_668, W: 0, G: 0 },
    ]);
    expect(await brokenLedger()).toEqual([]);
  });

  it("never refuses a real payment: what the cell lacks is a system grant", async () => {
    const { id, line } = await cell(1000);
    const invoice = await record("invoice");
    await commit(invoice, invoice, [line(1000)]);
    const granted = await pay(invoice, invoice, await payment(), { of: 20, after: 20, base: 1015 });
    expect(granted).toEqual([{ cellId: id, amountMinor: 15, responsibleId: null }]);
    expect(await figures(id)).toEqual({ A: 1015, C: 0, W: 0, G: 15 });
    expect(await brokenLedger()).toEqual([]);
  });
});

describe("under load", () => {
  it("commits exactly what fits when 32 ask for one cell at once", async () => {
    const { id, line } = await cell(2000);
    const invoices = await Promise.all(Array.from({ length: 64 }, () => record("invoice")));
    const answers = await inParallel(32, invoices, (invoice) => commit(invoice, invoice, [line(100)]));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(20);
    expect((await figures(id)).C).toBe(2000);
    expect(await brokenLedger()).toEqual([]);
  });

  it("neither deadlocks nor overspends over 40 cells with up to 4 lines each", async () => {
    const cells = await inParallel(1, Array.from({ length: 40 }), () => cell(500));
    const invoices = await Promise.all(Array.from({ length: 200 }, () => record("invoice")));
    const answers = await inParallel(32, invoices, (invoice, n) => {
      const picked = [0, 1, 2, 3].slice(0, 1 + (n % 4)).map((k) => cells[(n * 7 + k * 11) % 40]);
      return commit(
        invoice,
        invoice,
        picked.flatMap((one) => one?.line(50) ?? []),
      );
    });
    const committed = await Promise.all(cells.map((one) => figures(one.id)));
    const lines = answers.reduce((all, answer, n) => all + (answer.ok ? 1 + (n % 4) : 0), 0);
    expect(committed.reduce((all, one) => all + one.C, 0)).toBe(lines * 50);
    expect(Math.max(...committed.map((one) => one.C))).toBeLessThanOrEqual(500);
    expect(await brokenLedger()).toEqual([]);
  });

  it("keeps every invariant over random lives of a chain", async () => {
    const step = fc.record({
      who: fc.constantFrom(0, 1, 2),
      what: fc.constantFrom("book", "commit", "release", "pay", "refund"),
      x: fc.integer({ min: 1, max: 900 }),
      y: fc.integer({ min: 0, max: 900 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
        await liveThrough(steps);
        expect(await brokenLedger()).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

async function liveThrough(steps: { who: number; what: string; x: number; y: number }[]): Promise<void> {
  const [one, two] = [await freshCell(1000), await freshCell(1000)];
  const records = [await record("request"), await record("invoice"), await record("invoice")];
  const committed = new Map<string, number>();
  const paid = new Map<string, number>();
  for (const { who, what, x, y } of steps) {
    const recordId = records[who] ?? "";
    const chainId = records[0] ?? "";
    const owed = committed.get(recordId) ?? 0;
    const lines = [one.line(x), ...(y > 0 ? [two.line(y)] : [])];
    if (what === "book" && owed === 0) await run((tx) => bookInWork(tx, ctx, { chainId, recordId, lines }, "submitted"));
    if (what === "commit" && !paid.get(recordId) && (await commit(chainId, recordId, lines)).ok) committed.set(recordId, x + y);
    if (what === "release" && !paid.get(recordId)) {
      await run((tx) => releaseExpense(tx, ctx, { chainId, recordId }, "cancelled"));
      committed.delete(recordId);
    }
    if (what === "pay" && who > 0 && owed > 0 && !paid.get(recordId)) {
      await pay(chainId, recordId, await payment(), { of: owed, after: owed, base: owed + y });
      paid.set(recordId, owed + y);
    }
    const spent = paid.get(recordId) ?? 0;
    if (what === "refund" && spent > 0) {
      await pay(chainId, recordId, await payment(), { of: owed, after: 0, base: spent }, "refund");
      paid.delete(recordId);
    }
  }
}

async function freshCell(planMinor: number) {
  const item = await db
    .insertInto("cost_items")
    .values({ code: `f${itemInUse++}`, kind: "opex", name: "{}" })
    .returning("id")
    .executeTakeFirstOrThrow();
  place.items[itemInUse % place.items.length] = item.id;
  return cell(planMinor);
}

async function inParallel<A, B>(width: number, list: readonly A[], work: (one: A, n: number) => Promise<B>): Promise<B[]> {
  const answers: B[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < list.length) {
      const n = next++;
      const one = list[n];
      // reason: n is below the length
      answers[n] = await work(one as A, n);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  return answers;
}
