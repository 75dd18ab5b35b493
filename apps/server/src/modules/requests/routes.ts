import { Type as T, type FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { ALLOWED, enforce, noRight } from "@tartip/domain/kernel/decision";
import { maybeIdempotent, sendAnswer } from "../../platform/http/idempotency.ts";
import { problems } from "../../platform/http/problems.ts";
import { EXPORT_TYPES, exportQuery, sendExport } from "../../records/export/export.ts";
import { clearNotices } from "../../records/notices/notice.ts";
import { day, ids, Nothing, Nullable, Params, Uuid, words } from "../../records/routes-schema.ts";
import { auditingRefusals, transitionOnce } from "../../records/transition.ts";
import { basisOptions } from "./card/basis.ts";
import { editCard } from "./card/card.ts";
import { copyRequest } from "./card/copy.ts";
import { deleteDraft, insertDraft, saveDraft } from "./card/draft.ts";
import { exportedRequests, REQUEST_EXPORT } from "./export.ts";
import { REQUEST_SORTS } from "./filters.ts";
import { listRequests, sumRequests } from "./queries.ts";
import { RequestPage, RequestRow, RequestSumsView, RequestView } from "./schema.ts";
import { requestHead, requestScreen } from "./screens.ts";
import { TransitionBody } from "./actions/transition-schema.ts";

const tags = ["Requests"];

const Filters = {
  view: T.Optional(
    T.Unsafe<"mine" | "waiting" | "assigned" | "queue" | "unassigned" | "watching" | "drafts">({
      type: "string",
      enum: ["mine", "waiting", "assigned", "queue", "unassigned", "watching", "drafts"],
      description:
        "Whose: made by me, waiting for me, mine to answer for, in my queues, without a responsible, watched, my drafts",
    }),
  ),
  open: T.Optional(T.Boolean({ description: "Only open (true) or only finished (false)" })),
  status: words("Status, any of"),
  type: words("Request type, any of"),
  branchId: ids("Branch, any of"),
  departmentId: ids("Department, any of"),
  projectId: ids("Project, any of"),
  assigneeId: ids("Responsible, any of"),
  authorId: ids("Author, any of"),
  counterpartyId: ids("Counterparty, any of"),
  priority: T.Optional(
    T.Array(T.Integer({ minimum: 1, maximum: 4, description: "1 low … 4 urgent" }), {
      description: "Priority, any of",
      maxItems: 4,
    }),
  ),
  dueFrom: day("Deadline not before this company day"),
  dueTo: day("Deadline not after this company day"),
  createdFrom: day("Made not before this company day"),
  createdTo: day("Made not after this company day"),
  overdue: T.Optional(T.Boolean({ description: "Only open ones past their deadline" })),
  q: T.Optional(T.String({ maxLength: 200, description: "Part of number, subject, supplier or BIN" })),
};

const sort = T.Optional(
  T.String({
    pattern: `^-?(${REQUEST_SORTS.join("|")})$`,
    default: "-createdAt",
    description: `Order: ${REQUEST_SORTS.join(", ")}; minus for descending`,
  }),
);

const ListQuery = T.Object({
  ...Filters,
  sort,
  limit: T.Optional(T.Integer({ minimum: 1, maximum: 200, default: 50, description: "Rows a page" })),
  after: T.Optional(T.String({ maxLength: 2000, description: "`next` of the page before" })),
});

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

const listing: FastifyPluginAsyncTypebox = async (api) => {
  api.get(
    "/requests",
    {
      schema: {
        operationId: "listRequests",
        summary: "Requests the person may see",
        tags,
        querystring: ListQuery,
        response: { 200: RequestPage, ...problems(400, 401) },
      },
    },
    async ({ context, query }) => {
      const { sort = "-createdAt", limit = 50, after, ...filters } = query;
      return listRequests(context.app.db, context, { filters, sort, limit, after });
    },
  );
  api.get(
    "/requests/summary",
    {
      schema: {
        operationId: "sumRequests",
        summary: "Count and sums of a filter",
        tags,
        querystring: T.Object(Filters),
        response: { 200: RequestSumsView, ...problems(400, 401) },
      },
    },
    async ({ context, query }) => sumRequests(context.app.db, context, query),
  );
  api.get(
    "/requests/export",
    {
      schema: {
        operationId: "exportRequests",
        summary: "The whole list as a file",
        tags,
        querystring: T.Object({ ...Filters, sort, ...exportQuery(REQUEST_EXPORT) }),
        produces: EXPORT_TYPES,
        response: problems(400, 401, 403, 429),
      },
    },
    async ({ context, query: { sort: order = "-createdAt", format, columns, ...filters } }, reply) =>
      sendExport(context, reply, exportedRequests(context, filters, order), { format, columns }),
  );
};

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
      const screen = await requestScreen(context.app.db, context, params.id);
      await clearNotices(context.app.db, context, params.id);
      return screen;
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
      await transitionOnce(request, "request", params.id, body);
      return requestScreen(context.app.db, context, params.id);
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
