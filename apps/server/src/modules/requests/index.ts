import type { Module } from "../../platform/module.ts";
import { registerKind } from "../../records/kinds.ts";
import { onActingChanged, onLeaving } from "../people/commands.ts";
import { requestsFollow } from "./answering/authors-left.ts";
import { requestMinute } from "./jobs.ts";
import { requestKind } from "./kind.ts";
import { requestRoutes } from "./routes.ts";
import { countHeld } from "./questions.ts";

registerKind(requestKind);
onActingChanged(requestsFollow);
onLeaving({ key: "requests", way: "byRule", count: countHeld });

/** Requests: the single entrance for every need. */
export const requestsModule: Module = {
  name: "requests",
  routes: requestRoutes,
  jobs: [requestMinute.job],
  schedules: [requestMinute.schedule],
  permissions: ["request.create", "request.read", "request.coordinate"],
};
