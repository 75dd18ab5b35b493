import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type as T } from "@fastify/type-provider-typebox";
import { inTransaction } from "../../platform/db/transaction.ts";
import { problems } from "../../platform/http/problems.ts";
import { Nothing, oneOf } from "../../records/routes-schema.ts";
import { LISTS_WITH_VIEWS, removeView, savedViews, saveView } from "./saved-views.ts";
import { Id } from "./schema.ts";

const tags = ["People"];

const body = {
  list: oneOf(LISTS_WITH_VIEWS, "The list it is a view of"),
  name: T.String({ minLength: 1, maxLength: 40, pattern: "\\S", description: "What the person calls it" }),
  search: T.Record(T.String({ maxLength: 40 }), T.String({ maxLength: 4000, description: "Value, several with commas" }), {
    description: "Filters as they stand in the address of the page",
    maxProperties: 40,
  }),
};

const Views = T.Object(
  { items: T.Array(T.Object({ id: Id("View"), ...body }, { description: "A view" }), { description: "The oldest first" }) },
  { $id: "SavedViews", description: "Views of lists that the person keeps" },
);

/** Views of lists that a person keeps: nobody else's business, so no right and no journal. */
export const viewRoutes: FastifyPluginAsyncTypebox = async (server) => {
  server.addSchema(Views);
  server.get(
    "/me/views",
    {
      schema: {
        operationId: "listSavedViews",
        summary: "The reader's own views of lists",
        tags,
        response: { 200: T.Ref("SavedViews"), ...problems(401) },
      },
    },
    async ({ context }) => ({ items: await savedViews(context.app.db, context) }),
  );
  server.post(
    "/me/views",
    {
      schema: {
        operationId: "saveView",
        summary: "Keep a view; one of the same name is replaced",
        tags,
        body: T.Object(body),
        response: { 200: T.Ref("SavedViews"), ...problems(400, 401) },
      },
    },
    async ({ context, body: view }) => {
      await inTransaction(context.app, (tx) => saveView(tx, context, view));
      return { items: await savedViews(context.app.db, context) };
    },
  );
  server.delete(
    "/me/views/:id",
    {
      schema: {
        operationId: "removeView",
        summary: "Forget a view",
        tags,
        params: T.Object({ id: Id("View") }),
        response: { 204: Nothing, ...problems(400, 401, 404) },
      },
    },
    async ({ context, params }, reply) => {
      await inTransaction(context.app, (tx) => removeView(tx, context, params.id));
      return reply.code(204).send(null);
    },
  );
};
