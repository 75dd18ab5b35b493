import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { follow } from "../invoices/commands.ts";
import { MONTH, PLAN, startCast, type Cast } from "../invoices/test/cast.ts";
import { onActingChanged } from "../people/commands.ts";
import { approvePlan, commitExpense, enterPlan } from "./commands.ts";
import { barredFromGranting, brokenInvariants } from "./questions.ts";

let cast: Cast;
let cellId: string;

beforeAll(async () => {
  cast = await startCast();
  const { rows } = await sql<{ id: string }>`select id from budget_cells`.execute(cast.app.db);
  cellId = rows[0]?.id ?? "";
});
afterAll(async () => {
  expect(await brokenInvariants(cast.app.db)).toEqual([]);
  await cast.stop();
});

const planLine = (planMinor: number) => ({
  branchId: cast.branchId,
  projectId: null,
  costItemId: cast.costItemId,
  responsibleId: null,
  month: MONTH,
  planMinor,
});

describe("a plan", () => {
  it("counts once a second person approved it, as a version of its own", async () => {
    const id = await cast.as(cast.cfo, (tx, ctx) => enterPlan(tx, ctx, [planLine(PLAN + 100)], "уточнение"));
    await expect(cast.as(cast.cfo, (tx, ctx) => approvePlan(tx, ctx, id))).rejects.toMatchObject({ code: "segregation" });
    await cast.as(cast.ceo, (tx, ctx) => approvePlan(tx, ctx, id));
    await expect(cast.as(cast.ceo, (tx, ctx) => approvePlan(tx, ctx, id))).rejects.toMatchObject({ code: "invalid_transition" });
    const cell = await cast.api.as(cast.cfo).get(`/budgets/cells/${cellId}`);
    expect(cell.body).toMatchObject({ planMinor: PLAN + 100, availableMinor: PLAN + 100 });
    expect(cell.body.entries[0]).toMatchObject({ kind: "plan", amountMinor: 100, actor: { id: cast.cfo.id } });
    expect((await cast.auditTrail(id)).map((line) => [line.action, line.actorId])).toEqual([
      ["budget_plan.entered", cast.cfo.id],
      ["budget_plan.approved", cast.ceo.id],
    ]);
    expect(await barredFromGranting(cast.app.db, [cellId])).toEqual({
      responsibleIds: [cast.coordinator.id],
      planEnteredByIds: [cast.cfo.id],
    });
  });

  it("asks again who may decide over its cells, of whoever entered it and answers for its lines", async () => {
    const asked = new Set<string | null>();
    const takeBack = onActingChanged({ rows: async (_at, personId) => (asked.add(personId), []), follow: async () => {} });
    const moved = { ...planLine(PLAN + 100), responsibleId: cast.accountant.id };
    const id = await cast.as(cast.cfo, (tx, ctx) => enterPlan(tx, ctx, [moved]));
    expect(asked).toEqual(new Set([cast.coordinator.id, cast.accountant.id]));
    asked.clear();
    await cast.as(cast.ceo, (tx, ctx) => approvePlan(tx, ctx, id));
    expect(asked).toEqual(new Set([cast.cfo.id]));
    asked.clear();
    const back = { ...planLine(PLAN + 100), responsibleId: cast.coordinator.id };
    await cast.as(cast.cfo, (tx, ctx) => enterPlan(tx, ctx, [back]));
    await cast.as(cast.cfo, (tx, ctx) => enterPlan(tx, ctx, [back]));
    takeBack();
    expect(asked).toEqual(new Set([cast.coordinator.id, cast.accountant.id]));
  });

  it("is refused to others, and for figures that are none", async () => {
    for (const wrong of [-1, 0.5, 10 ** 16]) {
      await expect(cast.as(cast.cfo, (tx, ctx) => enterPlan(tx, ctx, [planLine(wrong)]))).rejects.toMatchObject({
        code: "bad_input",
      });
    }
    await expect(cast.as(cast.author, (tx, ctx) => enterPlan(tx, ctx, [planLine(1)]))).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("the grid and the cell", () => {
  it("shows lines by months with what is in work, and what it is made of", async () => {
    const { requestId, invoiceId, input } = await cast.request();
    const grid = await cast.api.as(cast.cfo).get(`/budgets/grid?year=2026&branchId=${cast.branchId}`);
    expect(grid.status).toBe(200);
    expect(grid.body.lines).toHaveLength(1);
    expect(grid.body.lines[0]?.cells[0]).toMatchObject({ month: MONTH, inWorkMinor: input.amountMinor });
    const cell = await cast.api.as(cast.cfo).get(`/budgets/cells/${cellId}`);
    expect(cell.body.holdings).toMatchObject([{ record: { id: invoiceId, kind: "invoice" }, inWorkMinor: input.amountMinor }]);
    await cast.as(cast.author, (tx, ctx) => follow(tx, ctx, requestId, "cancel"));
  });

  it("shows the responsible their own line, without naming records they may not see", async () => {
    const { requestId, input } = await cast.request();
    await sql`delete from person_roles where person_id = ${cast.coordinator.id}`.execute(cast.app.db);
    const grid = await cast.api.as(cast.coordinator).get("/budgets/grid?year=2026");
    expect(grid.body.lines).toHaveLength(1);
    const cell = await cast.api.as(cast.coordinator).get(`/budgets/cells/${cellId}`);
    expect(cell.status).toBe(200);
    expect(cell.body.holdings).toEqual([
      { record: null, inWorkMinor: input.amountMinor, committedMinor: 0, actualMinor: 0, grantedMinor: 0 },
    ]);
    expect(cell.body.entries[0]).toMatchObject({ hidden: true, record: null, amountMinor: input.amountMinor });
    await cast.as(cast.author, (tx, ctx) => follow(tx, ctx, requestId, "cancel"));
  });

  it("does not exist for outsiders", async () => {
    const outsider = cast.api.as(cast.outsider);
    expect((await outsider.get("/budgets/grid?year=2026")).status).toBe(404);
    expect((await outsider.get(`/budgets/cells/${cellId}`)).status).toBe(404);
    expect((await cast.api.get(`/budgets/cells/${cellId}`)).status).toBe(401);
  });
});

describe("the impact of a draft", () => {
  const body = (baseMinor: unknown, more = {}) => ({
    lines: [{ branchId: cast.branchId, projectId: null, costItemId: cast.costItemId, month: MONTH, baseMinor }],
    ...more,
  });

  it("tells whether it goes over, and the figures only to readers of the line", async () => {
    const reader = await cast.api.as(cast.accountant).post("/budgets/impact", body(PLAN + 1_000));
    expect(reader.body).toMatchObject({ over: true, cells: [{ cellId, over: true, figures: { amountMinor: PLAN + 1_000 } }] });
    const other = await cast.api.as(cast.outsider).post("/budgets/impact", body(PLAN + 1_000));
    expect(other.body).toMatchObject({ over: true, pct: null, cells: [{ cellId, over: true }] });
    expect(reader.body.pct).toBeGreaterThan(0);
    expect(other.body.cells[0]).not.toHaveProperty("figures");
    expect((await cast.api.as(cast.author).post("/budgets/impact", body(1))).body).toMatchObject({ over: false, pct: 0 });
  });

  it("leaves out what the request itself holds already", async () => {
    const { requestId, invoiceId, input } = await cast.request();
    const lines = body(input.amountMinor).lines.map((line) => ({ ...line, baseMinor: input.amountMinor }));
    const booked = await cast.as(cast.cfo, (tx, ctx) =>
      commitExpense(tx, ctx, { chainId: requestId, recordId: invoiceId, lines }, []),
    );
    expect(booked).toEqual({ ok: true });
    const measured = await cast.api.as(cast.cfo).post("/budgets/impact", body(input.amountMinor, { requestId }));
    expect(measured.body.cells[0]?.figures).toMatchObject({ committedMinor: 0, amountMinor: input.amountMinor, missingMinor: 0 });
    expect((await cast.api.as(cast.outsider).post("/budgets/impact", body(1, { requestId }))).status).toBe(404);
    await cast.as(cast.author, (tx, ctx) => follow(tx, ctx, requestId, "cancel"));
  });

  it("refuses amounts that are none and chains one may not see", async () => {
    for (const wrong of [-1, 0.5, 10 ** 16, "1", null]) {
      expect((await cast.api.as(cast.author).post("/budgets/impact", body(wrong))).status).toBe(400);
    }
    const { requestId } = await cast.request();
    expect((await cast.api.as(cast.outsider).post("/budgets/impact", body(1, { chainId: requestId }))).status).toBe(404);
    expect((await cast.api.as(cast.author).post("/budgets/impact", body(1, { chainId: requestId }))).status).toBe(200);
    await cast.as(cast.author, (tx, ctx) => follow(tx, ctx, requestId, "cancel"));
  });
});
