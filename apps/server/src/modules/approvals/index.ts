import type { Module } from "../../platform/module.ts";
import { onActingChanged } from "../people/commands.ts";
import { runsFollow } from "./resolve-again.ts";
import { approvalRoutes } from "./routes.ts";

onActingChanged(runsFollow);

/** Approvals: the runs of records of every kind that has decisions. Their votes are transitions of the record. */
export const approvalsModule: Module = { name: "approvals", routes: approvalRoutes, permissions: ["approval.vote"] };
