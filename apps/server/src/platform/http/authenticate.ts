import { DomainError } from "@tartip/domain/kernel/errors";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { App } from "../app.ts";
import type { Context, Via } from "../context.ts";
import { ACCESS_COOKIE, REFRESH_COOKIE, readCookie } from "../session/cookies.ts";
import { placeOf } from "../session/place.ts";
import { createRateLimit } from "./rate-limit.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Who asks; on routes with `config.public` it is there only when somebody is signed in. */
    context: Context;
  }
  interface FastifyContextConfig {
    /** Answered without a session. */
    public?: boolean;
  }
}

const HARMLESS = new Set(["GET", "HEAD", "OPTIONS"]);

/** Puts `request.context` in place before anything else of a route runs. */
export function authenticate(server: FastifyInstance, app: App): void {
  const limit = createRateLimit(app.config.rateLimit);
  server.addHook("onRequest", async (request) => {
    const offered = offeredToken(request);
    if (!HARMLESS.has(request.method)) refuseForeignOrigin(request, offered?.via === "web", app.config.publicUrl);
    const context = offered && (await contextOf(app, request, offered));
    if (context) request.context = context;
    const wait = limit(context?.actor.id ?? placeOf(request.ip));
    if (wait > 0) throw new DomainError("too_many_requests", "rate limit", { retryAfterSeconds: wait });
    if (!context && !request.routeOptions.config.public) throw new DomainError("unauthenticated", "no valid session");
  });
}

interface Offered {
  token: string;
  via: Via;
}

function offeredToken(request: FastifyRequest): Offered | null {
  const header = request.headers.authorization;
  if (header?.startsWith("Bearer ")) return { token: header.slice("Bearer ".length), via: "api" };
  const cookie = readCookie(request, ACCESS_COOKIE);
  return cookie ? { token: cookie, via: "web" } : null;
}

async function contextOf(app: App, request: FastifyRequest, { token, via }: Offered): Promise<Context | null> {
  const claims = await app.sessions.tokens.verify(token);
  if (!claims) return null;
  // A change is made by the rights of this moment, not by remembered ones.
  const reread = !HARMLESS.has(request.method);
  const actor = await app.sessions.actors.ofSession(claims.sessionId, claims.personId, { reread });
  if (!actor) return null;
  return {
    app,
    actor,
    language: actor.language,
    via,
    requestId: request.id,
    ip: request.ip,
    sessionId: claims.sessionId,
    now: () => app.clock.now(),
  };
}

/** A write that a browser sends with our cookies must come from our own page. */
function refuseForeignOrigin(request: FastifyRequest, byCookie: boolean, publicUrl: string | null): void {
  const { origin } = request.headers;
  const cookies = byCookie || readCookie(request, REFRESH_COOKIE) !== undefined;
  const own = origin !== undefined && (origin === `${request.protocol}://${request.host}` || origin === publicUrl);
  const silent = origin === undefined && (!cookies || request.headers["sec-fetch-site"] === "same-origin");
  if (!own && !silent) throw new DomainError("forbidden", `write from origin ${origin ?? "unknown"}`, { key: "foreign_origin" });
}
