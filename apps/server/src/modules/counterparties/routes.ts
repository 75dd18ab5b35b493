import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type as T } from "@fastify/type-provider-typebox";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import { problems } from "../../platform/http/problems.ts";
import { clearNotices } from "../../records/notices/tell.ts";
import { listRoutes } from "../../records/listing/list-routes.ts";
import { Uuid } from "../../records/routes-schema.ts";
import { transitionOnce } from "../../records/transition.ts";
import { addAccount, confirmAccount, retireAccount } from "./accounts.ts";
import { counterpartyList } from "./list.ts";
import { readCounterparty, requireCounterparty } from "./queries.ts";
import { AccountBody, COUNTERPARTY_SCHEMAS, NewBody, PatchBody, TransitionBody } from "./schema.ts";
import { createCounterparty, updateCounterparty } from "./service.ts";

const tags = ["Counterparties"];
const One = T.Object({ id: Uuid("Counterparty") });
const Card = T.Ref("CounterpartyCard");

export const counterpartyRoutes: FastifyPluginAsyncTypebox = async (server) => {
  for (const schema of COUNTERPARTY_SCHEMAS) server.addSchema(schema);
  await server.register(
    listRoutes(counterpartyList, {
      tags,
      page: { operationId: "listCounterparties", summary: "Counterparties by name", response: T.Ref("CounterpartyPage") },
    }),
  );
  await server.register(reading);
  await server.register(writing);
  await server.register(accounts);
};

const reading: FastifyPluginAsyncTypebox = async (server) => {
  server.get(
    "/counterparties/:id",
    {
      schema: {
        operationId: "getCounterparty",
        summary: "One counterparty",
        tags,
        params: One,
        response: { 200: Card, ...problems(401, 404) },
      },
    },
    async ({ context, params }) => {
      const card = await readCounterparty(context, params.id);
      await clearNotices(context.app.db, context, params.id);
      return card;
    },
  );
};

const writing: FastifyPluginAsyncTypebox = async (server) => {
  server.post(
    "/counterparties",
    {
      schema: {
        operationId: "createCounterparty",
        summary: "Add a counterparty; the same BIN twice is refused with the one that exists",
        tags,
        body: NewBody,
        response: { 201: Card, ...problems(400, 401, 403) },
      },
    },
    async (request, reply) => {
      const ctx = request.context;
      const id = await inTransaction(ctx.app, (tx) => createCounterparty(tx, ctx, request.body));
      return reply.code(201).send(await readCounterparty(ctx, id));
    },
  );
  server.patch(
    "/counterparties/:id",
    {
      schema: {
        operationId: "updateCounterparty",
        summary: "Change a counterparty",
        tags,
        params: One,
        body: PatchBody,
        response: { 200: Card, ...problems(400, 401, 403, 404, 409) },
      },
    },
    async (request) => {
      const { version, ...patch } = request.body;
      return change(request.context, request.params.id, (tx, ctx, id) => updateCounterparty(tx, ctx, id, version, patch));
    },
  );
  server.post(
    "/counterparties/:id/transitions",
    {
      schema: {
        operationId: "transitionCounterparty",
        summary: "Archive or restore",
        tags,
        params: One,
        body: TransitionBody,
        response: { 200: Card, ...problems(400, 401, 403, 404, 409, 422) },
      },
    },
    async (request) => {
      await transitionOnce(request, "counterparty", request.params.id, request.body);
      return readCounterparty(request.context, request.params.id);
    },
  );
};

const accounts: FastifyPluginAsyncTypebox = async (server) => {
  server.post(
    "/counterparties/:id/accounts",
    {
      schema: {
        operationId: "addBankAccount",
        summary: "Enter an account; it works after a second person confirms it",
        tags,
        params: One,
        body: AccountBody,
        response: { 201: Card, ...problems(400, 401, 403, 404) },
      },
    },
    async (request, reply) => {
      const { bankName = "", ...rest } = request.body;
      const card = await change(request.context, request.params.id, (tx, ctx, id) =>
        addAccount(tx, ctx, id, { bankName, ...rest }),
      );
      return reply.code(201).send(card);
    },
  );
  for (const [action, command] of [
    ["confirm", confirmAccount],
    ["retire", retireAccount],
  ] as const) {
    server.post(
      `/counterparties/:id/accounts/:accountId/${action}`,
      {
        schema: {
          operationId: `${action}BankAccount`,
          summary: action === "confirm" ? "Be the second person: money may go there" : "Take an account out of use",
          tags,
          params: T.Object({ id: Uuid("Counterparty"), accountId: Uuid("Account") }),
          response: { 200: Card, ...problems(401, 403, 404, 409) },
        },
      },
      async (request) => {
        const { id, accountId } = request.params;
        return change(request.context, id, (tx, ctx) => command(tx, ctx, id, accountId));
      },
    );
  }
};

/** What one may not see is 404 whatever the change. */
async function change(ctx: Context, id: string, work: (tx: Tx, ctx: Context, id: string) => Promise<unknown>) {
  await inTransaction(ctx.app, async (tx) => {
    await requireCounterparty(tx, ctx, id);
    await work(tx, ctx, id);
  });
  return readCounterparty(ctx, id);
}
