import type { Module } from "../../platform/module.ts";
import { registerKind } from "../../records/kinds.ts";
import { hostRunsOf } from "../approvals/commands.ts";
import { requestRuns } from "./approval/run-host.ts";
import { requestMinute } from "./jobs.ts";
import { requestKind } from "./kind.ts";
import { requestRoutes } from "./routes.ts";

registerKind(requestKind);
hostRunsOf("request", requestRuns);

/** Requests: the single entrance for every need. */
export const requestsModule: Module = {
  name: "requests",
  routes: requestRoutes,
  jobs: [requestMinute.job],
  schedules: [requestMinute.schedule],
  permissions: ["request.create", "request.read", "request.coordinate"],
};
