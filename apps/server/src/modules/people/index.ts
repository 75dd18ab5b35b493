import type { App } from "../../platform/app.ts";
import type { Module } from "../../platform/module.ts";
import { publicRoutes } from "./routes-public.ts";
import { roleRoutes } from "./routes-roles.ts";
import { standingRoutes } from "./routes-standing.ts";
import { peopleRoutes } from "./routes.ts";
import { PEOPLE_SCHEMAS } from "./schema.ts";
import { standingDay } from "./standing.ts";

/** The application whose server is built next: public routes have no context to take it from. */
let prepared: App | undefined;

/** People: directory, administration of roles, standing in for one another. */
export const peopleModule: Module = {
  name: "people",
  async prepare(app) {
    prepared = app;
  },
  async routes(server) {
    for (const schema of PEOPLE_SCHEMAS) server.addSchema(schema);
    await server.register(peopleRoutes);
    await server.register(roleRoutes);
    await server.register(standingRoutes);
    await server.register(publicRoutes(prepared));
  },
  jobs: [standingDay.job],
  schedules: [standingDay.schedule],
};
