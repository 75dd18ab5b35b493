import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countOnce, notReplaced, shareOut, stillReserved, type ChainRecord } from "./chain.ts";

const record = (recordId: string, level: ChainRecord["level"], amounts: { inWork?: object; approved?: object }): ChainRecord => ({
  recordId,
  level,
  inWork: new Map(Object.entries(amounts.inWork ?? {})),
  approved: new Map(Object.entries(amounts.approved ?? {})),
});

const held = (records: ChainRecord[]) =>
  Object.fromEntries(
    countOnce(records).map((target) => [target.recordId, { inWork: [...target.inWork], committed: [...target.committed] }]),
  );

describe("an expense chain counts once", () => {
  it("replaces an estimate by the invoice that follows it", () => {
    const chain = [record("purchase", "estimate", { approved: { X: 100 } }), record("invoice", "final", { approved: { X: 60 } })];
    expect(held(chain)).toEqual({
      purchase: { inWork: [], committed: [["X", 40]] },
      invoice: { inWork: [], committed: [["X", 60]] },
    });
  });

  it("lets several invoices eat one estimate and only their excess remain", () => {
    const chain = [
      record("purchase", "estimate", { approved: { X: 100 } }),
      record("first", "final", { approved: { X: 60 } }),
      record("second", "final", { approved: { X: 50 } }),
    ];
    expect(held(chain)["purchase"]).toEqual({ inWork: [], committed: [["X", 0]] });
  });

  it("shows an invoice in work only by its excess over what the chain holds committed", () => {
    const chain = [
      record("purchase", "estimate", { approved: { X: 100 } }),
      record("first", "final", { inWork: { X: 60 } }),
      record("second", "final", { inWork: { X: 60 } }),
    ];
    expect(held(chain)["first"]?.inWork).toEqual([["X", 0]]);
    expect(held(chain)["second"]?.inWork).toEqual([["X", 20]]);
  });

  it("replaces by amount when the invoice lands in another cell", () => {
    expect([...notReplaced(new Map([["X", 100]]), new Map([["Y", 60]]))]).toEqual([["X", 40]]);
    expect([
      ...notReplaced(
        new Map([
          ["X", 50],
          ["Y", 50],
        ]),
        new Map([["Y", 80]]),
      ),
    ]).toEqual([
      ["X", 20],
      ["Y", 0],
    ]);
  });

  it("never counts less than the largest of its records, nor more than all of them", () => {
    const amount = fc.record({ X: fc.nat(1000), Y: fc.nat(1000) });
    fc.assert(
      fc.property(amount, fc.array(amount, { maxLength: 4 }), (estimate, invoices) => {
        const chain = [
          record("e", "estimate", { approved: estimate }),
          ...invoices.map((one, n) => record(`i${n}`, "final", { approved: one })),
        ];
        const total = countOnce(chain)
          .flatMap((target) => [...target.committed.values()])
          .reduce((a, b) => a + b, 0);
        const estimated = estimate.X + estimate.Y;
        const invoiced = invoices.reduce((all, one) => all + one.X + one.Y, 0);
        expect(total).toBe(Math.max(estimated, invoiced));
      }),
    );
  });
});

describe("sharing out", () => {
  it("is exact in sum and fair to one unit", () => {
    fc.assert(
      fc.property(
        fc.nat(10 ** 12),
        fc.array(fc.integer({ min: 1, max: 10 ** 12 }), { minLength: 1, maxLength: 6 }),
        (total, list) => {
          const weights = new Map(list.map((weight, n) => [`c${n}`, weight]));
          const shares = shareOut(total, weights);
          const whole = list.reduce((a, b) => a + b, 0);
          expect([...shares.values()].reduce((a, b) => a + b, 0)).toBe(total);
          for (const [key, weight] of weights) {
            const exact = Number((BigInt(total) * BigInt(weight) * 1000n) / BigInt(whole)) / 1000;
            expect(Math.abs((shares.get(key) ?? 0) - exact)).toBeLessThanOrEqual(1.01);
          }
        },
      ),
    );
  });

  it("gives nothing out of nothing, and refuses something out of nothing", () => {
    expect([...shareOut(0, new Map([["a", 0]]))]).toEqual([["a", 0]]);
    expect(() => shareOut(1, new Map([["a", 0]]))).toThrow();
  });

  it("keeps the rest reserved while parts are paid, and nothing at the end", () => {
    expect(stillReserved(1000, 3, 0)).toBe(1000);
    expect(stillReserved(1000, 3, 1)).toBe(666);
    expect(stillReserved(1000, 3, 3)).toBe(0);
  });
});
