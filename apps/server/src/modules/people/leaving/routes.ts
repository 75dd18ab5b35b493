import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type as T } from "@fastify/type-provider-typebox";
import { covers } from "@tartip/domain/access/grants";
import { enforce } from "@tartip/domain/kernel/decision";
import { needs } from "@tartip/domain/kernel/refusals";
import { inTransaction } from "../../../platform/db/transaction.ts";
import { problems } from "../../../platform/http/problems.ts";
import { readCard } from "../card.ts";
import { Id } from "../schema.ts";
import { deactivatePerson } from "../service.ts";
import { heldBy } from "./holdings.ts";

const tags = ["People"];
const OnePerson = T.Object({ id: Id("Person") });
const LeavingBody = T.Object(
  {
    successorId: T.Optional(
      Id("Person who gets what no rule gives on: people who report to the one who leaves, projects, budget lines"),
    ),
  },
  { additionalProperties: false },
);

/** Somebody leaves: what they hold, and the end of their access. */
export const leavingRoutes: FastifyPluginAsyncTypebox = async (server) => {
  server.get(
    "/people/:id/holdings",
    {
      schema: {
        operationId: "getHoldings",
        summary: "What a person holds that others take over when they leave",
        tags,
        params: OnePerson,
        response: { 200: T.Ref("Holdings"), ...problems(401, 403, 404) },
      },
    },
    async (request) => {
      const ctx = request.context;
      enforce(needs(covers(ctx.actor, "people.manage"), "no_permission"));
      await readCard(ctx, request.params.id);
      return { items: await heldBy(ctx.app.db, request.params.id) };
    },
  );
  server.post(
    "/people/:id/deactivate",
    {
      // Without a successor there is nothing to send.
      preValidation: async (request) => {
        request.body ??= {};
      },
      schema: {
        operationId: "deactivatePerson",
        summary: "Switch a person off: all sessions end at once, what they hold goes to others",
        tags,
        params: OnePerson,
        body: LeavingBody,
        response: { 200: T.Ref("PersonCard"), ...problems(400, 401, 403, 404, 409) },
      },
    },
    async (request) => {
      const ctx = request.context;
      const { successorId } = request.body;
      await inTransaction(ctx.app, (tx) => deactivatePerson(tx, ctx, request.params.id, successorId));
      return readCard(ctx, request.params.id);
    },
  );
};
