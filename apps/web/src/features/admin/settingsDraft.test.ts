import { expect, it } from "vitest";
import { bodyOf, draftOf, EMPTY_EXCEPTION, wrongNumbers } from "./settingsDraft.ts";

const SETTINGS = {
  deadlines: {
    remindDays: 1,
    remindHours: 2,
    headHours: 8,
    departmentHours: 0,
    exceptions: [{ type: "payment", priority: 4, headHours: 1 }],
  },
  questionWorkDays: 3,
  ackWorkMinutes: 60,
  autoCloseWorkDays: 5,
  unplannedByCfo: true,
  version: "v1",
};

it("gives back what it was made of", () => {
  const { version: _version, ...settings } = SETTINGS;
  expect(bodyOf(draftOf(SETTINGS))).toEqual(settings);
});

it("leaves out an exception that says nothing and keeps one that silences a level", () => {
  const draft = { ...draftOf(SETTINGS), exceptions: [EMPTY_EXCEPTION, { ...EMPTY_EXCEPTION, priority: "1", headHours: "0" }] };
  expect(bodyOf(draft).deadlines.exceptions).toEqual([{ priority: 1, headHours: 0 }]);
});

it("names each field without a whole number", () => {
  const draft = {
    ...draftOf(SETTINGS),
    headHours: "",
    questionWorkDays: "2.5",
    exceptions: [{ ...EMPTY_EXCEPTION, remindDays: "x" }],
  };
  expect([...wrongNumbers(draft).keys()]).toEqual(["headHours", "questionWorkDays", "exceptions.0.remindDays"]);
});

it("leaves a finished request a day to be looked at", () => {
  const draft = { ...draftOf(SETTINGS), autoCloseWorkDays: "0", questionWorkDays: "0" };
  expect([...wrongNumbers(draft)]).toEqual([["autoCloseWorkDays", { key: "atLeast.days", count: 1 }]]);
});
