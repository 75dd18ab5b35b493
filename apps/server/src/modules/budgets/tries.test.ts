import { afterAll, beforeAll, expect, it } from "vitest";
import { PLAN, startCast, type Cast } from "../invoices/test/cast.ts";
import { countTries, MOST_CELLS, MOST_SUMS } from "./tries.ts";

let cast: Cast;
const DAY_MS = 24 * 3_600_000;
const MONTH = "2026-11-01";

beforeAll(async () => {
  cast = await startCast();
});
afterAll(() => cast.stop());

const ask = async (who: { id: string }, baseMinor: number) => {
  const line = { branchId: cast.branchId, projectId: null, costItemId: cast.costItemId, month: MONTH, baseMinor };
  return (await cast.api.as(who).post("/budgets/impact", { lines: [line] })).body;
};

it("does not let the remainder of a cell one does not see be found by halving", async () => {
  let [low, high] = [0, 2 ** 40];
  let told = 0;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const { over, cells } = await ask(cast.outsider, middle);
    expect(cells[0]?.over).toBe(over);
    if (over === null) break;
    told += 1;
    if (over) high = middle;
    else low = middle;
  }
  expect(told).toBe(MOST_SUMS);
  expect(high - low).toBeGreaterThan(PLAN);
  // What was told stays told, a reader of the line is never refused, and tomorrow one may fill in another form.
  expect((await ask(cast.outsider, 2 ** 39)).over).toBe(true);
  for (let n = 1; n <= MOST_SUMS + 2; n += 1) expect((await ask(cast.accountant, n)).over).toBe(false);
  expect((await ask(cast.outsider, 17)).over).toBeNull();
  cast.clock.advance(DAY_MS);
  expect((await ask(cast.outsider, 17)).over).toBe(false);
});

it("tells nothing at all of a restricted item to a person who does not read its lines", async () => {
  await cast.app.db.updateTable("cost_items").set({ restricted: true }).where("id", "=", cast.costItemId).execute();
  const blind = await ask(cast.outsider, 1);
  expect(blind).toMatchObject({ over: null, pct: null, cells: [{ cellId: null, over: null }] });
  expect((await ask(cast.cfo, 1)).over).toBe(false);
});

it("does not forget what was tried on one cell when a person asks about ever so many others", () => {
  const tries = countTries();
  const ask = (cell: string, minor: number, day = "2026-11-16") => tries("person", cell, minor, day);
  for (let minor = 1; minor <= MOST_SUMS; minor += 1) expect(ask("cell", minor)).toBe(true);
  const others = Array.from({ length: 60_000 }, (_, n) => ask(`other ${n}`, 1));
  expect(others.filter((told) => told)).toHaveLength(MOST_CELLS - 1);
  expect([ask("cell", MOST_SUMS + 1), ask("cell", 1), ask("other 0", 2)]).toEqual([false, true, true]);
  expect(tries("somebody else", "cell", MOST_SUMS + 1, "2026-11-16")).toBe(true);
  expect(ask("cell", MOST_SUMS + 1, "2026-11-17")).toBe(true);
});

it("is not told on the invoice either, but to readers of the line and to those who decide on it", async () => {
  await cast.app.db.updateTable("cost_items").set({ restricted: false }).where("id", "=", cast.costItemId).execute();
  const { requestId, invoiceId } = await cast.request();
  const cellOf = async (who: { id: string }) =>
    (await cast.api.as(who).get(`/invoices/${invoiceId}`)).body.splits?.map(({ cell }) => cell);
  expect(await cellOf(cast.author)).toEqual([null]);
  expect(await cellOf(cast.cfo)).toMatchObject([{ planMinor: PLAN }]);
  await cast.voted(requestId, cast.author);
  expect(await cellOf(cast.author)).toMatchObject([{ planMinor: PLAN }]);
});
