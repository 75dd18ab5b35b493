import { DomainError, STATUS, type ErrorCode } from "@tartip/domain/kernel/errors";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "@fastify/type-provider-typebox";
import type { Static } from "@fastify/type-provider-typebox";
import { withoutSecrets } from "../log.ts";
import { toDomainError } from "./translate-errors.ts";
import { blockerSentence, errorSentence, errorTitle, fieldSentence, languageOf } from "./sentences.ts";

const Params = Type.Record(Type.String(), Type.Unknown(), { description: "Values inside the sentence" });

const ProblemField = Type.Object(
  {
    field: Type.String({ description: "Dotted path in the body, or the name of the parameter or header" }),
    code: Type.String({ description: "Rule that the value breaks" }),
    params: Type.Optional(Params),
    detail: Type.String({ description: "Sentence in the person's language" }),
  },
  { description: "One wrong field" },
);

const ProblemBlocker = Type.Object(
  {
    code: Type.String({ description: "What stands in the way" }),
    params: Type.Optional(Params),
    fix: Type.Optional(
      Type.Object(
        {
          kind: Type.String({ description: "field, task, file, checklist, record, approval or link" }),
          target: Type.String({ description: "Name or id of the place" }),
        },
        { description: "Where it can be mended" },
      ),
    ),
    text: Type.String({ description: "Sentence in the person's language" }),
  },
  { description: "One thing that stands in the way" },
);

/** RFC 9457; the shape of every answer that is not a success. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: "Address of the kind of problem: urn:tartip:problem:<code>" }),
    title: Type.String({ description: "Short name, in the person's language" }),
    status: Type.Integer({ description: "HTTP status" }),
    code: Type.String({ description: "Stable name for machines" }),
    detail: Type.String({ description: "Sentence in the person's language" }),
    fields: Type.Array(ProblemField, { description: "Wrong fields" }),
    blockers: Type.Array(ProblemBlocker, { description: "What stands in the way, all of it" }),
    requestId: Type.String({ description: "For the log" }),
  },
  { $id: "Problem", description: "A refusal (RFC 9457)" },
);

const DESCRIPTIONS: Record<number, string> = {
  400: "The request is malformed",
  401: "Nobody is signed in, or the session ended",
  403: "Not allowed",
  404: "Absent, or not visible to this person",
  409: "Changed meanwhile, or not possible in this state",
  413: "Too large",
  415: "Content of a kind that is not accepted",
  416: "The range begins beyond the end",
  422: "A rule stands in the way",
  429: "Too many requests",
  500: "A fault of the server",
  503: "Not available for a moment",
};

type ProblemResponse = { description: string; content: { "application/problem+json": { schema: { $ref: string } } } };

/** Response schemas of a route's refusals: `response: { 200: View, ...problems(403, 404) }`. */
export function problems<const Status extends number>(...statuses: Status[]): Record<Status, ProblemResponse> {
  const entries = statuses.map((status) => [
    status,
    {
      description: DESCRIPTIONS[status] ?? "Refused",
      content: { "application/problem+json": { schema: { $ref: "Problem#" } } },
    },
  ]);
  // reason: Object.fromEntries forgets that the keys are exactly `statuses`
  return Object.fromEntries(entries) as Record<Status, ProblemResponse>;
}

/** The one place where an error becomes an answer and a line of the log. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = toDomainError(error);
  if (!known) {
    request.log.error({ err: error }, "unforeseen error");
    return sendFault(request, reply);
  }
  if (known.code === "unavailable") {
    request.log.warn({ err: error }, "unavailable");
  } else {
    request.log.info({ code: known.code, reason: withoutSecrets(known.message) }, "refused");
  }
  const wait = known.details.retryAfterSeconds ?? AGAIN_AFTER[known.code];
  if (wait !== undefined) void reply.header("retry-after", String(wait));
  return sendProblem(request, reply, known);
}

/** Seconds after which another try makes sense, where the refusal itself does not say. */
const AGAIN_AFTER: Partial<Record<ErrorCode, number>> = { unavailable: 2, too_many_requests: 5 };

export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: DomainError): FastifyReply {
  const language = languageOf(request);
  const { fields = [], blockers = [] } = error.details;
  return send(reply, {
    type: `urn:tartip:problem:${error.code}`,
    title: errorTitle(language, error.code),
    status: STATUS[error.code],
    code: error.code,
    detail: errorSentence(language, error),
    fields: fields.map((field) => ({ ...field, detail: fieldSentence(language, field) })),
    blockers: blockers.map((blocker) => ({ ...blocker, text: blockerSentence(language, blocker.code, blocker.params) })),
    requestId: request.id,
  });
}

function sendFault(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = languageOf(request);
  return send(reply, {
    type: "urn:tartip:problem:internal",
    title: errorTitle(language, "internal"),
    status: 500,
    code: "internal",
    detail: errorSentence(language, new DomainError("unavailable", "internal", { key: "internal" })),
    fields: [],
    blockers: [],
    requestId: request.id,
  });
}

function send(reply: FastifyReply, problem: Static<typeof Problem>): FastifyReply {
  // A string is sent as it is, past the route's response schemas.
  return reply.code(problem.status).type("application/problem+json; charset=utf-8").send(JSON.stringify(problem));
}
