import { DomainError } from "@tartip/domain/kernel/errors";
import type { IncomingHttpHeaders } from "node:http";
import type { FastifyInstance } from "fastify";

/** A form of the product is a few kilobytes; the slowest line brings a megabyte in this time. Files have their own, far longer limit. */
export const TEXT_ARRIVES_WITHIN_MS = 30_000;

/** Bodies that are no files must be here in time: one that trickles in holds a connection, which is ended with it. */
export function limitBodyTime(server: FastifyInstance, withinMs: number): void {
  server.addHook("preParsing", (request, _reply, payload, done) => {
    if (bringsText(request.headers)) {
      const late = () =>
        request.raw.destroy(new DomainError("bad_input", "the body did not arrive in time", { key: "malformed_request" }));
      const timer = setTimeout(late, withinMs);
      for (const over of ["end", "error", "close"]) payload.once(over, () => clearTimeout(timer));
    }
    done(null, payload);
  });
}

/** Nobody reads to its end what has no body: it would count as late while a stream or a long answer is still on its way. */
function bringsText(headers: IncomingHttpHeaders): boolean {
  const brings = headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
  return brings && !/^\s*multipart\//iu.test(headers["content-type"] ?? "");
}
