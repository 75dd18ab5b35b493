import { randomUUID } from "node:crypto";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import Fastify, { LogController } from "fastify";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import type { App } from "../app.ts";
import { liveRoutes } from "../live-routes.ts";
import { sessionRoutes } from "../session/routes.ts";
import { checkAnswers, SOME_ANSWERS } from "./answers.ts";
import { authenticate } from "./authenticate.ts";
import { limitBodyTime, TEXT_ARRIVES_WITHIN_MS } from "./body-time.ts";
import { compressAnswers } from "./compress.ts";
import { secureHeaders } from "./headers.ts";
import { healthRoutes } from "./health.ts";
import { AT_FIRST_CALL, type Compilers } from "./compilers.ts";
import { keepOneSpelling } from "./one-spelling.ts";
import { describeApi, serveDocs } from "./openapi.ts";
import { Problem, answerError } from "./problems.ts";
import { closeObjects, parseJsonStrictly } from "./validation.ts";
import { serveWeb } from "./web.ts";

const MEGABYTE = 1024 * 1024;
const API = "/api/v1";

const ARRIVES_WITHIN_MS = 120_000;

/** A poor mobile line, about half a megabit a second: the largest file must still arrive over it. */
const SLOWEST_BYTES_PER_MS = 64;

declare module "fastify" {
  interface FastifyInstance {
    /** For routes with `config.public`, which have no context to take it from. */
    application: App;
  }
}

/** Of what one person may ask in a minute, what an address without a session may ask of the public texts. */
const STRANGERS_SHARE = 0.02;

/** Assembles the HTTP side of the application; `listen` is the caller's. */
export async function buildServer(
  app: App,
  compilers: Compilers = AT_FIRST_CALL,
  checks = SOME_ANSWERS,
): Promise<FastifyInstance> {
  const server = bareServer(app, compilers);
  server.setErrorHandler(answerError);
  // reason: the property is there before a session is known; `authenticate` fills it
  server.decorateRequest("context", undefined as never);
  server.decorate("application", app);
  parseJsonStrictly(server);
  keepOneSpelling(server);
  limitBodyTime(server, TEXT_ARRIVES_WITHIN_MS);
  secureHeaders(server);
  checkAnswers(server, checks);
  compressAnswers(server);
  logAnswers(server);
  server.addHook("onRoute", ({ schema }) => {
    closeObjects(schema?.body);
    closeObjects(schema?.querystring);
  });
  server.addSchema(Problem);
  await describeApi(server);
  await server.register(healthRoutes(app));
  await server.register(
    async (api) => {
      authenticate(api, app);
      await api.register(sessionRoutes(app));
      await api.register(liveRoutes(app));
      for (const module of app.modules) if (module.routes) await api.register(module.routes);
    },
    { prefix: API },
  );
  await serveDocs(server, Math.ceil(app.config.rateLimit * STRANGERS_SHARE));
  await serveWeb(server);
  await server.ready();
  return server;
}

function bareServer(app: App, compilers: Compilers): FastifyInstance {
  const server = Fastify({
    // reason: a pino logger is what Fastify's own logger is; its type merely lacks pino's extra members
    loggerInstance: app.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    // One hop only: what a client writes into the header itself is never believed.
    trustProxy: (_address, hop) => app.config.trustProxy && hop < 1,
    bodyLimit: MEGABYTE,
    requestTimeout: ARRIVES_WITHIN_MS + Math.ceil(app.config.maxFileBytes / SLOWEST_BYTES_PER_MS),
    keepAliveTimeout: 65_000,
    forceCloseConnections: "idle",
    return503OnClosing: true,
    routerOptions: { maxParamLength: 200 },
    schemaController: { compilersFactory: compilers },
    frameworkErrors: (error, request, reply) => {
      void answerError(error, request, reply);
    },
  });
  return server.withTypeProvider<TypeBoxTypeProvider>();
}

/** One line per answer: who asked for what, how it ended and how long it took. */
function logAnswers(server: FastifyInstance): void {
  server.addHook("onResponse", (request, reply, done) => {
    request.log.info(
      {
        method: request.method,
        // The pattern, not the address: query strings hold what people search for.
        route: request.routeOptions.url ?? "unknown",
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        person: request.context?.actor.id,
      },
      "answered",
    );
    done();
  });
}
