import { expect, it } from "vitest";
import { moneyText, thousandsText } from "./money.ts";

it("sets groups with no-break spaces, two digits of tiyn and the sign after", () => {
  expect(moneyText(247800005)).toBe("2\u00a0478\u00a0000,05\u00a0₸");
  expect(moneyText(-100, "USD", true)).toBe("−1\u00a0$");
  expect(moneyText(150, "KZT", true)).toBe("1,50\u00a0₸");
});

it("rounds to thousands away from zero at the half", () => {
  expect(thousandsText(736_700_000)).toBe("7\u00a0367");
  expect(thousandsText(-50_000)).toBe("−1");
  expect(thousandsText(49_999)).toBe("0");
});
