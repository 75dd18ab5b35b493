import type { Module } from "../../platform/module.ts";
import { registerOrganisationHoldings } from "./leaving.ts";
import { rateRoutes, setUpRoutes } from "./routes-rates.ts";
import { organisationRoutes } from "./routes.ts";
import { ORGANISATION_SCHEMAS } from "./schema.ts";

registerOrganisationHoldings();

/** What describes the company: branches, departments, projects, cost items, rates; and its first setting up. */
export const organisationModule: Module = {
  name: "organisation",
  async routes(server) {
    for (const schema of ORGANISATION_SCHEMAS) server.addSchema(schema);
    await server.register(organisationRoutes);
    await server.register(rateRoutes);
    await server.register(setUpRoutes);
  },
};
