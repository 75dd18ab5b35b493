import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type as T } from "@fastify/type-provider-typebox";
import { inTransaction } from "../../platform/db/transaction.ts";
import { problems } from "../../platform/http/problems.ts";
import { clearNotices } from "../../records/notices/tell.ts";
import { listRoutes } from "../../records/listing/list-routes.ts";
import { Uuid } from "../../records/routes-schema.ts";
import { transitionOnce } from "../../records/transition.ts";
import { documentList } from "./list.ts";
import { readDocument } from "./queries.ts";
import { DOCUMENT_SCHEMAS, NewBody, PatchBody, TransitionBody } from "./schema.ts";
import { createDocument, updateDocument } from "./service.ts";

const tags = ["Documents"];
const One = T.Object({ id: Uuid("Document") });
const Card = T.Ref("DocumentCard");

export const documentRoutes: FastifyPluginAsyncTypebox = async (server) => {
  for (const schema of DOCUMENT_SCHEMAS) server.addSchema(schema);
  await server.register(
    listRoutes(documentList, {
      tags,
      page: { operationId: "listDocuments", summary: "The archive, newest first", response: T.Ref("DocumentPage") },
    }),
  );
  await server.register(reading);
  await server.register(writing);
};

const reading: FastifyPluginAsyncTypebox = async (server) => {
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
        summary: "Send a document for approval, decide on it, register a signed paper, close or extend it",
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
