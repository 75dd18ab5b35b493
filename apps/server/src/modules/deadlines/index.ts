import type { Module } from "../../platform/module.ts";
import { deadlineMinute } from "./jobs.ts";

/** Deadlines of all records: what is near, what is late, and who above hears of it. */
export const deadlinesModule: Module = {
  name: "deadlines",
  jobs: [deadlineMinute.job],
  schedules: [deadlineMinute.schedule],
};
