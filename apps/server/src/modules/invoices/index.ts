import type { Module } from "../../platform/module.ts";
import { registerFileField, registerFileGuard } from "../../records/files/rules.ts";
import { onLinked, registerLinkGuard } from "../../records/links/links.ts";
import { closingDocumentLinked, closingLinkedToRequest } from "./commands.ts";
import { registerInvoiceKind } from "./kind.ts";
import { guardClosing, keepsFiles, ownFileField } from "./papers.ts";
import { invoiceRoutes } from "./routes.ts";
import { isInvoice } from "./row.ts";

registerInvoiceKind();
registerFileField("invoice", ownFileField);
registerFileGuard("invoice", keepsFiles);
registerLinkGuard("invoice", guardClosing);
registerLinkGuard("request", guardClosing);
onLinked("invoice", async (tx, ctx, { change, link, fromId }) => {
  if (change === "added" && link === "closing" && (await isInvoice(tx, fromId))) await closingDocumentLinked(tx, ctx, fromId);
});
onLinked("request", async (tx, ctx, { change, link, fromId }) => {
  if (change === "added" && link === "closing") await closingLinkedToRequest(tx, ctx, fromId);
});

/** Invoices and the payments made for them. */
export const invoicesModule: Module = { name: "invoices", routes: invoiceRoutes };
