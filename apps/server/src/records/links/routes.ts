import { Type, type FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { inTransaction } from "../../platform/db/transaction.ts";
import { maybeIdempotent, sendAnswer } from "../../platform/http/idempotency.ts";
import { problems } from "../../platform/http/problems.ts";
import { LINK_KINDS } from "../kinds.ts";
import { addLink, listLinks, removeLink } from "./links.ts";
import { Created, KindName, Nothing, Nullable, oneOf, Params, Uuid } from "../routes-schema.ts";

const tags = ["Links"];

const LinkName = oneOf(LINK_KINDS, "What the link says: `basis` and `closing` carry rules of money");
const LinkShown = oneOf([...LINK_KINDS, "chain"], "The same, or `chain`: a step of the one opened the other as its next request");

const OtherEnd = Type.Object(
  {
    id: Type.String({ description: "Id of the record" }),
    kind: KindName,
    number: Nullable(Type.String(), "Number; null before submission"),
    title: Type.String({ description: "Title" }),
    status: Type.String({ description: "State" }),
  },
  { description: "The record at the other end" },
);

const LinkView = Type.Object(
  {
    id: Type.String({ description: "Id of the link" }),
    link: LinkShown,
    direction: oneOf(["out", "in"], "`out` when this record is the one that refers"),
    other: OtherEnd,
  },
  { description: "A link" },
);

const NewLink = Type.Object({ toId: Uuid("Record to refer to; must be visible"), kind: LinkName });

export const linkRoutes: FastifyPluginAsyncTypebox = async (api) => {
  api.get(
    "/records/:id/links",
    {
      schema: {
        operationId: "listLinks",
        tags,
        summary: "Records linked with this one, as far as they are visible",
        params: Params.record,
        response: {
          200: Type.Object({ items: Type.Array(LinkView, { description: "Links, the earliest first" }) }),
          ...problems(400, 401, 404),
        },
      },
    },
    async ({ context, params }) => ({ items: await listLinks(context.app.db, context, params.id) }),
  );

  api.post(
    "/records/:id/links",
    {
      schema: {
        operationId: "addLink",
        tags,
        summary: "Link two records",
        params: Params.record,
        body: NewLink,
        response: { 201: Created, ...problems(400, 401, 403, 404, 422) },
      },
    },
    async (request, reply) => {
      const { context, params, body } = request;
      const answer = await maybeIdempotent(context, request, async (tx) => {
        return { status: 201, body: { id: await addLink(tx, context, params.id, body.toId, body.kind) } };
      });
      return sendAnswer(reply, answer);
    },
  );

  api.delete(
    "/records/:id/links/:linkId",
    {
      schema: {
        operationId: "removeLink",
        tags,
        summary: "Undo a link",
        params: Type.Object({ id: Uuid("Id of the record"), linkId: Uuid("Id of the link") }),
        response: { 204: Nothing, ...problems(400, 401, 403, 404, 422) },
      },
    },
    async ({ context, params }, reply) => {
      await inTransaction(context.app, (tx) => removeLink(tx, context, params.id, params.linkId));
      return reply.code(204).send(null);
    },
  );
};
