import { expect, it } from "vitest";
import { draftOf, EMPTY_EXCEPTION } from "./settingsDraft.ts";
import { changedMeanwhile, overNow } from "./settingsMerge.ts";

type Exception = { type?: string; priority?: number; headHours?: number };

const settings = (exceptions: Exception[]) => ({
  deadlines: { remindDays: 1, remindHours: 2, headHours: 8, departmentHours: 0, exceptions },
  questionWorkDays: 3,
  ackWorkMinutes: 60,
  autoCloseWorkDays: 5,
  unplannedByCfo: true,
  version: "v1",
});
const PAYMENT = { type: "payment", headHours: 1 };
const URGENT = { priority: 4, headHours: 2 };
const HELP = { type: "it", headHours: 3 };

const merged = (mine: Exception[], seen: Exception[], now: Exception[]) =>
  overNow(draftOf(settings(mine)), settings(seen), settings(now)).exceptions;
const rows = (exceptions: Exception[]) => draftOf(settings(exceptions)).exceptions;

it.each<[string, Exception[], Exception[], Exception[], Exception[]]>([
  ["what both added", [PAYMENT, URGENT], [PAYMENT], [PAYMENT, HELP], [PAYMENT, URGENT, HELP]],
  ["one changed here, another there", [{ ...PAYMENT, headHours: 9 }, URGENT], [PAYMENT, URGENT], [PAYMENT, { ...URGENT, headHours: 7 }], [{ ...PAYMENT, headHours: 9 }, { ...URGENT, headHours: 7 }]], // prettier-ignore
  ["one removed here, another there", [URGENT, HELP], [PAYMENT, URGENT, HELP], [PAYMENT, URGENT], [URGENT]],
  ["the same one changed by both: as entered", [{ ...PAYMENT, headHours: 9 }], [PAYMENT], [{ ...PAYMENT, headHours: 7 }], [{ ...PAYMENT, headHours: 9 }]], // prettier-ignore
  [
    "one changed here and removed there: as entered",
    [{ ...PAYMENT, headHours: 9 }],
    [PAYMENT],
    [],
    [{ ...PAYMENT, headHours: 9 }],
  ],
  ["several for the same work, each by itself", [PAYMENT, { ...PAYMENT, headHours: 9 }], [PAYMENT, PAYMENT], [{ ...PAYMENT, headHours: 7 }, PAYMENT], [{ ...PAYMENT, headHours: 7 }, { ...PAYMENT, headHours: 9 }]], // prettier-ignore
  ["nothing but what was entered", [PAYMENT, URGENT], [PAYMENT], [PAYMENT], [PAYMENT, URGENT]],
])("keeps of exceptions %s", (_name, mine, seen, now, kept) => {
  expect(merged(mine, seen, now)).toEqual(rows(kept));
});

it("keeps a row that is still being filled in", () => {
  const draft = { ...draftOf(settings([PAYMENT])), exceptions: [...rows([PAYMENT]), EMPTY_EXCEPTION] };
  const over = overNow(draft, settings([PAYMENT]), settings([URGENT]));
  expect(over.exceptions).toEqual([EMPTY_EXCEPTION, ...rows([URGENT])]);
  expect(changedMeanwhile(settings([PAYMENT]), settings([URGENT]))).toEqual([]);
});
