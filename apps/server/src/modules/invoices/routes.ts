import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type as T } from "@fastify/type-provider-typebox";
import { notFound } from "@tartip/domain/kernel/errors";
import { seesMoney } from "@tartip/domain/access/visibility";
import { idempotent, maybeIdempotent, sendAnswer } from "../../platform/http/idempotency.ts";
import { problems } from "../../platform/http/problems.ts";
import { listRoutes } from "../../records/listing/list-routes.ts";
import { clearNotices } from "../../records/notices/tell.ts";
import { Params } from "../../records/routes-schema.ts";
import { auditingRefusals } from "../../records/transition.ts";
import { paymentsOf } from "../payments/questions.ts";
import { invoiceList } from "./list.ts";
import { alikeTyped } from "./alike.ts";
import { AlikeList, TypedQuery } from "./schema.ts";
import { DoubtAnswer, DuplicateReason, InvoiceCard, InvoiceListed, InvoiceMoved, InvoicePage } from "./schema.ts";
import { InvoiceSummary, InvoiceTransition, PaymentList, PaymentView } from "./schema.ts";
import { invoiceCard, visibleInvoice } from "./screens.ts";
import { answerDoubt, explainDuplicate, MONEY_ACTIONS, moveOne } from "./service.ts";

const tags = ["Invoices"];

export const invoiceRoutes: FastifyPluginAsyncTypebox = async (server) => {
  for (const schema of [InvoiceListed, InvoicePage, InvoiceSummary, PaymentView, PaymentList, InvoiceCard, InvoiceMoved])
    server.addSchema(schema);
  await server.register(registry);
  await server.register(reading);
  await server.register(moving);
  await server.register(explaining);
};

const registry = listRoutes(invoiceList, {
  tags,
  page: { operationId: "listInvoices", summary: "The registry of invoices", response: T.Ref("InvoicePage") },
  sums: { operationId: "sumInvoices", summary: "Count and totals by currency of a filter", response: T.Ref("InvoiceSummary") },
  file: { operationId: "exportInvoices", summary: "The registry as a file" },
});

const reading: FastifyPluginAsyncTypebox = async (server) => {
  server.get(
    "/invoices/alike",
    {
      schema: {
        operationId: "alikeInvoices",
        summary: "Invoices that look like one being typed, among those the reader sees with their amounts",
        tags,
        querystring: TypedQuery,
        response: { 200: AlikeList, ...problems(400, 401, 403) },
      },
    },
    async ({ context, query }) => ({ items: await alikeTyped(context, query) }),
  );
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
      // Payments are amounts: for a reader who sees none they do not exist.
      if (!seesMoney(request.context.actor, invoice.facts.record)) throw notFound("payments");
      return { items: await paymentsOf(request.context.app.db, invoice.row.id) };
    },
  );
};

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
};

/** What looks wrong about an invoice, and why it is right. */
const explaining: FastifyPluginAsyncTypebox = async (server) => {
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
  server.post(
    "/invoices/:id/doubts",
    {
      schema: {
        operationId: "answerInvoiceDoubt",
        summary: "Say why papers of an invoice that look wrong are right",
        tags,
        params: Params.record,
        body: DoubtAnswer,
        response: { 200: T.Ref("InvoiceMoved"), ...problems(400, 401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      const { context: ctx, body } = request;
      const { id } = request.params;
      const answer = await auditingRefusals(ctx, "invoice", id, "answerDoubt", () =>
        maybeIdempotent(ctx, request, async (tx) => ({ status: 200, body: await answerDoubt(tx, ctx, id, body) })),
      );
      return sendAnswer(reply, answer);
    },
  );
};
