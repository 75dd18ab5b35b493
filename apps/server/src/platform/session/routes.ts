import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "@fastify/type-provider-typebox";
import { DomainError } from "@tartip/domain/kernel/errors";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { App } from "../app.ts";
import { inTransaction } from "../db/transaction.ts";
import { problems } from "../http/problems.ts";
import type { NewCookie } from "./cookies.ts";
import { ACCESS_COOKIE, DEVICE_COOKIE, REFRESH_COOKIE, SESSION_PATH, readCookie, setCookies } from "./cookies.ts";
import { createFirstAdmin } from "./first-admin.ts";
import { KNOWN_DAYS } from "./known-devices.ts";
import { PASSWORD_MAX } from "./passwords.ts";
import type { SignedIn, Visitor } from "./service.ts";
import { endAllSessions, refreshSession, signIn, signOut, signOutByRefresh } from "./service.ts";

const Session = Type.Object(
  {
    token: Type.String({ description: "Access token for `Authorization: Bearer`, also set as a cookie" }),
    expiresAt: Type.String({ format: "date-time", description: "When the access token ends; refresh before" }),
  },
  { $id: "Session", description: "An open session" },
);

const Email = Type.String({ minLength: 3, maxLength: 320, description: "E-mail" });
const Password = Type.String({ minLength: 1, maxLength: PASSWORD_MAX, description: "Password" });
const tags = ["Session"];
const openToAll = { config: { public: true } };

export const sessionRoutes =
  (app: App): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.addSchema(Session);
    await server.register(opening(app));
    await server.register(closing(app));
  };

const opening =
  (app: App): FastifyPluginAsyncTypebox =>
  async (server) => {
    const answers = { 200: Type.Ref("Session") };
    server.post(
      "/session",
      {
        ...openToAll,
        schema: {
          operationId: "signIn",
          summary: "Sign in with e-mail and password",
          tags,
          body: Type.Object({ email: Email, password: Password }),
          response: { ...answers, ...problems(400, 401, 429, 503) },
        },
      },
      async (request, reply) => {
        const { email, password } = request.body;
        return admit(app, request, reply, await signIn(app, visitorOf(request), email, password));
      },
    );
    server.post(
      "/session/refresh",
      {
        ...openToAll,
        schema: {
          operationId: "refreshSession",
          summary: "Trade the refresh cookie for a new access token",
          tags,
          response: { ...answers, ...problems(401, 503) },
        },
      },
      async (request, reply) => {
        const refresh = readCookie(request, REFRESH_COOKIE);
        if (!refresh) throw new DomainError("unauthenticated", "no refresh cookie");
        return admit(app, request, reply, await refreshSession(app, visitorOf(request), refresh));
      },
    );
    server.post(
      "/first-admin",
      {
        ...openToAll,
        schema: {
          operationId: "createFirstAdmin",
          summary: "Create the first administrator by the one-time link that the first start prints",
          tags,
          body: Type.Object({
            token: Type.String({ minLength: 1, maxLength: 100, description: "Token of the one-time link" }),
            lastName: Type.String({ minLength: 1, maxLength: 100, description: "Family name" }),
            firstName: Type.String({ minLength: 1, maxLength: 100, description: "Given name" }),
            email: Type.String({ format: "email", maxLength: 320, description: "E-mail to sign in with" }),
            password: Password,
          }),
          response: { ...answers, ...problems(400, 404, 503) },
        },
      },
      async (request, reply) => admit(app, request, reply, await createFirstAdmin(app, visitorOf(request), request.body)),
    );
  };

const closing =
  (app: App): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.delete(
      "/session",
      {
        config: { public: true },
        schema: {
          operationId: "signOut",
          summary: "Sign out here",
          tags,
          response: { 204: Type.Null({ description: "Signed out" }) },
        },
      },
      async (request, reply) => {
        const refresh = readCookie(request, REFRESH_COOKIE);
        if (request.context) await signOut(request.context);
        else if (refresh) await signOutByRefresh(app, visitorOf(request), refresh);
        dismiss(request, reply);
        return reply.code(204).send(null);
      },
    );
    server.delete(
      "/sessions",
      {
        schema: {
          operationId: "signOutEverywhere",
          summary: "Sign out everywhere",
          tags,
          response: { 204: Type.Null({ description: "Every session has ended" }), ...problems(401) },
        },
      },
      async (request, reply) => {
        const ctx = request.context;
        await inTransaction(app, (tx) => endAllSessions(tx, ctx, ctx.actor.id, "signed_out_everywhere"));
        dismiss(request, reply);
        return reply.code(204).send(null);
      },
    );
  };

function visitorOf(request: FastifyRequest): Visitor {
  return {
    requestId: request.id,
    ip: request.ip,
    userAgent: request.headers["user-agent"] ?? null,
    device: readCookie(request, DEVICE_COOKIE),
  };
}

function admit(app: App, request: FastifyRequest, reply: FastifyReply, signedIn: SignedIn) {
  setCookies(request, reply, cookiesOf(signedIn, app.clock.now()));
  return { token: signedIn.token, expiresAt: signedIn.expiresAt.toISOString() };
}

function cookiesOf({ token, expiresAt, refresh, refreshExpiresAt, device }: SignedIn, now: Date): NewCookie[] {
  const until = (end: Date) => Math.max(0, Math.floor((end.getTime() - now.getTime()) / 1000));
  return [
    { name: ACCESS_COOKIE, value: token, path: "/", seconds: until(expiresAt) },
    { name: REFRESH_COOKIE, value: refresh, path: SESSION_PATH, seconds: until(refreshExpiresAt) },
    ...(device ? [{ name: DEVICE_COOKIE, value: device, path: SESSION_PATH, seconds: KNOWN_DAYS * 86_400 }] : []),
  ];
}

function dismiss(request: FastifyRequest, reply: FastifyReply): void {
  setCookies(request, reply, [
    { name: ACCESS_COOKIE, value: "", path: "/", seconds: 0 },
    { name: REFRESH_COOKIE, value: "", path: SESSION_PATH, seconds: 0 },
  ]);
}
