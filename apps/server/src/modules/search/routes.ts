import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { allKinds } from "@tartip/domain/kernel/kinds";
import { problems } from "../../platform/http/problems.ts";
import { together } from "../../platform/db/together.ts";
import { hitsOf, visibleHits } from "../../records/listing/search.ts";
import { peopleOf, projectsOf } from "./queries.ts";
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
      const search = { q, limit, kinds: kinds === undefined || kinds.length === 0 ? allKinds() : kinds };
      const reads = { hits: hitsOf(search), people: peopleOf(context, q), projects: projectsOf(context, q) };
      const { hits, people, projects } = await together(db, reads);
      return { records: await visibleHits(db, context, search, hits[0]), people, projects };
    },
  );
};
