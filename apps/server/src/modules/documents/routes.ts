import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type as T } from "@fastify/type-provider-typebox";
import { inTransaction } from "../../platform/db/transaction.ts";
import { problems } from "../../platform/http/problems.ts";
import { clearNotices } from "../../records/notices/notice.ts";
import { After, Uuid } from "../../records/routes-schema.ts";
import { transitionOnce } from "../../records/transition.ts";
import { listDocuments, readDocument } from "./queries.ts";
import { DOCUMENT_SCHEMAS, NewBody, PatchBody, Status, TransitionBody } from "./schema.ts";
import { createDocument, updateDocument } from "./service.ts";

const tags = ["Documents"];
const One = T.Object({ id: Uuid("Document") });
const Card = T.Ref("DocumentCard");

const Filter = T.Object({
  q: T.Optional(T.String({ maxLength: 200, description: "Part of the title, number, counterparty or BIN" })),
  kindCode: T.Optional(T.String({ maxLength: 60, description: "Kind of document" })),
  counterpartyId: T.Optional(Uuid("Counterparty")),
  status: T.Optional(Status),
  basis: T.Optional(T.Boolean({ description: "Only kinds that can be the basis of a payment, or only the others" })),
  expiringDays: T.Optional(T.Integer({ minimum: 0, maximum: 3660, description: "Signed and ending within so many days" })),
  limit: T.Integer({ minimum: 1, maximum: 200, default: 50, description: "Rows of a page" }),
  after: After,
});

export const documentRoutes: FastifyPluginAsyncTypebox = async (server) => {
  for (const schema of DOCUMENT_SCHEMAS) server.addSchema(schema);
  await server.register(reading);
  await server.register(writing);
};

const reading: FastifyPluginAsyncTypebox = async (server) => {
  server.get(
    "/documents",
    {
      schema: {
        operationId: "listDocuments",
        summary: "The archive, newest first",
        tags,
        querystring: Filter,
        response: { 200: T.Ref("DocumentPage"), ...problems(400, 401) },
      },
    },
    async (request) => listDocuments(request.context, request.query),
  );
  server.get(
    "/documents/:id",
    {
      schema: {
        operationId: "getDocument",
        summary: "One document with its files and links",
        tags,
        params: One,
        response: { 200: Card, ...problems(401, 404) },
      },
    },
    async ({ context, params }) => {
      const card = await readDocument(context, params.id);
      await clearNotices(context.app.db, context, params.id);
      return card;
    },
  );
};

const writing: FastifyPluginAsyncTypebox = async (server) => {
  server.post(
    "/documents",
    {
      schema: {
        operationId: "createDocument",
        summary: "Add a card; its file follows by the files route with fieldKey=file",
        tags,
        body: NewBody,
        response: { 201: Card, ...problems(400, 401, 403) },
      },
    },
    async (request, reply) => {
      const ctx = request.context;
      const id = await inTransaction(ctx.app, (tx) => createDocument(tx, ctx, request.body));
      return reply.code(201).send(await readDocument(ctx, id));
    },
  );
  server.patch(
    "/documents/:id",
    {
      schema: {
        operationId: "updateDocument",
        summary: "Change a card in draft or rework",
        tags,
        params: One,
        body: PatchBody,
        response: { 200: Card, ...problems(400, 401, 403, 404, 409) },
      },
    },
    async (request) => {
      const ctx = request.context;
      const { version, ...patch } = request.body;
      await inTransaction(ctx.app, (tx) => updateDocument(tx, ctx, request.params.id, version, patch));
      return readDocument(ctx, request.params.id);
    },
  );
  server.post(
    "/documents/:id/transitions",
    {
      schema: {
        operationId: "transitionDocument",
        summary: "Register a signed paper, close or extend a document",
        tags,
        params: One,
        body: TransitionBody,
        response: { 200: Card, ...problems(400, 401, 403, 404, 409, 422) },
      },
    },
    async (request) => {
      await transitionOnce(request, "document", request.params.id, request.body);
      return readDocument(request.context, request.params.id);
    },
  );
};
