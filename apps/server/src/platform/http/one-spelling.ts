import { isBlank } from "@tartip/domain/kernel/invisible";
import type { FastifyInstance } from "fastify";

/** Secrets are compared mark by mark. */
const SECRET = /password|token|secret/iu;

/**
 * Texts are kept in one spelling. What arrives in a body or a query is composed (NFC: «й» copied as «и» with a breve is one
 * letter, or it would never be found), and a text of which nothing can be seen is empty. Before the schema is asked, so that an
 * invisible answer to a required field is none.
 */
export function keepOneSpelling(server: FastifyInstance): void {
  server.addHook("preValidation", (request, _reply, done) => {
    if (isPlain(request.body)) request.body = spelled(request.body);
    request.query = spelled(request.query);
    done();
  });
}

/** What was parsed from text, under whatever name it came; a stream of bytes is no text of a person. */
function isPlain(body: unknown): boolean {
  if (typeof body !== "object" || body === null) return typeof body === "string";
  return Array.isArray(body) || Object.getPrototypeOf(body) === Object.prototype;
}

function spelled(value: unknown): unknown {
  if (typeof value === "string") return isBlank(value) ? "" : value.normalize("NFC");
  if (Array.isArray(value)) return value.map(spelled);
  if (typeof value !== "object" || value === null) return value;
  for (const [key, inner] of Object.entries(value)) if (!SECRET.test(key)) Reflect.set(value, key, spelled(inner));
  return value;
}
