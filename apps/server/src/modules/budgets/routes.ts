import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type as T } from "@fastify/type-provider-typebox";
import { notFound } from "@tartip/domain/kernel/errors";
import { maybeIdempotent, sendAnswer } from "../../platform/http/idempotency.ts";
import { problems } from "../../platform/http/problems.ts";
import { Nothing, Params } from "../../records/routes-schema.ts";
import { explainDifference } from "./differences.ts";
import { impactOf } from "./impact.ts";
import { BudgetCell, BudgetGrid, BudgetImpact, EntryParams, GridQuery, ImpactBody, ReasonBody } from "./schema.ts";
import { budgetGrid, cellCard } from "./screens.ts";
import { hasBudgets } from "./section.ts";

const tags = ["Budgets"];

export const budgetRoutes: FastifyPluginAsyncTypebox = async (server) => {
  for (const schema of [BudgetGrid, BudgetCell, BudgetImpact]) server.addSchema(schema);
  await server.register(reading);
  await server.register(answering);
};

const reading: FastifyPluginAsyncTypebox = async (server) => {
  server.get(
    "/budgets/grid",
    {
      schema: {
        operationId: "getBudgetGrid",
        summary: "Budget lines by months of a year",
        tags,
        querystring: GridQuery,
        response: { 200: T.Ref("BudgetGrid"), ...problems(400, 401, 404) },
      },
    },
    async (request) => {
      if (!(await hasBudgets(request.context))) throw notFound("budget");
      return { lines: await budgetGrid(request.context, request.query) };
    },
  );
  server.get(
    "/budgets/cells/:id",
    {
      schema: {
        operationId: "getBudgetCell",
        summary: "One month of a line and what its figures are made of",
        tags,
        params: Params.record,
        response: { 200: T.Ref("BudgetCell"), ...problems(400, 401, 404) },
      },
    },
    async (request) => cellCard(request.context, request.params.id),
  );
  server.post(
    "/budgets/impact",
    {
      schema: {
        operationId: "measureBudgetImpact",
        summary: "What a draft would do to its budget cells",
        description: "Reads only; nothing is booked.",
        tags,
        body: ImpactBody,
        response: { 200: T.Ref("BudgetImpact"), ...problems(400, 401, 404) },
      },
    },
    async (request) => impactOf(request.context, request.body),
  );
};

const answering: FastifyPluginAsyncTypebox = async (server) => {
  server.post(
    "/budgets/entries/:id/reason",
    {
      schema: {
        operationId: "explainBudgetDifference",
        summary: "Give the missing reason for a difference above the reservation",
        tags,
        params: EntryParams,
        body: ReasonBody,
        response: { 200: Nothing, ...problems(400, 401, 403, 404) },
      },
    },
    async (request, reply) => {
      const { context: ctx, params, body } = request;
      const answer = await maybeIdempotent(ctx, request, async (tx) => {
        await explainDifference(tx, ctx, params.id, body.reason);
        return { status: 200, body: null };
      });
      return sendAnswer(reply, answer);
    },
  );
};
