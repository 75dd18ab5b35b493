import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chainPosition, moveTo, NOWHERE, positionOf } from "./chain.ts";
import type { CellAmount, ChainEstimate, ChainInvoice, Standing } from "./chain.ts";

const SEED = 20261122;

const cellId = fc.constantFrom("a", "b", "c");
const amountMinor = fc.integer({ min: 1, max: 1_000_000 });
const cells = fc.array(fc.record({ cellId, amountMinor }), { maxLength: 4 });
const position = fc.array(fc.record({ cellId, figure: fc.constantFrom("inWork", "committed", "actual"), amountMinor }), {
  maxLength: 6,
});

function total(standings: readonly { amountMinor: number }[]): number {
  return standings.reduce((sum, standing) => sum + standing.amountMinor, 0);
}

/** `committed a 100` as a standing. */
function at(text: string): Standing {
  const [figure, cell = "", amount] = text.split(" ");
  if (figure !== "inWork" && figure !== "committed" && figure !== "actual") throw new Error(text);
  return { figure, cellId: cell, amountMinor: Number(amount) };
}

const on = (cell: string, amount: number): CellAmount[] => [{ cellId: cell, amountMinor: amount }];

describe("moveTo", () => {
  it.each([
    ["books", [], ["inWork a 100"], ["a inWork 100"]],
    ["approves", ["inWork a 100"], ["committed a 100"], ["a inWork -100", "a committed 100"]],
    ["pays a part", ["committed a 100"], ["committed a 60", "actual a 40"], ["a committed -40", "a actual 40"]],
    ["changes cells", ["committed b 100"], ["committed a 100"], ["a committed 100", "b committed -100"]],
    ["tests the excess alone", ["committed a 100"], ["committed a 106"], ["a committed 6"]],
    ["releases", ["committed a 100"], [], ["a committed -100"]],
    ["stays", ["committed a 60", "committed a 40"], ["committed a 100"], []],
    ["does nothing for nothing", [], [], []],
  ])("%s", (_name, current, desired, entries) => {
    expect(
      moveTo(current.map(at), desired.map(at)).map((entry) => `${entry.cellId} ${entry.figure} ${entry.deltaMinor}`),
    ).toEqual(entries);
  });

  it("arrives: what stood plus the entries is what shall stand, with no entry for nothing", () => {
    fc.assert(
      fc.property(position, position, (current, desired) => {
        const entries = moveTo(current, desired);
        const before = moveTo(NOWHERE, current);
        expect(positionOf([...before, ...entries])).toEqual(positionOf(moveTo(NOWHERE, desired)));
        expect(entries.every((entry) => entry.deltaMinor !== 0)).toBe(true);
        expect(moveTo(desired, desired)).toEqual([]);
        expect(entries.map((entry) => entry.cellId)).toEqual(entries.map((entry) => entry.cellId).toSorted());
      }),
      { seed: SEED },
    );
  });

  it("leaves nothing behind after any walk that ends nowhere", () => {
    fc.assert(
      fc.property(fc.array(position, { maxLength: 6 }), (walk) => {
        const stops = [NOWHERE, ...walk, NOWHERE];
        const entries = stops.slice(1).flatMap((stop, index) => moveTo(stops[index] ?? NOWHERE, stop));
        expect(positionOf(entries)).toEqual([]);
      }),
      { seed: SEED },
    );
  });
});

describe("chainPosition", () => {
  const committed: ChainEstimate = { stage: "committed", cells: on("a", 100) };
  const invoice = (stage: ChainInvoice["stage"], amounts: CellAmount[], paid: CellAmount[] = []): ChainInvoice => ({
    stage,
    cells: amounts,
    paid,
  });

  it.each<[string, ChainEstimate | null, ChainInvoice[], string[]]>([
    ["nothing", null, [], []],
    ["a draft", { stage: "draft", cells: on("a", 100) }, [], []],
    ["a purchase submitted", { stage: "inWork", cells: on("a", 100) }, [], ["inWork a 100"]],
    ["its steps done", committed, [], ["committed a 100"]],
    ["its invoice being approved counts no second time", committed, [invoice("inWork", on("a", 100))], ["committed a 100"]],
    ["a dearer invoice adds its excess", committed, [invoice("inWork", on("a", 106))], ["inWork a 6", "committed a 100"]],
    ["approved, it takes the estimate's place", committed, [invoice("committed", on("a", 106))], ["committed a 106"]],
    ["a part of the need leaves the rest promised", committed, [invoice("committed", on("a", 30))], ["committed a 100"]],
    ["on another cell it takes the estimate with it", committed, [invoice("committed", on("b", 100))], ["committed b 100"]],
    ["paid in part", committed, [invoice("committed", on("a", 100), on("a", 40))], ["committed a 60", "actual a 40"]],
    ["paid above the promise", null, [invoice("committed", on("a", 100), on("a", 103))], ["actual a 103"]],
    ["paid in full below the promise", null, [invoice("settled", on("a", 100), on("a", 97))], ["actual a 97"]],
    ["rejected, the estimate stands again", committed, [invoice("released", on("a", 106))], ["committed a 100"]],
    [
      "the purchase closed releases the rest",
      { stage: "released", cells: on("a", 100) },
      [invoice("committed", on("a", 30))],
      ["committed a 30"],
    ],
    ["an invoice alone", null, [invoice("inWork", on("a", 100))], ["inWork a 100"]],
    [
      "two invoices share one estimate",
      committed,
      [invoice("committed", on("a", 60)), invoice("inWork", on("a", 60))],
      ["inWork a 20", "committed a 100"],
    ],
  ])("%s", (_name, estimate, invoices, expected) => {
    expect(chainPosition(estimate, invoices).map((one) => `${one.figure} ${one.cellId} ${one.amountMinor}`)).toEqual(expected);
  });

  it("counts one need once: the larger of what was promised and what is billed", () => {
    const unpaid = fc.record({ stage: fc.constantFrom("inWork", "committed", "released"), cells, paid: fc.constant([]) });
    const head = fc.record({ stage: fc.constantFrom("inWork", "committed"), cells });
    fc.assert(
      fc.property(head, fc.array(unpaid, { maxLength: 4 }), (estimate, invoices) => {
        const standings = chainPosition(estimate, invoices);
        const billed = total(invoices.filter((one) => one.stage !== "released").flatMap((one) => one.cells));
        expect(total(standings)).toBe(Math.max(total(estimate.cells), billed));
        expect(standings.every((standing) => standing.amountMinor > 0)).toBe(true);
        expect(total(chainPosition({ ...estimate, stage: "released" }, invoices))).toBe(billed);
      }),
      { seed: SEED },
    );
  });

  it("shows as actual exactly what was paid", () => {
    const paidInvoice = fc.record({ stage: fc.constant("committed" as const), cells, paid: cells });
    fc.assert(
      fc.property(fc.array(paidInvoice, { maxLength: 4 }), (invoices) => {
        const actual = chainPosition(null, invoices).filter((one) => one.figure === "actual");
        expect(total(actual)).toBe(total(invoices.flatMap((one) => one.paid)));
      }),
      { seed: SEED },
    );
  });
});
