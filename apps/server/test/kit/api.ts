import type { FastifyInstance, InjectOptions } from "fastify";
import type { App } from "../../src/platform/app.ts";
import { openSession } from "../../src/platform/session/service.ts";
import type { Body, Method, Problem } from "./reply-types.ts";

export interface Reply<Success = unknown> {
  status: number;
  /** The answer as the API describes its success; `null` without JSON. */
  body: Success;
  /** The same answer as the API describes a refusal. */
  problem: Problem;
  text: string;
  bytes: Uint8Array;
  headers: Record<string, string | string[] | number | undefined>;
}

type Read<Verb extends Method> = <const Path extends string>(
  path: Path,
  options?: CallOptions,
) => Promise<Reply<Body<Verb, Path>>>;

type Write<Verb extends Method> = <const Path extends string>(
  path: Path,
  body?: unknown,
  options?: CallOptions,
) => Promise<Reply<Body<Verb, Path>>>;

export interface Caller {
  get: Read<"get">;
  post: Write<"post">;
  put: Write<"put">;
  patch: Write<"patch">;
  delete: Read<"delete">;
}

export interface CallOptions {
  headers?: Record<string, string>;
}

/** The front door. Paths are below `/api/v1` unless they start with `/api`. */
export interface Api extends Caller {
  /** Calls with a real session of this person. */
  as(person: { id: string }): Caller;
}

export function createApi(app: App, server: FastifyInstance): Api {
  const tokens = new Map<string, string>();
  return {
    ...caller(server, async () => ({})),
    as: ({ id }) => caller(server, async () => ({ authorization: `Bearer ${await tokenOf(app, tokens, id)}` })),
  };
}

/** A token that the clock has not outlived; a session of its own per person. */
async function tokenOf(app: App, tokens: Map<string, string>, personId: string): Promise<string> {
  const known = tokens.get(personId);
  const claims = known ? await app.sessions.tokens.verify(known) : null;
  if (known && claims && (await app.sessions.actors.ofSession(claims.sessionId, personId))) return known;
  const { external } = await app.db.selectFrom("people").select("external").where("id", "=", personId).executeTakeFirstOrThrow();
  const visitor = { requestId: "test", ip: "127.0.0.1", userAgent: "test" };
  const { token } = await openSession(app, visitor, { id: personId, external });
  tokens.set(personId, token);
  return token;
}

function caller(server: FastifyInstance, headersOf: () => Promise<Record<string, string>>): Caller {
  const call = async (method: InjectOptions["method"], path: string, body: unknown, { headers = {} }: CallOptions = {}) => {
    const url = path.startsWith("/api") ? path : `/api/v1${path}`;
    const json = body === undefined ? {} : { "content-type": "application/json" };
    const answer = await server.inject({
      ...(method && { method }),
      url,
      headers: { ...json, ...(await headersOf()), ...headers },
      ...(body !== undefined && { payload: typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
    });
    const isJson = /json/.test(String(answer.headers["content-type"]));
    const parsed = isJson && answer.body && answer.headers["content-encoding"] === undefined ? JSON.parse(answer.body) : null;
    return {
      status: answer.statusCode,
      body: parsed,
      problem: parsed,
      text: answer.body,
      bytes: answer.rawPayload,
      headers: answer.headers,
    };
  };
  return {
    get: (path, options) => call("GET", path, undefined, options),
    post: (path, body, options) => call("POST", path, body, options),
    put: (path, body, options) => call("PUT", path, body, options),
    patch: (path, body, options) => call("PATCH", path, body, options),
    delete: (path, options) => call("DELETE", path, undefined, options),
  };
}
