import type { Module } from "../../platform/module.ts";
import { documentDay } from "./jobs.ts";
import { registerDocumentKind } from "./kind.ts";
import { documentRoutes } from "./routes.ts";

registerDocumentKind();

/** The archive of documents. */
export const documentsModule: Module = {
  name: "documents",
  routes: documentRoutes,
  jobs: [documentDay.job],
  schedules: [documentDay.schedule],
};
