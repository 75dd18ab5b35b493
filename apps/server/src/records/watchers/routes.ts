import { Type, type FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { inTransaction } from "../../platform/db/transaction.ts";
import { problems } from "../../platform/http/problems.ts";
import { Instant, Nothing, Params, Uuid } from "../routes-schema.ts";
import { listWatchers, unwatch, watch } from "./watchers.ts";

const tags = ["Watchers"];

const WatcherParams = Type.Object({
  id: Uuid("Id of the record"),
  personId: Type.String({
    description: "Id of the person, or `me`",
    pattern: "^(me|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$",
  }),
});

const WatcherView = Type.Object(
  {
    id: Type.String({ description: "Id of the person" }),
    name: Type.String({ description: "Family and first name" }),
    since: Instant("Since when they follow it"),
  },
  { description: "A person who follows the record" },
);

export const watcherRoutes: FastifyPluginAsyncTypebox = async (api) => {
  api.get(
    "/records/:id/watchers",
    {
      schema: {
        operationId: "listWatchers",
        tags,
        summary: "Who follows a record",
        params: Params.record,
        response: {
          200: Type.Object({ items: Type.Array(WatcherView, { description: "Watchers, the earliest first" }) }),
          ...problems(400, 401, 404),
        },
      },
    },
    async ({ context, params }) => ({ items: await listWatchers(context.app.db, context, params.id) }),
  );

  api.put(
    "/records/:id/watchers/:personId",
    {
      schema: {
        operationId: "watch",
        tags,
        summary: "Follow a record, or let somebody follow it",
        params: WatcherParams,
        response: { 204: Nothing, ...problems(400, 401, 403, 404, 422) },
      },
    },
    async ({ context, params }, reply) => {
      const personId = params.personId === "me" ? context.actor.id : params.personId;
      await inTransaction(context.app, (tx) => watch(tx, context, params.id, personId));
      return reply.code(204).send(null);
    },
  );

  api.delete(
    "/records/:id/watchers/:personId",
    {
      schema: {
        operationId: "unwatch",
        tags,
        summary: "Stop following a record",
        params: WatcherParams,
        response: { 204: Nothing, ...problems(400, 401, 403, 404) },
      },
    },
    async ({ context, params }, reply) => {
      const personId = params.personId === "me" ? context.actor.id : params.personId;
      await inTransaction(context.app, (tx) => unwatch(tx, context, params.id, personId));
      return reply.code(204).send(null);
    },
  );
};
