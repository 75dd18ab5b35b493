import type { Module } from "../../platform/module.ts";
import { castTable, publicRoutes } from "./routes-public.ts";
import { awayRoutes } from "./away/routes.ts";
import { roleRoutes } from "./roles/routes.ts";
import { viewRoutes } from "./routes-views.ts";
import { peopleRoutes } from "./routes.ts";
import { PEOPLE_SCHEMAS } from "./schema.ts";
import { catchUpWithMidnights, standingDay } from "./away/acting-changes.ts";
import { followed } from "./away/followers.ts";
import { registerOwnHoldings } from "./leaving/own.ts";
import { leavingRoutes } from "./leaving/routes.ts";
import { diskAlarm } from "./disk-alarm.ts";

registerOwnHoldings();

/** People: directory, administration of roles, standing in for one another. */
export const peopleModule: Module = {
  name: "people",
  async routes(server) {
    for (const schema of PEOPLE_SCHEMAS) server.addSchema(schema);
    await server.register(peopleRoutes);
    await server.register(leavingRoutes);
    await server.register(roleRoutes);
    await server.register(awayRoutes);
    await server.register(viewRoutes);
    await server.register(publicRoutes);
  },
  prepare: catchUpWithMidnights,
  announce: async (app) => (app.config.demo ? castTable(app) : []),
  jobs: [standingDay.job, followed.job, diskAlarm.job],
  schedules: [standingDay.schedule, followed.schedule, diskAlarm.schedule],
};
