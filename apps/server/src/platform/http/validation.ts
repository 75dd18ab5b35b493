import { DomainError } from "@tartip/domain/kernel/errors";
import type { FastifyInstance } from "fastify";

const DEEPEST = 32;

/** Parses JSON bodies; refuses NUL (PostgreSQL cannot hold it), prototype poisoning and bottomless nesting. */
export function parseJsonStrictly(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser("error", "error");
  server.removeAllContentTypeParsers();
  server.addContentTypeParser<string>("application/json", { parseAs: "string" }, (request, body, done) => {
    if (deeperThan(DEEPEST, body)) return done(malformed("malformed_json"));
    if (body.includes("\\u0000") && holdsNul(JSON.parse(body.toString()))) return done(malformed("nul"));
    void parse(request, body, done);
  });
  server.addHook("onRequest", (request, _reply, done) => {
    done(request.url.includes("%00") ? malformed("nul") : undefined);
  });
}

function malformed(key: string): DomainError {
  return new DomainError("bad_input", key, { key });
}

function deeperThan(most: number, text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (quoted && char === 0x5c) at += 1;
    else if (char === 0x22) quoted = !quoted;
    else if (!quoted && (char === 0x5b || char === 0x7b)) depth += 1;
    else if (!quoted && (char === 0x5d || char === 0x7d)) depth -= 1;
    if (depth > most) return true;
  }
  return false;
}

function holdsNul(value: unknown): boolean {
  if (typeof value === "string") return value.includes("\0");
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([name, inner]) => name.includes("\0") || holdsNul(inner));
}

/**
 * Closes every object of a request schema that does not say otherwise: an unknown field is a mistake of
 * the caller, and must never be taken silently.
 */
export function closeObjects(schema: unknown): void {
  if (typeof schema !== "object" || schema === null) return;
  if (isOpenObject(schema)) Reflect.set(schema, "additionalProperties", false);
  for (const [key, inner] of Object.entries(schema)) if (key !== "allOf") closeObjects(inner);
}

function isOpenObject(schema: object): boolean {
  const isObject = "type" in schema && schema.type === "object" && "properties" in schema;
  return isObject && !("additionalProperties" in schema) && !("patternProperties" in schema);
}
