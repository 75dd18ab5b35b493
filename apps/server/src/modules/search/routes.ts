import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { allKinds } from "@tartip/domain/kernel/kinds";
import { problems } from "../../platform/http/problems.ts";
import { searchRecords } from "../../records/listing/search.ts";
import { searchPeople, searchProjects } from "./queries.ts";
import { searchQuery, SearchResult } from "./schema.ts";

export const searchRoutes: FastifyPluginAsyncTypebox = async (api) => {
  api.get(
    "/search",
    {
      schema: {
        operationId: "search",
        tags: ["Search"],
        summary: "Find records, people and projects",
        querystring: searchQuery(),
        response: { 200: SearchResult, ...problems(400, 401) },
      },
    },
    async ({ context, query }) => {
      const { db } = context.app;
      const { q, limit, kinds } = query;
      const [records, people, projects] = await Promise.all([
        searchRecords(db, context, { q, limit, kinds: kinds === undefined || kinds.length === 0 ? allKinds() : kinds }),
        searchPeople(db, context, q),
        searchProjects(db, context, q),
      ]);
      return { records, people, projects };
    },
  );
};
