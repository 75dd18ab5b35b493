import type { Module } from "../../platform/module.ts";
import { onActingChanged, onLeaving } from "../people/commands.ts";
import { runsFollow } from "./resolve-again.ts";
import { approvalRoutes } from "./routes.ts";
import { countAsked } from "./questions.ts";

onActingChanged(runsFollow);
onLeaving({ key: "decisions", way: "byRule", count: countAsked });

/** Approvals: the runs of records of every kind that has decisions. Their votes are transitions of the record. */
export const approvalsModule: Module = { name: "approvals", routes: approvalRoutes, permissions: ["approval.vote"] };
