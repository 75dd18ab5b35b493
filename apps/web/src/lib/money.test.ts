import { expect, it } from "vitest";
import { moneyText, parseMoney, thousandsText } from "./money.ts";

it.each([
  ["1 234 567,50", 123456750],
  ["1\u00a0234\u00a0567,5", 123456750],
  ["1,234,567.50", 123456750],
  ["1.234.567,50", 123456750],
  ["2478000 ₸", 247800000],
  ["12.5", 1250],
  ["1,234", 123400],
  ["-15", -1500],
  ["−15,01", -1501],
  ["0", 0],
])("reads %s", (text, minor) => {
  expect(parseMoney(text)).toBe(minor);
});

it.each(["", "abc", "-", "99999999999999999", ","])("refuses %j", (text) => {
  expect(parseMoney(text)).toBeNull();
});

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
