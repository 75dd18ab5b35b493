import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "@fastify/type-provider-typebox";
import { DomainError } from "@tartip/domain/kernel/errors";
import { sql } from "kysely";
import type { App } from "../app.ts";
import { readMigrations } from "../db/migrate.ts";
import { problems } from "./problems.ts";

const Answer = Type.Object({ status: Type.String({ description: "ok" }) }, { description: "State of the server" });
const tags = ["Operation"];

/** Alive: the process answers. Ready: it can also do its work, so a balancer may send people here. */
export const healthRoutes =
  (app: App): FastifyPluginAsyncTypebox =>
  async (server) => {
    const wanted = (await readMigrations()).map(({ name }) => name);
    server.get(
      "/api/health",
      { schema: { operationId: "health", summary: "Whether the process lives", tags, response: { 200: Answer } } },
      async () => ({ status: "ok" }),
    );
    server.get(
      "/api/ready",
      { schema: { operationId: "ready", summary: "Whether it can serve", tags, response: { 200: Answer, ...problems(503) } } },
      async () => {
        const applied = await sql<{ name: string }>`select name from schema_migrations`.execute(app.db);
        const names = new Set(applied.rows.map(({ name }) => name));
        const missing = wanted.filter((name) => !names.has(name));
        if (missing.length > 0) throw new DomainError("unavailable", `migrations not applied: ${missing.join(", ")}`);
        return { status: "ok" };
      },
    );
  };
