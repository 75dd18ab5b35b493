import { Type, type FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { inTransaction } from "../../platform/db/transaction.ts";
import { maybeIdempotent, sendAnswer } from "../../platform/http/idempotency.ts";
import { problems } from "../../platform/http/problems.ts";
import { addChecklistItem, changeChecklistItem, listChecklist, removeChecklistItem } from "./checklist.ts";
import { Created, Nothing, NullableInstant, NullablePerson, Params, Uuid } from "../routes-schema.ts";

const tags = ["Checklist"];

const Text = Type.String({ description: "What is to be done", minLength: 1, maxLength: 500 });
const ItemParams = Type.Object({ id: Uuid("Id of the record"), itemId: Uuid("Id of the item") });

const ItemView = Type.Object(
  {
    id: Type.String({ description: "Id of the item" }),
    text: Type.String({ description: "What is to be done" }),
    required: Type.Boolean({ description: "Demanded by the type: it is ticked, never removed" }),
    done: Type.Boolean({ description: "Whether it is ticked" }),
    doneAt: NullableInstant("When it was ticked"),
    doneBy: NullablePerson("Who ticked it"),
  },
  { description: "An item of a checklist" },
);

const ItemPatch = Type.Object(
  {
    text: Type.Optional(Text),
    done: Type.Optional(Type.Boolean({ description: "Ticked or not" })),
    index: Type.Optional(Type.Integer({ description: "New place, counted from 0", minimum: 0, maximum: 999 })),
  },
  { minProperties: 1 },
);

export const checklistRoutes: FastifyPluginAsyncTypebox = async (api) => {
  api.get(
    "/records/:id/checklist",
    {
      schema: {
        operationId: "listChecklist",
        tags,
        summary: "Checklist of a record",
        params: Params.record,
        response: {
          200: Type.Object({ items: Type.Array(ItemView, { description: "Items in their order" }) }),
          ...problems(400, 401, 404),
        },
      },
    },
    async ({ context, params }) => ({ items: await listChecklist(context.app.db, context, params.id) }),
  );

  api.post(
    "/records/:id/checklist",
    {
      schema: {
        operationId: "addChecklistItem",
        tags,
        summary: "Add an item",
        params: Params.record,
        body: Type.Object({ text: Text }),
        response: { 201: Created, ...problems(400, 401, 403, 404, 422) },
      },
    },
    async (request, reply) => {
      const { context, params, body } = request;
      const answer = await maybeIdempotent(context, request, async (tx) => {
        return { status: 201, body: { id: await addChecklistItem(tx, context, params.id, body.text) } };
      });
      return sendAnswer(reply, answer);
    },
  );
  await api.register(oneItem);
};

const oneItem: FastifyPluginAsyncTypebox = async (api) => {
  api.patch(
    "/records/:id/checklist/:itemId",
    {
      schema: {
        operationId: "changeChecklistItem",
        tags,
        summary: "Tick, rename or move an item",
        params: ItemParams,
        body: ItemPatch,
        response: { 204: Nothing, ...problems(400, 401, 403, 404, 422) },
      },
    },
    async ({ context, params, body }, reply) => {
      await inTransaction(context.app, (tx) => changeChecklistItem(tx, context, params.id, params.itemId, body));
      return reply.code(204).send(null);
    },
  );

  api.delete(
    "/records/:id/checklist/:itemId",
    {
      schema: {
        operationId: "removeChecklistItem",
        tags,
        summary: "Remove an item that the type does not demand",
        params: ItemParams,
        response: { 204: Nothing, ...problems(400, 401, 403, 404, 422) },
      },
    },
    async ({ context, params }, reply) => {
      await inTransaction(context.app, (tx) => removeChecklistItem(tx, context, params.id, params.itemId));
      return reply.code(204).send(null);
    },
  );
};
