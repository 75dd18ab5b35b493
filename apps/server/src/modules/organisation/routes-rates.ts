import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type as T } from "@fastify/type-provider-typebox";
import { inTransaction } from "../../platform/db/transaction.ts";
import { problems } from "../../platform/http/problems.ts";
import { listRates, removeRate, setRate } from "./rates.ts";
import { RateBody, RateFilter, RateQuery } from "./schema.ts";
import { closeSetUp, readSetUp } from "./set-up.ts";

const tags = ["Organisation"];

export const rateRoutes: FastifyPluginAsyncTypebox = async (server) => {
  server.get(
    "/organisation/rates",
    {
      schema: {
        operationId: "listRates",
        summary: "Currency rates, the latest day first",
        tags,
        querystring: RateFilter,
        response: { 200: T.Ref("RatesPage"), ...problems(400, 401, 404) },
      },
    },
    async (request) => listRates(request.context, request.query),
  );
  server.put(
    "/organisation/rates",
    {
      schema: {
        operationId: "setRate",
        summary: "Enter the rate of a day, or mend it",
        tags,
        body: RateBody,
        response: { 204: T.Null({ description: "Written down" }), ...problems(400, 401, 404, 409) },
      },
    },
    async (request, reply) => {
      const ctx = request.context;
      await inTransaction(ctx.app, (tx) => setRate(tx, ctx, request.body));
      return reply.code(204).send(null);
    },
  );
  server.delete(
    "/organisation/rates",
    {
      schema: {
        operationId: "removeRate",
        summary: "Take back a rate of a wrong day; invoices keep the rate they were converted by",
        tags,
        querystring: RateQuery,
        response: { 204: T.Null({ description: "Taken back" }), ...problems(400, 401, 404, 409) },
      },
    },
    async (request, reply) => {
      const ctx = request.context;
      await inTransaction(ctx.app, (tx) => removeRate(tx, ctx, request.query));
      return reply.code(204).send(null);
    },
  );
};

/** The first setting up of a company. */
export const setUpRoutes: FastifyPluginAsyncTypebox = async (server) => {
  server.get(
    "/organisation/set-up",
    {
      schema: {
        operationId: "getSetUp",
        summary: "What a new company still needs, for those who set it up",
        tags,
        response: { 200: T.Ref("SetUp"), ...problems(401, 404) },
      },
    },
    async (request) => readSetUp(request.context),
  );
  server.post(
    "/organisation/set-up/close",
    {
      schema: {
        operationId: "closeSetUp",
        summary: "End the first setting up for good: guarded roles need a second person from now on",
        tags,
        response: { 200: T.Ref("SetUp"), ...problems(401, 404, 409) },
      },
    },
    async (request) => {
      const ctx = request.context;
      await inTransaction(ctx.app, (tx) => closeSetUp(tx, ctx));
      return readSetUp(ctx);
    },
  );
};
