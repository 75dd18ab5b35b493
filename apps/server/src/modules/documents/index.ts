import type { Module } from "../../platform/module.ts";
import { registerKind } from "../../records/kinds.ts";
import { documentDay } from "./jobs.ts";
import { documentRecordKind } from "./kind.ts";
import { documentRoutes } from "./routes.ts";
import { registerDocumentSection } from "./section.ts";

registerKind(documentRecordKind);
registerDocumentSection();

/** The archive of documents. */
export const documentsModule: Module = {
  name: "documents",
  routes: documentRoutes,
  jobs: [documentDay.job],
  schedules: [documentDay.schedule],
};
