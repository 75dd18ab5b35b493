import type { Module } from "../../platform/module.ts";
import { registerKind } from "../../records/kinds.ts";
import { counterpartyKind } from "./kind.ts";
import { counterpartyRoutes } from "./routes.ts";

registerKind(counterpartyKind);

/** Counterparties with their requisites and accounts. */
export const counterpartiesModule: Module = { name: "counterparties", routes: counterpartyRoutes };
