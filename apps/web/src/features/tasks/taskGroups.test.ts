import { expect, it } from "vitest";
import { grouped, groupOf } from "./taskGroups.ts";
import type { TaskRow } from "./taskQueries.ts";

const AT = new Date("2026-08-18T05:20:00Z");

it("puts a deadline into the part of the company's day it belongs to", () => {
  expect(groupOf("2026-08-17T13:00:00Z", AT)).toBe("overdue");
  expect(groupOf("2026-08-18T04:00:00Z", AT)).toBe("overdue");
  expect(groupOf("2026-08-18T18:59:00Z", AT)).toBe("today");
  // 00:10 of the 19th in Almaty.
  expect(groupOf("2026-08-18T19:10:00Z", AT)).toBe("later");
  expect(groupOf(null, AT)).toBe("none");
});

it("gives each group a heading with its count and leaves empty ones out", () => {
  const task = (id: string, dueAt: string | null) => ({ id, dueAt });
  // reason: grouping reads the deadline alone
  const tasks = [task("a", "2026-08-01T05:00:00Z"), task("b", "2026-08-20T05:00:00Z"), task("c", null)] as TaskRow[];
  expect(grouped(tasks, AT).map((line) => line.task?.id ?? line.group)).toEqual(["overdue", "a", "later", "b", "none", "c"]);
  expect(grouped(tasks, AT)[0]).toEqual({ group: "overdue", count: 1 });
});
