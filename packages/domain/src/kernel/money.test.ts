import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as money from "./money.ts";

const SEED = 20261122;
const amount = fc.integer({ min: 0, max: money.MAX_AMOUNT_MINOR });

describe("amountProblem", () => {
  it.each([
    [1, undefined],
    [999_999_999_999_999, undefined],
    [0, "moneyTooSmall"],
    [-1, "moneyNegative"],
    [-0.5, "moneyNegative"],
    [0.5, "moneyFraction"],
    [1e15, "moneyTooLarge"],
    [1e16, "moneyTooLarge"],
    [Number.POSITIVE_INFINITY, "moneyTooLarge"],
    [Number.NEGATIVE_INFINITY, "moneyNegative"],
    [Number.NaN, "moneyNotNumber"],
    ["100", "moneyNotNumber"],
    [null, "moneyNotNumber"],
    [undefined, "moneyNotNumber"],
  ])("%s: %s", (value, problem) => {
    expect(money.amountProblem(value)).toBe(problem);
  });

  it("lets zero pass only where asked", () => {
    expect(money.amountProblem(0, 0)).toBeUndefined();
  });
});

describe("moneyParts", () => {
  it.each([
    ["ru", 123_456_750, "KZT", "1\u00a0234\u00a0567,50\u00a0₸"],
    ["kk", 123_456_750, "KZT", "1\u00a0234\u00a0567,50\u00a0₸"],
    ["en", 123_456_750, "KZT", "₸1,234,567.50"],
    ["ru", -500, "USD", "-5,00\u00a0$"],
  ] as const)("%s %i %s", (language, amountMinor, currency, text) => {
    expect(money.formatMoney(amountMinor, currency, language)).toBe(text);
  });

  it("cuts the amount for the screen and can hide a zero fraction", () => {
    expect(money.moneyParts(-123_450, "KZT", "ru")).toMatchObject({
      sign: "-",
      whole: "1\u00a0234",
      fraction: ",50",
      currency: "₸",
    });
    expect(money.moneyParts(123_400, "KZT", "ru", "whenAny")).toMatchObject({
      whole: "1\u00a0234",
      fraction: "",
      text: "1\u00a0234\u00a0₸",
    });
    expect(money.moneyParts(123_401, "KZT", "ru", "whenAny").fraction).toBe(",01");
  });
});

describe("conversion", () => {
  it.each([
    [10_000, "USD", 523_456_700, 5_234_567],
    [1, "USD", 523_500_000, 524],
    [1, "USD", 523_499_999, 523],
    [10_000, "KZT", 1, 10_000],
    [1_000_000, "RUB", 5_810_000, 5_810_000],
  ])("%i %s at %i", (amountMinor, currency, rateMicro, base) => {
    expect(money.toBaseMinor(amountMinor, currency, rateMicro)).toBe(base);
  });

  it("stays within half a unit of the true value", () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 1, max: 2_000_000_000 }), (value, rate) => {
        fc.pre((BigInt(value) * BigInt(rate)) / BigInt(money.RATE_SCALE) < BigInt(Number.MAX_SAFE_INTEGER));
        const result = BigInt(money.mulDivHalfUp(value, rate, money.RATE_SCALE));
        const off = 2n * (result * BigInt(money.RATE_SCALE) - BigInt(value) * BigInt(rate));
        expect(off > -BigInt(money.RATE_SCALE) && off <= BigInt(money.RATE_SCALE)).toBe(true);
      }),
      { seed: SEED },
    );
  });

  it("refuses a result that could not be exact", () => {
    expect(() => money.toBaseMinor(money.MAX_AMOUNT_MINOR, "USD", 523_000_000)).toThrow(RangeError);
  });
});

it("knows only the currencies of the company", () => {
  expect(money.currencyCodes()).toEqual(["KZT", "USD", "EUR", "RUB"]);
  expect(() => money.decimalsOf("XXX")).toThrow("XXX");
});
