import { inTransaction } from "../../platform/db/transaction.ts";
import type { Module } from "../../platform/module.ts";
import { installReference } from "./install.ts";
import { settingsRoutes } from "./routes-settings.ts";
import { referenceRoutes } from "./routes.ts";

/** Reference data: what choices are made from, kept as data and supplied on every fresh database. */
export const referenceModule: Module = {
  name: "reference",
  async routes(server) {
    await server.register(referenceRoutes);
    await server.register(settingsRoutes);
  },
  prepare: (app) => inTransaction(app, (tx) => installReference(tx, app.clock)),
};
