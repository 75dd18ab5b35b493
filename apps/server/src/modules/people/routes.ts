import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type as T } from "@fastify/type-provider-typebox";
import { exportsLists } from "@tartip/domain/access/grants";
import { inTransaction } from "../../platform/db/transaction.ts";
import { problems } from "../../platform/http/problems.ts";
import { DEVICE_COOKIE, readCookie } from "../../platform/session/cookies.ts";
import { PASSWORD_MAX } from "../../platform/session/passwords.ts";
import { readCard } from "./card.ts";
import { changeOwnPassword } from "./own-password.ts";
import { sectionsOf } from "./sections.ts";
import { listPeople, permissionsOf, readCounters, readListed, standingIn } from "./queries.ts";
import { Id, NewPersonBody, PersonPatchBody, PreferencesBody } from "./schema.ts";
import { activatePerson, createPerson, makePasswordLink, updatePerson, updatePreferences } from "./service.ts";
import type { Context } from "../../platform/context.ts";

const tags = ["People"];
const OnePerson = T.Object({ id: Id("Person") });

const Filter = T.Object({
  q: T.Optional(T.String({ maxLength: 200, description: "Part of a name, position or address" })),
  departmentId: T.Optional(Id("Department")),
  branchId: T.Optional(Id("Branch")),
  roleCode: T.Optional(T.String({ maxLength: 60, description: "Holders of this role" })),
  state: T.Optional(
    T.Unsafe<"active" | "inactive" | "all">({
      type: "string",
      enum: ["active", "inactive", "all"],
      description: "People switched off are shown to administrators and personnel alone",
    }),
  ),
  forTask: T.Optional(T.Boolean({ description: "Only people the reader may give a task to that belongs to no request" })),
  limit: T.Integer({ minimum: 1, maximum: 200, default: 50, description: "Rows of a page" }),
  after: T.Optional(T.String({ maxLength: 4000, description: "`next` of the page before" })),
});

export const peopleRoutes: FastifyPluginAsyncTypebox = async (server) => {
  await server.register(own);
  await server.register(ownPassword);
  await server.register(directory);
  await server.register(cards);
  await server.register(admission);
};

const own: FastifyPluginAsyncTypebox = async (server) => {
  server.get(
    "/me",
    {
      schema: {
        operationId: "getMe",
        summary: "The signed-in person: rights, preferences, what waits",
        tags,
        response: { 200: T.Ref("Me"), ...problems(401) },
      },
    },
    async (request) => readMe(request.context),
  );
  server.patch(
    "/me",
    {
      schema: {
        operationId: "setPreferences",
        summary: "Set one's own language and colours",
        tags,
        body: PreferencesBody,
        response: { 200: T.Ref("Me"), ...problems(400, 401) },
      },
    },
    async (request) => {
      const ctx = request.context;
      await inTransaction(ctx.app, (tx) => updatePreferences(tx, ctx, request.body));
      return readMe(ctx);
    },
  );
};

const ownPassword: FastifyPluginAsyncTypebox = async (server) => {
  const Password = (description: string) => T.String({ minLength: 1, maxLength: PASSWORD_MAX, description });
  server.put(
    // Below the session, so that the browser sends by which name it is known.
    "/session/password",
    {
      schema: {
        operationId: "changeOwnPassword",
        summary: "Change one's own password; all other sessions end",
        tags,
        body: T.Object({ oldPassword: Password("Present password"), password: Password("New password") }),
        response: { 204: T.Null({ description: "Changed; this session goes on" }), ...problems(400, 401, 429, 503) },
      },
    },
    async (request, reply) => {
      await changeOwnPassword(request.context, readCookie(request, DEVICE_COOKIE), request.body);
      return reply.code(204).send(null);
    },
  );
};

async function readMe(ctx: Context) {
  const row = await ctx.app.db
    .selectFrom("people")
    .select(["language", "theme"])
    .where("id", "=", ctx.actor.id)
    .executeTakeFirstOrThrow();
  return {
    person: await readListed(ctx, ctx.actor.id),
    roles: [...ctx.actor.roles],
    permissions: permissionsOf(ctx),
    exportsLists: exportsLists(ctx.actor),
    // reason: the CHECKs on people.language and people.theme keep them to the unions
    language: row.language as Context["language"],
    // reason: see above
    theme: row.theme as "auto" | "light" | "dark",
    sections: await sectionsOf(ctx),
    counters: await readCounters(ctx),
    standsInFor: await standingIn(ctx, "substitute", ctx.actor.id),
    substitutedBy: await standingIn(ctx, "principal", ctx.actor.id),
    demo: ctx.app.config.demo,
  };
}

const directory: FastifyPluginAsyncTypebox = async (server) => {
  server.get(
    "/people",
    {
      schema: {
        operationId: "listPeople",
        summary: "The directory, by name",
        tags,
        querystring: Filter,
        response: { 200: T.Ref("PeoplePage"), ...problems(400, 401) },
      },
    },
    async (request) => listPeople(request.context, request.query),
  );
  server.get(
    "/people/:id",
    {
      schema: {
        operationId: "getPerson",
        summary: "One person",
        tags,
        params: OnePerson,
        response: { 200: T.Ref("PersonCard"), ...problems(401, 404) },
      },
    },
    async (request) => readCard(request.context, request.params.id),
  );
};

const cards: FastifyPluginAsyncTypebox = async (server) => {
  server.post(
    "/people",
    {
      schema: {
        operationId: "createPerson",
        summary: "Add a person; roles and password follow by their own calls",
        tags,
        body: NewPersonBody,
        response: { 201: T.Ref("PersonCard"), ...problems(400, 401, 403) },
      },
    },
    async (request, reply) => {
      const ctx = request.context;
      const id = await inTransaction(ctx.app, (tx) => createPerson(tx, ctx, request.body));
      return reply.code(201).send(await readCard(ctx, id));
    },
  );
  server.patch(
    "/people/:id",
    {
      schema: {
        operationId: "updatePerson",
        summary: "Change a person's card",
        tags,
        params: OnePerson,
        body: PersonPatchBody,
        response: { 200: T.Ref("PersonCard"), ...problems(400, 401, 403, 404, 409) },
      },
    },
    async (request) => {
      const ctx = request.context;
      const { version, ...patch } = request.body;
      await inTransaction(ctx.app, (tx) => updatePerson(tx, ctx, request.params.id, version, patch));
      return readCard(ctx, request.params.id);
    },
  );
};

/** Who may sign in at all. */
const admission: FastifyPluginAsyncTypebox = async (server) => {
  server.post(
    "/people/:id/activate",
    {
      schema: {
        operationId: "activatePerson",
        summary: "Let a person in again",
        tags,
        params: OnePerson,
        response: { 200: T.Ref("PersonCard"), ...problems(401, 403, 404, 409) },
      },
    },
    async (request) => {
      const ctx = request.context;
      await inTransaction(ctx.app, (tx) => activatePerson(tx, ctx, request.params.id));
      return readCard(ctx, request.params.id);
    },
  );
  server.post(
    "/people/:id/password-link",
    {
      schema: {
        operationId: "makePasswordLink",
        summary: "Make a one-time link by which the person sets a password",
        tags,
        params: OnePerson,
        response: { 201: T.Ref("PasswordLink"), ...problems(401, 403, 404, 409) },
      },
    },
    async (request, reply) => {
      const ctx = request.context;
      const { token, expiresAt } = await inTransaction(ctx.app, (tx) => makePasswordLink(tx, ctx, request.params.id));
      return reply.code(201).send({ token, expiresAt: expiresAt.toISOString() });
    },
  );
};
