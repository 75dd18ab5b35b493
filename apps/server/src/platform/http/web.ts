import { existsSync } from "node:fs";
import path from "node:path";
import serveStatic from "@fastify/static";
import { DomainError } from "@tartip/domain/kernel/errors";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { sendProblem } from "./problems.ts";

const WEB = path.join(import.meta.dirname, "../../../../web/dist");
const YEAR_SECONDS = 31_536_000;

/** Serves the built web; any other page address gets the one HTML page, whose router does the rest. */
export async function serveWeb(server: FastifyInstance, root = WEB): Promise<void> {
  const built = existsSync(path.join(root, "index.html"));
  if (built) {
    await server.register(serveStatic, {
      root,
      wildcard: true,
      preCompressed: true,
      cacheControl: false,
      schemaHide: true,
      setHeaders: (reply, file) => {
        const hashed = file.includes(`${path.sep}assets${path.sep}`);
        void reply.header("cache-control", hashed ? `public, max-age=${YEAR_SECONDS}, immutable` : "no-cache");
      },
    });
  }
  server.setNotFoundHandler((request, reply) => {
    if (built && wantsPage(request)) return reply.sendFile("index.html");
    return answerUnknown(request, reply);
  });
}

function wantsPage(request: FastifyRequest): boolean {
  const page = request.method === "GET" || request.method === "HEAD";
  const asked = request.headers.accept ?? "*/*";
  return page && !request.url.startsWith("/api/") && !request.url.startsWith("/assets/") && /text\/html|\*\/\*/.test(asked);
}

function answerUnknown(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(request, reply, new DomainError("not_found", "no such route", { key: "no_such_route" }));
}
