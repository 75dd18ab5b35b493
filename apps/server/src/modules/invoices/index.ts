import type { Module } from "../../platform/module.ts";
import { registerInvoiceKind } from "./kind.ts";
import { invoiceRoutes } from "./routes.ts";

registerInvoiceKind();

/** Invoices and the payments made for them. */
export const invoicesModule: Module = { name: "invoices", routes: invoiceRoutes };
