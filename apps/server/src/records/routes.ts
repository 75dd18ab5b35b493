import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Context } from "../platform/context.ts";
import type { Module } from "../platform/module.ts";
import { checklistRoutes } from "./checklist/routes.ts";
import { commentRoutes } from "./comments/routes.ts";
import { fileRoutes } from "./files/routes.ts";
import { historyRoutes } from "./history/routes.ts";
import { linkRoutes } from "./links/routes.ts";
import { admitStatuses } from "./statuses.ts";
import { visibleIds } from "./visibility.ts";
import { watcherRoutes } from "./watchers/routes.ts";

const routes: FastifyPluginAsyncTypebox = async (api) => {
  for (const part of [historyRoutes, commentRoutes, fileRoutes, checklistRoutes, watcherRoutes, linkRoutes])
    await api.register(part);
};

/** Asked for every live event of every open page, so by the kinds that occur and no others. */
async function visibleRecordIds(ctx: Context, ids: string[]): Promise<string[]> {
  const seen = await visibleIds(ctx.app.db, ctx, ids);
  return ids.filter((id) => seen.has(id));
}

/** The shared life of records, whatever their kind. */
export const recordsModule: Module = {
  name: "records",
  routes,
  visibleRecordIds,
  prepare: ({ db }) => admitStatuses(db),
};
