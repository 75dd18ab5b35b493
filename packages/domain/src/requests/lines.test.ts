import fc from "fast-check";
import { expect, it } from "vitest";
import { MAX_AMOUNT_MINOR } from "../kernel/money.ts";
import { lineTotalMinor, linesTotalMinor, qtyThousandths } from "./lines.ts";

it.each([
  ["1", 1000],
  ["2,5", 2500],
  ["0.001", 1],
  ["1 000", 1_000_000],
  ["0", undefined],
  ["-1", undefined],
  ["1.2345", undefined],
  ["1e3", undefined],
  ["", undefined],
])("quantity %s", (text, thousandths) => {
  expect(qtyThousandths(text)).toBe(thousandths);
});

it("rounds each row half up before adding", () => {
  expect(lineTotalMinor({ name: "Б", qty: "0.5", estPrice: 101 })).toBe(51);
  expect(
    linesTotalMinor([
      { name: "Б", qty: "0.5", estPrice: 101 },
      { name: "В", qty: "0.5", estPrice: 101 },
    ]),
  ).toBe(102);
  expect(
    linesTotalMinor([
      { name: "Б", qty: "3" },
      { name: "В", estPrice: 7 },
    ]),
  ).toBe(7);
  expect(linesTotalMinor([])).toBe(0);
});

it("never answers an amount that only looks exact", () => {
  const line = fc.record({
    name: fc.constant("Б"),
    qty: fc.integer({ min: 1, max: 999_999_999_999 }).map((thousandths) => (thousandths / 1000).toFixed(3)),
    estPrice: fc.integer({ min: 0, max: MAX_AMOUNT_MINOR }),
  });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
      const total = linesTotalMinor(lines);
      expect(Number.isSafeInteger(total) && total >= 0).toBe(true);
      const exact = lines.reduce(
        (sum, one) => sum + (BigInt(qtyThousandths(one.qty) ?? 0) * BigInt(one.estPrice) * 2n + 1000n) / 2000n,
        0n,
      );
      expect(total).toBe(exact > BigInt(MAX_AMOUNT_MINOR) ? MAX_AMOUNT_MINOR + 1 : Number(exact));
    }),
    { seed: 20261122 },
  );
});
