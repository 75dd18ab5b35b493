import type { FastifyInstance, FastifyRequest } from "fastify";

/** Which answers are compared with the schema they are described by, and what happens to one that does not fit. */
export interface AnswerChecks {
  /** Every how many-th: 1 for all. */
  every: number;
  misfit(request: FastifyRequest, told: string): void;
}

const SAMPLE_EVERY = 200;

/**
 * Of a running server: now and then one, after the serializer was compiled from the same schema anyway. The log names the place,
 * never the value.
 */
export const SOME_ANSWERS: AnswerChecks = {
  every: SAMPLE_EVERY,
  misfit: (request, told) => request.log.error({ route: request.routeOptions.url, told }, "an answer does not fit its schema"),
};

/** Compares answers with their schemas as they are before the serializer, which would write null as an empty text. */
export function checkAnswers(server: FastifyInstance, { every, misfit }: AnswerChecks): void {
  const bare = new WeakMap<object, object>();
  let asked = 0;
  server.addHook("preSerialization", (request, reply, payload, done) => {
    const schema = schemaOf(request, reply.statusCode);
    if (schema === null || (asked = (asked + 1) % every) !== 0) return done(null, payload);
    const plain = bare.get(schema) ?? withoutNames(schema);
    bare.set(schema, plain);
    const validate = request.getValidationFunction(plain) ?? request.compileValidationSchema(plain, "body");
    const fits = validate(JSON.parse(JSON.stringify(payload)));
    if (!fits) misfit(request, (validate.errors ?? []).map((one) => `${one.instancePath} ${one.message}`).join("; "));
    done(null, payload);
  });
}

function schemaOf(request: FastifyRequest, status: number): object | null {
  const answers: unknown = request.routeOptions.schema?.response;
  const found: unknown = typeof answers === "object" && answers !== null ? Reflect.get(answers, String(status)) : null;
  // An answer that is no JSON is described by its kind of content.
  return typeof found === "object" && found !== null && !("content" in found) ? found : null;
}

/**
 * A copy without names, which the validator knows already by their schemas, and without closed objects: what is not described the
 * serializer leaves out.
 */
function withoutNames(schema: object): object {
  const kept = Object.entries(schema).filter(
    ([key, value]) => key !== "$id" && !(key === "additionalProperties" && value === false),
  );
  const copied = kept.map(([key, value]) => [key, copy(value)]);
  return Object.fromEntries(copied);
}

function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  return typeof value === "object" && value !== null ? withoutNames(value) : value;
}
