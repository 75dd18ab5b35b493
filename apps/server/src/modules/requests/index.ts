import { fieldOf } from "@tartip/domain/requests/type";
import type { Module } from "../../platform/module.ts";
import { onFilesChanged, registerFileField, registerFileGuard } from "../../records/files/rules.ts";
import { registerKind } from "../../records/kinds.ts";
import { registerLinkGuard } from "../../records/links/links.ts";
import { hostRunsOf } from "../approvals/commands.ts";
import { onInvoiceEvent } from "../invoices/commands.ts";
import { requestRuns } from "./approval/run-host.ts";
import { basisGuard } from "./card/basis-link.ts";
import { fileBlockersOf, filesChanged, rememberVouched } from "./card/files.ts";
import { requestMinute } from "./jobs.ts";
import { requestKind } from "./kind.ts";
import { loadType } from "./load.ts";
import { requestRoutes } from "./routes.ts";
import { settleWithInvoice } from "./settle.ts";

registerKind(requestKind);
registerFileGuard("request", fileBlockersOf);
onFilesChanged("request", filesChanged, rememberVouched);
registerFileField("request", async (tx, recordId, key) => {
  const field = fieldOf(await loadType(tx, recordId), key);
  return field?.type === "file" || field?.type === "files" ? { multiple: field.type === "files" } : null;
});
registerLinkGuard("request", basisGuard);
hostRunsOf("request", requestRuns);
onInvoiceEvent(settleWithInvoice);

/** Requests: the single entrance for every need. */
export const requestsModule: Module = {
  name: "requests",
  routes: requestRoutes,
  jobs: [requestMinute.job],
  schedules: [requestMinute.schedule],
  permissions: ["request.create", "request.read", "request.coordinate"],
};
