import type { FastifyInstance } from "fastify";

/**
 * For our own pages. Mantine puts its theme variables into a `<style>` element at run time, which only
 * 'unsafe-inline' lets through in a page served as a file; scripts never need it.
 */
const PAGE_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "frame-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** For answers of the API, which are data and nothing else. */
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** Sets the security headers of every answer. */
export function secureHeaders(server: FastifyInstance): void {
  const common = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  };
  const data = { ...common, "content-security-policy": DATA_POLICY, "cache-control": "no-store" };
  const page = {
    ...common,
    "content-security-policy": PAGE_POLICY,
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
  };
  server.addHook("onRequest", (request, reply, done) => {
    const isData = request.url.startsWith("/api/") && !request.url.startsWith("/api/docs");
    reply.headers(isData ? data : page);
    void reply.header("x-request-id", request.id);
    if (request.protocol === "https") void reply.header("strict-transport-security", "max-age=31536000; includeSubDomains");
    done();
  });
}
