import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type as T } from "@fastify/type-provider-typebox";
import { notFound } from "@tartip/domain/kernel/errors";
import { seesMoney } from "@tartip/domain/access/visibility";
import { idempotent, maybeIdempotent, sendAnswer } from "../../platform/http/idempotency.ts";
import { problems } from "../../platform/http/problems.ts";
import { EXPORT_TYPES, exportQuery, sendExport } from "../../records/export/export.ts";
import { clearNotices } from "../../records/notices/notice.ts";
import { Params } from "../../records/routes-schema.ts";
import { auditingRefusals } from "../../records/transition.ts";
import { paymentsOf } from "../payments/questions.ts";
import { exportedInvoices, INVOICE_EXPORT } from "./export.ts";
import type { InvoiceFilters } from "./filters.ts";
import { listInvoices, sumInvoices } from "./queries.ts";
import {
  DuplicateReason,
  InvoiceCard,
  InvoiceListed,
  InvoiceListQuery,
  InvoiceMoved,
  InvoicePage,
  InvoiceQuery,
  InvoiceSort,
} from "./schema.ts";
import { InvoiceSummary, InvoiceTransition, PaymentList, PaymentView } from "./schema.ts";
import { invoiceCard, visibleInvoice } from "./screens.ts";
import { explainDuplicate, MONEY_ACTIONS, moveOne } from "./service.ts";

const tags = ["Invoices"];

export const invoiceRoutes: FastifyPluginAsyncTypebox = async (server) => {
  for (const schema of [InvoiceListed, InvoicePage, InvoiceSummary, PaymentView, PaymentList, InvoiceCard, InvoiceMoved])
    server.addSchema(schema);
  await server.register(registry);
  await server.register(reading);
  await server.register(moving);
};

const registry: FastifyPluginAsyncTypebox = async (server) => {
  server.get(
    "/invoices",
    {
      schema: {
        operationId: "listInvoices",
        summary: "The registry of invoices",
        tags,
        querystring: InvoiceListQuery,
        response: { 200: T.Ref("InvoicePage"), ...problems(400, 401) },
      },
    },
    async (request) => {
      const { sort, limit, after, ...filters } = request.query;
      const page = await listInvoices(request.context.app.db, request.context, { filters: given(filters), sort, limit, after });
      return { items: page.items, next: page.next };
    },
  );
  server.get(
    "/invoices/summary",
    {
      schema: {
        operationId: "sumInvoices",
        summary: "Count and totals by currency of a filter",
        tags,
        querystring: T.Object(InvoiceQuery),
        response: { 200: T.Ref("InvoiceSummary"), ...problems(400, 401) },
      },
    },
    async (request) => sumInvoices(request.context.app.db, request.context, given(request.query)),
  );
  server.get(
    "/invoices/export",
    {
      schema: {
        operationId: "exportInvoices",
        summary: "The registry as a file",
        tags,
        querystring: T.Object({ ...InvoiceQuery, sort: InvoiceSort, ...exportQuery(INVOICE_EXPORT) }),
        produces: EXPORT_TYPES,
        response: problems(400, 401, 403, 429),
      },
    },
    async ({ context, query: { sort, format, columns, ...filters } }, reply) =>
      sendExport(context, reply, exportedInvoices(context, given(filters), sort), { format, columns }),
  );
};

const reading: FastifyPluginAsyncTypebox = async (server) => {
  server.get(
    "/invoices/:id",
    {
      schema: {
        operationId: "getInvoice",
        summary: "One invoice with everything on its card",
        tags,
        params: Params.record,
        response: { 200: T.Ref("InvoiceCard"), ...problems(400, 401, 404) },
      },
    },
    async ({ context, params }) => {
      const card = await invoiceCard(context, params.id);
      await clearNotices(context.app.db, context, params.id);
      return card;
    },
  );
  server.get(
    "/invoices/:id/payments",
    {
      schema: {
        operationId: "listInvoicePayments",
        summary: "Payments and refunds of an invoice",
        tags,
        params: Params.record,
        response: { 200: T.Ref("InvoicePaymentList"), ...problems(400, 401, 404) },
      },
    },
    async (request) => {
      const invoice = await visibleInvoice(request.context, request.params.id);
      // Payments are amounts: for whoever sees none they do not exist.
      if (!seesMoney(request.context.actor, invoice.facts.record)) throw notFound("payments");
      return { items: await paymentsOf(request.context.app.db, invoice.row.id) };
    },
  );
};

/** Filters that were asked; absent ones must not make two cursors of one list. */
function given(filters: { [Key in keyof InvoiceFilters]: InvoiceFilters[Key] | undefined }): InvoiceFilters {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
}

const moving: FastifyPluginAsyncTypebox = async (server) => {
  server.post(
    "/invoices/:id/transitions",
    {
      schema: {
        operationId: "moveInvoice",
        summary: "Take an action on an invoice",
        description: "`pay` and `refund` need an `Idempotency-Key`.",
        tags,
        params: Params.record,
        body: InvoiceTransition,
        response: { 200: T.Ref("InvoiceMoved"), ...problems(400, 401, 403, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const { context: ctx, body } = request;
      const { id } = request.params;
      const once = MONEY_ACTIONS.includes(body.action) ? idempotent : maybeIdempotent;
      const answer = await auditingRefusals(ctx, "invoice", id, body.action, () =>
        once(ctx, request, async (tx) => ({
          status: 200,
          body: await moveOne(tx, ctx, id, { ...body, reason: body.reason ?? "" }),
        })),
      );
      return sendAnswer(reply, answer);
    },
  );
  server.post(
    "/invoices/:id/duplicate-reason",
    {
      schema: {
        operationId: "explainInvoiceDuplicate",
        summary: "Say why an invoice that looks like another is none",
        tags,
        params: Params.record,
        body: DuplicateReason,
        response: { 200: T.Ref("InvoiceMoved"), ...problems(400, 401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      const { context: ctx, body } = request;
      const { id } = request.params;
      const answer = await auditingRefusals(ctx, "invoice", id, "explainDuplicate", () =>
        maybeIdempotent(ctx, request, async (tx) => ({ status: 200, body: await explainDuplicate(tx, ctx, id, body) })),
      );
      return sendAnswer(reply, answer);
    },
  );
};
