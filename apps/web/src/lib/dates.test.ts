import ru from "@tartip/i18n/messages/ru/ui.json" with { type: "json" };
import kk from "@tartip/i18n/messages/kk/ui.json" with { type: "json" };
import { SHARED_OPTIONS } from "@tartip/i18n/web";
import i18next from "i18next";
import { beforeAll, expect, it } from "vitest";
import {
  dayOf,
  daysBetween,
  exactText,
  isPast,
  longDayText,
  monthText,
  parseDay,
  shortDayText,
  weekdayText,
  workdayEnd,
} from "./dates.ts";

const NOW = new Date("2026-08-18T05:20:00Z");

beforeAll(async () => {
  await i18next.init({ ...SHARED_OPTIONS, lng: "ru", resources: { ru: { ui: ru }, kk: { ui: kk } } });
});

it.each([
  ["10.03.2026", "2026-03-10"],
  ["10.3.26", "2026-03-10"],
  ["10/03", "2026-03-10"],
  ["10032026", "2026-03-10"],
  ["2026-03-10", "2026-03-10"],
  [" 29.02.2028 ", "2028-02-29"],
])("reads %s", (text, day) => {
  expect(parseDay(text, NOW)).toBe(day);
});

it.each(["", "31.02.2026", "29.02.2026", "32.01.2026", "10.13.2026", "soon"])("refuses %j", (text) => {
  expect(parseDay(text, NOW)).toBeNull();
});

it("counts days on the company's calendar, not the reader's", () => {
  expect(dayOf("2026-08-17T19:00:00Z")).toBe("2026-08-18");
  expect(dayOf("2026-08-17T18:59:59Z")).toBe("2026-08-17");
  expect(daysBetween(NOW, "2026-08-14")).toBe(-4);
});

it("goes by the clock of the zone, which stood an hour ahead until March 2024", () => {
  expect(exactText("2024-02-28T18:30:00Z", "ru")).toBe("чт, 29.02.2024, 00:30");
  expect(exactText("2024-03-01T18:30:00Z", "ru")).toBe("пт, 01.03.2024, 23:30");
  expect(workdayEnd("2024-02-29")).toBe("2024-02-29T12:00:00.000Z");
  expect(workdayEnd("2026-08-18")).toBe("2026-08-18T13:00:00.000Z");
});

it("names days in the person's language", () => {
  expect(weekdayText("2026-08-20", "ru", NOW)).toBe("чт, 20 авг");
  expect(shortDayText("2025-12-31", "ru", NOW)).toBe("31 дек 2025");
  expect(longDayText(NOW, "ru")).toBe("вторник, 18 августа");
  expect(longDayText(NOW, "kk")).toBe("сейсенбі, 18 тамыз");
  expect(monthText("2026-08", "ru")).toBe("август 2026");
  expect(exactText("2026-08-17T11:35:00Z", "ru")).toBe("пн, 17.08.2026, 16:35");
});

it("counts a day as missed when it is over, and a moment when it has come", () => {
  const at = new Date("2026-11-22T12:00:00Z");
  expect(isPast("2026-11-22", at)).toBe(false);
  expect(isPast("2026-11-21", at)).toBe(true);
  expect(isPast("2026-11-22T11:59:00Z", at)).toBe(true);
  expect(isPast("2026-11-22T12:01:00Z", at)).toBe(false);
});
