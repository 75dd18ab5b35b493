import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type as T } from "@fastify/type-provider-typebox";
import { auditRefusal } from "../../../platform/audit.ts";
import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { inTransaction } from "../../../platform/db/transaction.ts";
import { DomainError } from "@tartip/domain/kernel/errors";
import { problems } from "../../../platform/http/problems.ts";
import { listProposals, readCard, readProposals } from "../card.ts";
import { decideInside, readInside } from "./inside.ts";
import { decideProposal, grantRole, revokeRole } from "./roles.ts";
import { Id, RoleBody } from "../schema.ts";

const tags = ["People"];

/** Giving and taking roles; a refused attempt is itself written down. */
export const roleRoutes: FastifyPluginAsyncTypebox = async (server) => {
  await server.register(granting);
  await server.register(confirming);
  await server.register(lettingInside);
};

const granting: FastifyPluginAsyncTypebox = async (server) => {
  server.post(
    "/people/:id/roles",
    {
      schema: {
        operationId: "grantRole",
        summary: "Give a role; guarded ones wait for a second person",
        tags,
        params: T.Object({ id: Id("Person") }),
        body: RoleBody,
        response: { 201: T.Ref("GrantOutcome"), ...problems(400, 401, 403, 404) },
      },
    },
    async (request, reply) => {
      const ctx = request.context;
      const grant = { personId: request.params.id, roleCode: request.body.roleCode, branchId: request.body.branchId ?? null };
      const outcome = await attempt(ctx, "person.grant_role", grant.personId, (tx) => grantRole(tx, ctx, grant));
      return reply.code(201).send(outcome);
    },
  );
  server.delete(
    "/people/:id/roles/:heldId",
    {
      schema: {
        operationId: "revokeRole",
        summary: "Take a role away at once",
        tags,
        params: T.Object({ id: Id("Person"), heldId: Id("Held role, from the person's card") }),
        response: { 200: T.Ref("PersonCard"), ...problems(401, 403, 404) },
      },
    },
    async (request) => {
      const ctx = request.context;
      const { id, heldId } = request.params;
      await attempt(ctx, "person.revoke_role", id, (tx) => revokeRole(tx, ctx, id, heldId));
      return readCard(ctx, id);
    },
  );
};

const Proposals = T.Object({ items: T.Array(T.Ref("ProposedRole"), { description: "What waits, oldest first" }) });

const confirming: FastifyPluginAsyncTypebox = async (server) => {
  server.get(
    "/role-proposals",
    {
      schema: {
        operationId: "listRoleProposals",
        summary: "Roles that wait for a second person",
        tags,
        response: { 200: Proposals, ...problems(401, 404) },
      },
    },
    async (request) => ({ items: await listProposals(request.context) }),
  );
  for (const action of ["confirm", "decline"] as const) {
    server.post(
      `/role-proposals/:id/${action}`,
      {
        schema: {
          operationId: `${action}RoleProposal`,
          summary:
            action === "confirm"
              ? "Be the second person: the role takes effect"
              : "Decline a proposed role, or withdraw the own proposal",
          tags,
          params: T.Object({ id: Id("Proposal") }),
          response: { 200: Proposals, ...problems(401, 403, 404) },
        },
      },
      async (request) => {
        const ctx = request.context;
        const { id } = request.params;
        await attempt(ctx, `person.${action}_role`, id, (tx) => decideProposal(tx, ctx, id, action === "confirm"));
        return { items: await readProposals(ctx) };
      },
    );
  }
};

const Insiders = T.Object({ items: T.Array(T.Ref("InsideProposal"), { description: "What waits, oldest first" }) });

const lettingInside: FastifyPluginAsyncTypebox = async (server) => {
  server.get(
    "/inside-proposals",
    {
      schema: {
        operationId: "listInsideProposals",
        summary: "Contractors who become people of ours when a second person says so",
        tags,
        response: { 200: Insiders, ...problems(401) },
      },
    },
    async (request) => ({ items: await readInside(request.context) }),
  );
  for (const action of ["confirm", "decline"] as const) {
    server.post(
      `/inside-proposals/:id/${action}`,
      {
        schema: {
          operationId: `${action}InsideProposal`,
          summary:
            action === "confirm"
              ? "Be the second person: the contractor becomes one of ours"
              : "Refuse that a contractor becomes one of ours, or withdraw the own proposal",
          tags,
          params: T.Object({ id: Id("The contractor") }),
          response: { 200: Insiders, ...problems(401, 403, 404) },
        },
      },
      async (request) => {
        const ctx = request.context;
        const { id } = request.params;
        await attempt(ctx, `person.${action}_inside`, id, (tx) => decideInside(tx, ctx, id, action === "confirm"));
        return { items: await readInside(ctx) };
      },
    );
  }
};

async function attempt<R>(ctx: Context, action: string, entityId: string, work: (tx: Tx) => Promise<R>): Promise<R> {
  try {
    return await inTransaction(ctx.app, work);
  } catch (error) {
    if (error instanceof DomainError && ["forbidden", "segregation"].includes(error.code)) {
      const rule = error.details.key ?? error.code;
      await auditRefusal(ctx, { action, entity: "person", recordId: null, rule, detail: { id: entityId } });
    }
    throw error;
  }
}
