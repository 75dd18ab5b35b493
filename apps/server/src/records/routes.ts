import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { sql } from "kysely";
import type { Context } from "../platform/context.ts";
import type { Module } from "../platform/module.ts";
import { checklistRoutes } from "./checklist/routes.ts";
import { commentRoutes } from "./comments/routes.ts";
import { fileRoutes } from "./files/routes.ts";
import { historyRoutes } from "./history/routes.ts";
import { linkRoutes } from "./links/routes.ts";
import type { Kind } from "./record.ts";
import { seenOf } from "./sight.ts";
import { watcherRoutes } from "./watchers/routes.ts";

const routes: FastifyPluginAsyncTypebox = async (api) => {
  for (const part of [historyRoutes, commentRoutes, fileRoutes, checklistRoutes, watcherRoutes, linkRoutes])
    await api.register(part);
};

/** Asked for every live event of every open page, so by the kinds that occur and no others. */
async function visibleRecordIds(ctx: Context, ids: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string; kind: Kind }>`select id, kind from records where id = any(${ids}::uuid[])`.execute(
    ctx.app.db,
  );
  const seen = await seenOf(ctx.app.db, ctx, rows);
  return ids.filter((id) => seen.has(id));
}

/** The shared life of records, whatever their kind. */
export const recordsModule: Module = {
  name: "records",
  routes,
  visibleRecordIds,
};
