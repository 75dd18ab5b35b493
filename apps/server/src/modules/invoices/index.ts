import type { Module } from "../../platform/module.ts";
import { registerKind } from "../../records/kinds.ts";
import { invoiceKind } from "./kind.ts";
import { invoiceRoutes } from "./routes.ts";

registerKind(invoiceKind);

/** Invoices and the payments made for them. */
export const invoicesModule: Module = { name: "invoices", routes: invoiceRoutes };
