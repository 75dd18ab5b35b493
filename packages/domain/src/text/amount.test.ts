import fc from "fast-check";
import { expect, it } from "vitest";
import { cellsApart, readAmount, readDecimal } from "./amount.ts";

it.each([
  ["1 234 567,50", 123_456_750],
  ["1\u00a0234\u00a0567,5", 123_456_750],
  ["1\u202f234\u202f567.5", 123_456_750],
  ["1,234,567.50", 123_456_750],
  ["1.234.567,50", 123_456_750],
  ["1'234'567.50", 123_456_750],
  ["1’234", 123_400],
  ["1850,00 тг.", 185_000],
  ["1850,00тг", 185_000],
  ["1 850,00 KZT", 185_000],
  ["KZT 1,850.00", 185_000],
  ["12 900,00 руб.", 1_290_000],
  ["2478000 ₸", 247_800_000],
  ["2 478 000 теңге", 247_800_000],
  ["$12.5", 1250],
  ["12.5", 1250],
  ["12,", 1200],
  ["1,234", 123_400],
  ["699,000", 69_900_000],
  ["1.234", 123_400],
  ["\u200b1\u2060 850\ufeff", 185_000],
  ["\u202a1850\u202c", 185_000],
  ["  15  ", 1500],
  ["\t1 850\r\n", 185_000],
  ["-15", -1500],
  ["−15,01", -1501],
  ["– 15", -1500],
  ["-0", 0],
  ["0", 0],
  ["0,50", 50],
  ["007", 700],
])("reads %j", (text, minor) => {
  expect(readAmount(text)).toBe(minor);
});

it.each([
  "",
  " ",
  "abc",
  "-",
  ",",
  ",50",
  "тг",
  "99999999999999999",
  "1607,142857",
  "45000,125",
  "0,500",
  "1000,000",
  "15.12.2026",
  "15.12.26",
  "2026-12-15",
  "1 000 тенге 50 тиын",
  "(1 850,00)",
  "1e3",
  "=1+2",
  "1 850-00",
  "10 000 00",
  "12 34",
  "1 2345",
  "1,23,456",
  "1.234.5",
  "1,234.567",
  "1,234,5",
  "1 234.567,00",
  "10%",
  "0x10",
  "١٢",
  "1/2",
  "1 млн",
  "Итого 1 850,00",
  "1850 1850",
  "5 ₸ ₸ ₸",
  "150\t250",
  "150\n250",
  "150\r\n250",
  "150\u2028250",
  "150\u2029250",
  "1\v250",
  "1\u0085250",
  "-\n15",
  "1850\n₸",
])("refuses %j", (text) => {
  expect(readAmount(text)).toBeNull();
});

it("shows several cells so that they are no number", () => {
  expect(cellsApart("150\t250\r\n350\n")).toBe("150; 250; 350");
  expect(cellsApart(" 1 850,00 ")).toBe("1 850,00");
  expect(readAmount(cellsApart("150\n250"))).toBeNull();
});

it("reads as many digits after the mark as there may be", () => {
  expect(readDecimal("512,3456", 6)).toBe(512_345_600);
  expect(readDecimal("1,234", 3)).toBe(1234);
  expect(readDecimal("1,234", 0)).toBe(1234);
  expect(readDecimal("12,5", 0)).toBeNull();
});

it("reads back every amount, however it was written", () => {
  const written = fc.record({
    minor: fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }),
    group: fc.constantFrom("", " ", "\u00a0", "\u202f", "'", ","),
    sign: fc.constantFrom("-", "−", "–"),
    currency: fc.constantFrom("", " ₸", "₸", " тг.", " тенге", " KZT", " руб."),
  });
  fc.assert(
    fc.property(written, ({ minor, group, sign, currency }) => {
      const absolute = Math.abs(minor);
      const whole = String(Math.trunc(absolute / 100)).replace(/\B(?=(\d{3})+$)/gu, group);
      const mark = group === "," ? "." : ",";
      const text = `${minor < 0 ? sign : ""}${whole}${mark}${String(absolute % 100).padStart(2, "0")}${currency}`;
      expect(readAmount(text), text).toBe(minor);
    }),
  );
});
