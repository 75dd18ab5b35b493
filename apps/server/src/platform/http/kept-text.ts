import { createHash } from "node:crypto";
import { DomainError } from "@tartip/domain/kernel/errors";
import type { FastifyInstance } from "fastify";
import { encoded, encodingFor, type Encoding } from "./compress.ts";
import { createRateLimit } from "./rate-limit.ts";

/** A text that does not change while the process lives. */
interface KeptText {
  url: string;
  type: string;
  make(): string | Promise<string>;
}

interface Made {
  tag: string;
  bodies: Record<Encoding, Buffer>;
}

const QUALITY = 5;

/**
 * Serves texts to everybody. Each is made and compressed once, at the first question, and answered by its tag after that;
 * the one who asks for them without end is told to wait.
 *
 * @param most answers per address and minute
 */
export async function serveKept(server: FastifyInstance, texts: readonly KeptText[], most: number): Promise<void> {
  const limit = createRateLimit(most);
  await server.register(async (scope) => {
    scope.addHook("onRequest", async (request) => {
      const wait = limit(request.ip);
      if (wait > 0) throw new DomainError("too_many_requests", "rate limit", { retryAfterSeconds: wait });
    });
    for (const { url, type, make } of texts) {
      let made: Promise<Made> | undefined;
      scope.get(url, { schema: { hide: true } }, async (request, reply) => {
        made ??= compressed(make);
        const { tag, bodies } = await made;
        void reply.headers({ etag: tag, vary: "accept-encoding", "cache-control": "no-cache" });
        if (request.headers["if-none-match"]?.includes(tag)) return reply.code(304).send();
        const encoding = encodingFor(request.headers["accept-encoding"]);
        if (encoding !== "identity") void reply.header("content-encoding", encoding);
        return reply.type(`${type}; charset=utf-8`).send(bodies[encoding]);
      });
    }
  });
}

async function compressed(make: KeptText["make"]): Promise<Made> {
  const identity = Buffer.from(await make());
  const [br, zipped] = await Promise.all([encoded(identity, "br", QUALITY), encoded(identity, "gzip", QUALITY)]);
  const tag = `"${createHash("sha256").update(identity).digest("base64url").slice(0, 22)}"`;
  return { tag, bodies: { br, gzip: zipped, identity } };
}
