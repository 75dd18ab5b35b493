import { expect, it } from "vitest";
import { checkExports } from "../check-exports.ts";
import { plant, spoken } from "./tree.ts";

const FILE = "packages/domain/src/kernel/calendar.ts";
const TEST = "packages/domain/src/kernel/calendar.test.ts";
const USER = "apps/server/src/platform/clock.ts";

function found(files: Record<string, string>): string[] {
  return spoken(checkExports(plant(files)));
}

it("refuses what only tests use", () => {
  const files = { [FILE]: "export const day = 1;\n", [TEST]: 'import { day } from "./calendar.ts";\nvoid day;\n' };
  const refusal = [`${FILE}:1 only tests use day: no source needs it`];
  expect(found(files)).toEqual(refusal);
  const kit = { "apps/server/test/kit/day.ts": 'import { day } from "@tartip/domain/kernel/calendar";\nvoid day;\n' };
  expect(found({ ...files, ...kit })).toEqual(refusal);
  expect(found({ ...files, [TEST]: 'import * as calendar from "./calendar.ts";\nvoid calendar.day;\n' })).toEqual(refusal);
});

it("lets tests have what sources use", () => {
  const test = { [TEST]: 'import { day } from "./calendar.ts";\nvoid day;\n' };
  const text = "export const day = 1;\n";
  for (const user of [
    'import { day as one } from "@tartip/domain/kernel/calendar";\nvoid one;\n',
    'import * as calendar from "@tartip/domain/kernel/calendar";\nvoid calendar;\n',
    'void import("@tartip/domain/kernel/calendar");\n',
  ]) {
    expect(found({ ...test, [FILE]: text, [USER]: user })).toEqual([]);
  }
  expect(found({ ...test, [FILE]: `${text}void day;\n` })).toEqual([]);
});

it("refuses what nobody uses, and an export that its own file alone uses", () => {
  expect(found({ [FILE]: "export const day = 1;\n" })).toEqual([`${FILE}:1 nothing uses day`]);
  expect(found({ [FILE]: "export interface Day { day: 1 }\n" })).toEqual([`${FILE}:1 nothing uses Day`]);
  expect(found({ [FILE]: "export function day() {}\nday();\n" })).toEqual([`${FILE}:1 no other file uses day: drop the export`]);
  const named = "const day = 1;\nexport { day };\nvoid { day: 2 };\nvoid { of: 3 }.of;\n";
  expect(found({ [FILE]: named, [USER]: 'export { day } from "@tartip/domain/kernel/calendar";\n' })).toEqual([
    `${USER}:1 nothing uses day`,
  ]);
});

it("leaves types of signatures, pages and tools alone", () => {
  expect(
    found({
      [FILE]: "export interface Day { day: 1 }\nexport const day: Day = { day: 1 };\n",
      [USER]: 'import { day } from "@tartip/domain/kernel/calendar";\nvoid day;\n',
      "apps/web/src/features/tasks/TaskPage.tsx": "export default function TaskPage() {}\n",
      "tools/check-day.ts": "export const day = 1;\n",
    }),
  ).toEqual([]);
});
