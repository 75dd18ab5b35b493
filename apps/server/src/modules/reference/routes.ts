import { createHash } from "node:crypto";
import { covers } from "@tartip/domain/access/grants";
import type { Actor } from "@tartip/domain/access/actor";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type as T } from "@fastify/type-provider-typebox";
import type { App } from "../../platform/app.ts";
import { problems } from "../../platform/http/problems.ts";
import { ALLOWED_EXTENSIONS } from "../../platform/sniff.ts";
import { loadReference, referenceVersion, type Reference } from "./load.ts";
import { ReferenceAnswer } from "./schema.ts";

/** Outsiders get no organisation; people who do not see the whole budget get no restricted cost items. */
type Audience = "outsider" | "everybody" | "budget";

interface Prepared {
  reference: Reference;
  etag: string;
}

interface Memory {
  version: number;
  prepared: Record<Audience, Prepared>;
}

const memories = new WeakMap<App, Memory>();

export const referenceRoutes: FastifyPluginAsyncTypebox = async (server) => {
  server.addSchema(ReferenceAnswer);
  server.get(
    "/reference",
    {
      schema: {
        operationId: "getReference",
        summary: "Everything pages draw choices from: branches, departments, items, currencies, types, settings",
        description: "One answer for all languages. Send the ETag back in If-None-Match: an unchanged reference answers 304.",
        tags: ["Reference"],
        response: { 200: T.Ref("Reference"), 304: T.Null({ description: "Unchanged" }), ...problems(401) },
      },
    },
    async (request, reply) => {
      const { reference, etag } = await prepared(request.context.app, audienceOf(request.context.actor));
      void reply.header("etag", etag).header("cache-control", "private, no-cache");
      if (request.headers["if-none-match"] === etag) return reply.code(304).send(null);
      return reply.send(reference);
    },
  );
};

function audienceOf(actor: Actor): Audience {
  if (actor.external) return "outsider";
  return covers(actor, "budget.read") ? "budget" : "everybody";
}

/** Made again only when the version moved; one small statement reads the version. */
async function prepared(app: App, audience: Audience): Promise<Prepared> {
  const version = await referenceVersion(app.db);
  const known = memories.get(app);
  if (known?.version === version) return known.prepared[audience];
  const limits = { maxFileBytes: app.config.maxFileBytes, extensions: ALLOWED_EXTENSIONS };
  const whole = await loadReference(app.db, limits);
  const everybody = { ...whole, costItems: whole.costItems.filter((item) => !item.restricted) };
  const made: Memory = {
    version,
    prepared: { budget: tagged(whole), everybody: tagged(everybody), outsider: tagged(forOutsider(whole)) },
  };
  memories.set(app, made);
  return made.prepared[audience];
}

function tagged(reference: Reference): Prepared {
  const hash = createHash("sha256").update(JSON.stringify(reference)).digest("base64url").slice(0, 22);
  return { reference, etag: `"${hash}"` };
}

function forOutsider(reference: Reference): Reference {
  const none = { branches: [], departments: [], projects: [], roles: [], costItems: [], documentKinds: [], requestTypes: [] };
  return { ...reference, ...none, knp: [], vatRates: [], settings: { ...reference.settings, thresholds: {} } };
}
