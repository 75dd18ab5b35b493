import { Type as T, type FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { ALLOWED, enforce, noRight } from "@tartip/domain/kernel/decision";
import { maybeIdempotent, sendAnswer } from "../../platform/http/idempotency.ts";
import { problems } from "../../platform/http/problems.ts";
import { listRoutes } from "../../records/listing/list-routes.ts";
import { Nothing, Nullable, Params, Uuid } from "../../records/routes-schema.ts";
import { auditingRefusals, transitionOnce } from "../../records/transition.ts";
import { basisOptions } from "./card/basis.ts";
import { editCard } from "./card/card.ts";
import { copyRequest } from "./card/copy.ts";
import { deleteDraft, insertDraft, saveDraft } from "./card/draft.ts";
import { requestList } from "./list.ts";
import type { RequestCase } from "./load.ts";
import { RequestPage, RequestRow, RequestSumsView, RequestView } from "./schema.ts";
import { requestHead, requestScreen } from "./screens.ts";
import { TransitionBody } from "./actions/transition-schema.ts";

const tags = ["Requests"];

const Values = T.Record(T.String({ maxLength: 60 }), T.Unknown(), {
  description: "Form values by field key; null clears",
  maxProperties: 100,
});

const Saved = T.Object(
  {
    id: Uuid("Request"),
    version: T.Integer({ description: "Version after the change" }),
    fields: T.Array(
      T.Object({
        field: T.String({ description: "Field key" }),
        code: T.String({ description: "Rule broken (fields:*)" }),
        params: T.Optional(T.Record(T.String(), T.Unknown(), { description: "Parameters of the sentence" })),
      }),
      { description: "What could not be kept as typed" },
    ),
  },
  { description: "Saved" },
);

const listing = listRoutes(requestList, {
  tags,
  page: { operationId: "listRequests", summary: "Requests the person may see", response: RequestPage },
  sums: { operationId: "sumRequests", summary: "Count and sums of a filter", response: RequestSumsView },
  file: { operationId: "exportRequests", summary: "The whole list as a file" },
});

const drafting: FastifyPluginAsyncTypebox = async (api) => {
  api.post(
    "/requests",
    {
      schema: {
        operationId: "createRequest",
        summary: "Open a draft",
        tags,
        body: T.Object({ type: T.String({ maxLength: 40, description: "Request type" }), values: T.Optional(Values) }),
        response: { 201: Saved, ...problems(400, 401, 403, 404) },
      },
    },
    async (request, reply) => {
      const { context, body } = request;
      const answer = await maybeIdempotent(context, request, async (tx) => {
        return { status: 201, body: await insertDraft(tx, context, body.type, body.values ? { values: body.values } : {}) };
      });
      return sendAnswer(reply, answer);
    },
  );
  api.post(
    "/requests/:id/copy",
    {
      schema: {
        operationId: "copyRequest",
        summary: "Open a draft with the same values",
        tags,
        params: Params.record,
        response: { 201: Saved, ...problems(400, 401, 403, 404) },
      },
    },
    async (request, reply) => {
      const { context, params } = request;
      return sendAnswer(
        reply,
        await maybeIdempotent(context, request, async (tx) => ({ status: 201, body: await copyRequest(tx, context, params.id) })),
      );
    },
  );
  api.delete(
    "/requests/:id",
    {
      schema: {
        operationId: "deleteDraft",
        summary: "Throw an own draft away",
        tags,
        params: Params.record,
        response: { 204: Nothing, ...problems(401, 404, 409) },
      },
    },
    async ({ context, params }, reply) => {
      await deleteDraft(context, params.id);
      return reply.code(204).send(null);
    },
  );
};

const record: FastifyPluginAsyncTypebox = async (api) => {
  api.get(
    "/requests/:id",
    {
      schema: {
        operationId: "getRequest",
        summary: "A request's page",
        tags,
        params: Params.record,
        response: { 200: RequestView, ...problems(401, 404) },
      },
    },
    async ({ context, params }) => {
      return requestScreen(context.app.db, context, params.id);
    },
  );
  api.patch(
    "/requests/:id",
    {
      schema: {
        operationId: "changeRequest",
        summary: "Autosave a draft, or change a submitted card",
        description:
          "A draft keeps what can be kept and names the rest in `fields`; a submitted card is changed whole or not at all.",
        tags,
        params: Params.record,
        body: T.Object({ version: T.Integer({ description: "Version the person saw" }), values: Values }),
        response: { 200: Saved, ...problems(400, 401, 403, 404, 409, 422) },
      },
    },
    async ({ context, params, body }) => {
      const { status } = await requestHead(context, params.id);
      if (status === "draft") return saveDraft(context, params.id, body.version, body.values);
      const version = await auditingRefusals(context, "request", params.id, "change", () =>
        editCard(context, params.id, body.version, body.values),
      );
      return { id: params.id, version, fields: [] };
    },
  );
};

const moves: FastifyPluginAsyncTypebox = async (api) => {
  api.post(
    "/requests/:id/transitions",
    {
      schema: {
        operationId: "moveRequest",
        summary: "Take an action: submit, accept, take, sendForApproval, approve, return, reject, close …",
        tags,
        params: Params.record,
        body: TransitionBody,
        response: { 200: RequestView, ...problems(400, 401, 403, 404, 409, 422) },
      },
    },
    async (request) => {
      const { context, params, body } = request;
      const left = await transitionOnce(request, "request", params.id, body);
      // reason: what a transition of a request leaves is the case its kind settled
      const known = left as RequestCase | undefined;
      // A number is given at the commit, after the case came to rest.
      return requestScreen(context.app.db, context, params.id, known?.row.number === null ? undefined : known);
    },
  );
};

const choices: FastifyPluginAsyncTypebox = async (api) => {
  const Option = T.Object(
    {
      id: Uuid("Document"),
      title: T.String({ description: "Title" }),
      kindCode: T.String({ description: "Kind" }),
      docNumber: T.String({ description: "Number" }),
      docDate: Nullable(T.String(), "Date"),
      validTo: Nullable(T.String(), "Last day it is valid"),
      hasFile: T.Boolean({ description: "Whether it has a file, without which it justifies nothing" }),
    },
    { description: "A document that can be a basis" },
  );
  api.get(
    "/requests/basis-options",
    {
      schema: {
        operationId: "listBasisOptions",
        summary: "Documents of a supplier that can justify a payment",
        description: "Enough to choose one; opening it needs the right to read the document.",
        tags,
        querystring: T.Object({
          counterpartyId: Uuid("Supplier"),
          q: T.Optional(T.String({ maxLength: 200, description: "Part of the title" })),
        }),
        response: { 200: T.Object({ items: T.Array(Option, { description: "Newest first" }) }), ...problems(400, 401, 403) },
      },
    },
    async ({ context, query }) => {
      enforce(context.actor.external ? noRight("contractor_ceiling") : ALLOWED, "basis");
      return { items: await basisOptions(context.app.db, query.counterpartyId, query.q) };
    },
  );
};

/** The needs of the company, their drafts, their pages and every move they make. */
export const requestRoutes: FastifyPluginAsyncTypebox = async (api) => {
  api.addSchema(RequestRow);
  api.addSchema(RequestView);
  for (const part of [listing, choices, drafting, record, moves]) await api.register(part);
};
