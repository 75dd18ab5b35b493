import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type as T } from "@fastify/type-provider-typebox";
import { inTransaction } from "../../../platform/db/transaction.ts";
import { problems } from "../../../platform/http/problems.ts";
import { Nullable } from "../../../records/routes-schema.ts";
import { addAbsence, cancelAbsence, confirmAbsence } from "./absences.ts";
import { Day, Id } from "../schema.ts";
import { listAbsences, listSubstitutions } from "./queries.ts";
import { addSubstitution, cancelSubstitution, confirmSubstitution, declineSubstitution } from "./substitutions.ts";

const tags = ["Standing in"];
const One = T.Object({ id: Id("Absence or substitution") });
const Reason = T.Optional(T.String({ maxLength: 500, description: "Why, for who arranges it" }));

const Days = T.Object({
  personId: T.Optional(Id("Only of this person")),
  from: T.Optional(Day("Days from; today when absent")),
  to: T.Optional(Day("Days to")),
  awaiting: T.Optional(T.Boolean({ description: "Only days that wait for a second word, as far as the reader sees them" })),
});

const Source = Nullable(
  T.Object({
    id: Id("Request"),
    number: Nullable(T.String(), "Number of the request"),
  }),
  "The approved request it came from; null for one made by hand, or when the reader does not see the request",
);

const Absence = T.Object(
  {
    id: Id("Absence"),
    personId: Id("Who is away"),
    personName: T.String({ description: "Who is away" }),
    fromDate: Day("First day away"),
    toDate: Day("Last day away"),
    reason: T.Optional(T.String({ description: "Only for the person and who arranges absences" })),
    request: Source,
    awaitsWord: T.Boolean({
      description: "Arranged by another for the holder of a guarded role: counts when that person or a second one says so",
    }),
    awaitedNames: T.Array(T.String(), { description: "Whose word makes it count; empty when none is awaited" }),
    mayConfirm: T.Boolean({ description: "Whether the reader's word makes it count" }),
    mayCancel: T.Boolean({ description: "Whether the reader may take it back" }),
  },
  { $id: "Absence", description: "Days a person is away" },
);

const Substitution = T.Object(
  {
    id: Id("Substitution"),
    principalId: Id("Who is stood in for"),
    principalName: T.String({ description: "Who is stood in for" }),
    substituteId: Id("Who stands in"),
    substituteName: T.String({ description: "Who stands in" }),
    fromDate: Day("First day"),
    toDate: Day("Last day"),
    kinds: T.Array(T.String(), { description: "Kinds of record or request types covered; empty = all" }),
    maxAmountMinor: T.Unsafe<number | null>({
      type: ["integer", "null"],
      description: "Upper limit in tiyn of the base currency; null = none",
    }),
    restricted: T.Boolean({ description: "Whether restricted (HR) records are included" }),
    reason: T.String({ description: "Why" }),
    declined: T.Boolean({ description: "The substitute said no: the principal's manager acts" }),
    inForce: T.Boolean({ description: "Whether it counts today" }),
    request: Source,
    awaitsWord: T.Boolean({
      description: "Arranged by another for the holder of a guarded role: counts when that person or a second one says so",
    }),
    awaitedNames: T.Array(T.String(), { description: "Whose word makes it count; empty when none is awaited" }),
    mayConfirm: T.Boolean({ description: "Whether the reader's word makes it count" }),
    mayCancel: T.Boolean({ description: "Whether the reader may end it" }),
    mayDecline: T.Boolean({ description: "Whether the reader may say no" }),
  },
  { $id: "Substitution", description: "Who acts for whom, when and within which limits; never passed on" },
);

const AbsenceBody = T.Object({
  personId: T.Optional(Id("Who is away; oneself when absent")),
  fromDate: Day("First day away"),
  toDate: Day("Last day away"),
  reason: Reason,
});

const SubstitutionBody = T.Object({
  principalId: T.Optional(Id("Who is stood in for; oneself when absent")),
  substituteId: Id("Who stands in"),
  fromDate: Day("First day"),
  toDate: Day("Last day"),
  kinds: T.Optional(T.Array(T.String({ maxLength: 60 }), { maxItems: 30, description: "Kinds covered; empty or absent = all" })),
  maxAmountMinor: T.Optional(
    T.Unsafe<number | null>({ type: ["integer", "null"], minimum: 1, description: "Upper limit in tiyn of the base currency" }),
  ),
  restricted: T.Optional(T.Boolean({ description: "Include restricted (HR) records" })),
  reason: Reason,
});

export const awayRoutes: FastifyPluginAsyncTypebox = async (server) => {
  server.addSchema(Absence);
  server.addSchema(Substitution);
  await server.register(absences);
  await server.register(substitutions);
  await server.register(ending);
};

const absences: FastifyPluginAsyncTypebox = async (server) => {
  const answer = T.Object({ items: T.Array(T.Ref("Absence"), { description: "By first day" }) });
  server.get(
    "/absences",
    {
      schema: {
        operationId: "listAbsences",
        summary: "Who is away when",
        tags,
        querystring: Days,
        response: { 200: answer, ...problems(400, 401) },
      },
    },
    async (request) => ({ items: await listAbsences(request.context, request.query) }),
  );
  server.post(
    "/absences",
    {
      schema: {
        operationId: "addAbsence",
        summary: "Write down an absence, one's own or as personnel anybody's",
        tags,
        body: AbsenceBody,
        response: { 201: answer, ...problems(400, 401, 403) },
      },
    },
    async (request, reply) => {
      const ctx = request.context;
      const { personId = ctx.actor.id, reason = "", fromDate, toDate } = request.body;
      await inTransaction(ctx.app, (tx) => addAbsence(tx, ctx, { personId, fromDate, toDate, reason }));
      return reply.code(201).send({ items: await listAbsences(ctx, { personId }) });
    },
  );
  for (const [action, command] of [
    ["cancel", cancelAbsence],
    ["confirm", confirmAbsence],
  ] as const) {
    server.post(
      `/absences/:id/${action}`,
      {
        schema: {
          operationId: `${action}Absence`,
          summary: action === "cancel" ? "Take an absence back" : "Say that days away which another wrote down shall count",
          tags,
          params: One,
          response: { 200: answer, ...problems(401, 403, 404, 409) },
        },
      },
      async (request) => {
        const ctx = request.context;
        await inTransaction(ctx.app, (tx) => command(tx, ctx, request.params.id));
        return { items: await listAbsences(ctx, {}) };
      },
    );
  }
};

const Substitutions = T.Object({ items: T.Array(T.Ref("Substitution"), { description: "By first day" }) });

const substitutions: FastifyPluginAsyncTypebox = async (server) => {
  server.get(
    "/substitutions",
    {
      schema: {
        operationId: "listSubstitutions",
        summary: "Who acts for whom: one's own, and everybody's for who arranges them",
        tags,
        querystring: Days,
        response: { 200: Substitutions, ...problems(400, 401) },
      },
    },
    async (request) => ({ items: await listSubstitutions(request.context, request.query) }),
  );
  server.post(
    "/substitutions",
    {
      schema: {
        operationId: "addSubstitution",
        summary: "Name who acts for a person in these days",
        tags,
        body: SubstitutionBody,
        response: { 201: Substitutions, ...problems(400, 401, 403) },
      },
    },
    async (request, reply) => {
      const ctx = request.context;
      const {
        principalId = ctx.actor.id,
        kinds = [],
        maxAmountMinor = null,
        restricted = false,
        reason = "",
        ...rest
      } = request.body;
      const input = { principalId, kinds, maxAmountMinor, restricted, reason, ...rest };
      await inTransaction(ctx.app, (tx) => addSubstitution(tx, ctx, input));
      return reply.code(201).send({ items: await listSubstitutions(ctx, { personId: principalId }) });
    },
  );
};

const ending: FastifyPluginAsyncTypebox = async (server) => {
  for (const [action, command, summary] of [
    ["cancel", cancelSubstitution, "End an arrangement"],
    ["decline", declineSubstitution, "Say no as the substitute"],
    ["confirm", confirmSubstitution, "Say that an arrangement by another shall count"],
  ] as const) {
    server.post(
      `/substitutions/:id/${action}`,
      {
        schema: {
          operationId: `${action}Substitution`,
          summary,
          tags,
          params: One,
          response: { 200: Substitutions, ...problems(401, 403, 404, 409) },
        },
      },
      async (request) => {
        const ctx = request.context;
        await inTransaction(ctx.app, (tx) => command(tx, ctx, request.params.id));
        return { items: await listSubstitutions(ctx, {}) };
      },
    );
  }
};
