import { readFile } from "node:fs/promises";
import path from "node:path";
import swagger from "@fastify/swagger";
import type { FastifyInstance } from "fastify";
import { serveKept } from "./kept-text.ts";

const DOCS = path.join(import.meta.dirname, "../../../assets/docs");
const DOCS_FILES = { "index.html": "text/html", "docs.js": "text/javascript", "docs.css": "text/css" } as const;

/** Collects every route that is registered after it. */
export async function describeApi(server: FastifyInstance): Promise<void> {
  await server.register(swagger, {
    openapi: {
      openapi: "3.1.1",
      info: {
        title: "Tartip",
        version: "1",
        description:
          "Requests, tasks, approvals, payments and budgets of one company. Sign in with POST /api/v1/session, then send the token as a bearer.",
      },
      components: {
        securitySchemes: {
          bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
          cookie: { type: "apiKey", in: "cookie", name: "tartip_token" },
        },
      },
      security: [{ bearer: [] }, { cookie: [] }],
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, index) => (typeof json["$id"] === "string" ? json["$id"] : `def-${index}`),
    },
    transform: ({ schema, url, route }) => ({
      schema: route.config?.public || !url.startsWith("/api/v1") ? { ...schema, security: [] } : schema,
      url,
    }),
  });
}

/**
 * `/api/openapi.json` for machines, `/api/docs` for people.
 *
 * @param most answers per address and minute
 */
export async function serveDocs(server: FastifyInstance, most: number): Promise<void> {
  const pages = Object.entries(DOCS_FILES).map(([name, type]) => ({
    url: name === "index.html" ? "/api/docs" : `/api/docs/${name}`,
    type,
    make: () => readFile(path.join(DOCS, name), "utf8"),
  }));
  const description = { url: "/api/openapi.json", type: "application/json", make: () => openapiText(server) };
  await serveKept(server, [description, ...pages], most);
}

/** The document exactly as it is served and as the client is generated from. */
export function openapiText(server: FastifyInstance): string {
  return `${JSON.stringify(server.swagger(), null, 2)}\n`;
}
