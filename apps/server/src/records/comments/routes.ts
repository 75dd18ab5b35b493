import { Type, type FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { inTransaction } from "../../platform/db/transaction.ts";
import { maybeIdempotent, sendAnswer } from "../../platform/http/idempotency.ts";
import { problems } from "../../platform/http/problems.ts";
import { addComment, deleteComment, editComment } from "./comments.ts";
import { mentionable } from "./mentions.ts";
import { Created, Nothing, Params, Uuid } from "../routes-schema.ts";
import { sightOf } from "../sight.ts";

const tags = ["Comments"];

const Source = Type.String({
  description: "Text: paragraphs, `- ` lists, **bold**, *italic*, [links](https://…), @[person id]",
  minLength: 1,
  maxLength: 20_000,
});

const CommentParams = Type.Object({ id: Uuid("Id of the record"), commentId: Uuid("Id of the comment") });

const NewComment = Type.Object({
  source: Source,
  mentions: Type.Optional(Type.Array(Uuid("Person"), { description: "People to tell, besides those in the text", maxItems: 30 })),
  shared: Type.Optional(Type.Boolean({ description: "Whether outsiders of the record see it; theirs always is" })),
  fileIds: Type.Optional(Type.Array(Uuid("File"), { description: "Own files just uploaded to the record", maxItems: 20 })),
});

const MentionableView = Type.Object(
  {
    id: Type.String({ description: "Id of the person" }),
    name: Type.String({ description: "Family and first name" }),
    position: Type.String({ description: "Position" }),
  },
  { description: "A person who may see the record" },
);

const MentionableList = Type.Object({
  items: Type.Array(MentionableView, { description: "Up to ten, people of the record first" }),
});

export const commentRoutes: FastifyPluginAsyncTypebox = async (api) => {
  api.post(
    "/records/:id/comments",
    {
      schema: {
        operationId: "addComment",
        tags,
        summary: "Comment a record",
        params: Params.record,
        body: NewComment,
        response: { 201: Created, ...problems(400, 401, 403, 404, 422) },
      },
    },
    async (request, reply) => {
      const { context, params, body } = request;
      const answer = await maybeIdempotent(context, request, async (tx) => {
        return { status: 201, body: { id: await addComment(tx, context, params.id, body) } };
      });
      return sendAnswer(reply, answer);
    },
  );
  await api.register(ownComments);
  await api.register(mentions);
};

const ownComments: FastifyPluginAsyncTypebox = async (api) => {
  api.patch(
    "/records/:id/comments/:commentId",
    {
      schema: {
        operationId: "editComment",
        tags,
        summary: "Correct an own comment within 15 minutes",
        params: CommentParams,
        body: Type.Object({ source: Source }),
        response: { 204: Nothing, ...problems(400, 401, 403, 404) },
      },
    },
    async ({ context, params, body }, reply) => {
      await inTransaction(context.app, (tx) => editComment(tx, context, params.id, params.commentId, body.source));
      return reply.code(204).send(null);
    },
  );

  api.delete(
    "/records/:id/comments/:commentId",
    {
      schema: {
        operationId: "deleteComment",
        tags,
        summary: "Take an own comment back; that there was one stays visible",
        params: CommentParams,
        response: { 204: Nothing, ...problems(401, 403, 404) },
      },
    },
    async ({ context, params }, reply) => {
      await inTransaction(context.app, (tx) => deleteComment(tx, context, params.id, params.commentId));
      return reply.code(204).send(null);
    },
  );
};

const mentions: FastifyPluginAsyncTypebox = async (api) => {
  api.get(
    "/records/:id/mentionable",
    {
      schema: {
        operationId: "listMentionable",
        tags,
        summary: "People who may be mentioned on a record",
        params: Params.record,
        querystring: Type.Object({ q: Type.String({ description: "A part of the name", maxLength: 100, default: "" }) }),
        response: { 200: MentionableList, ...problems(400, 401, 404) },
      },
    },
    async ({ context, params, query }) => {
      const { db } = context.app;
      const { record } = await sightOf(db, context, params.id);
      return { items: await mentionable(db, context, record, query.q) };
    },
  );
};
