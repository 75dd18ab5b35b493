import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliCompressSync } from "node:zlib";
import Fastify from "fastify";
import type { FastifyInstance } from "fastify";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { secureHeaders } from "./headers.ts";
import { toDomainError } from "./translate-errors.ts";
import { serveWeb } from "./web.ts";

let root: string;
let server: FastifyInstance;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "tartip-web-"));
  await mkdir(path.join(root, "assets"));
  await writeFile(path.join(root, "index.html"), "<!doctype html><title>Tartip</title>");
  await writeFile(path.join(root, "assets/app-1a2b.js"), "run()");
  await writeFile(path.join(root, "assets/app-1a2b.js.br"), brotliCompressSync("run()"));
  server = Fastify();
  secureHeaders(server);
  await serveWeb(server, root);
});
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

const get = (url: string, headers: Record<string, string> = {}) => server.inject({ url, headers });

it("serves hashed files for ever, compressed where asked, and the page again each time", async () => {
  const plain = await get("/assets/app-1a2b.js");
  expect(plain.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect(plain.body).toBe("run()");
  const small = await get("/assets/app-1a2b.js", { "accept-encoding": "br" });
  expect(small.headers["content-encoding"]).toBe("br");
  expect(small.headers["content-type"]).toContain("javascript");
  expect(small.headers["cache-control"]).toContain("immutable");
  expect((await get("/")).headers["cache-control"]).toBe("no-cache");
});

it("gives the one page to every address of a page, and 404 to the rest", async () => {
  const deep = await get("/requests/0190a000?tab=files", { accept: "text/html,*/*" });
  expect(deep.statusCode).toBe(200);
  expect(deep.body).toContain("<title>Tartip");
  expect(deep.headers["content-security-policy"]).toMatch(/script-src 'self';/);
  for (const url of ["/api/v1/nothing", "/assets/gone.js"]) expect((await get(url)).statusCode).toBe(404);
  expect((await server.inject({ method: "POST", url: "/requests" })).statusCode).toBe(404);
  for (const url of ["/../package.json", "/%2e%2e/package.json", "/..%2fpackage.json"]) {
    expect((await get(url, { accept: "application/json" })).body).not.toContain("dependencies");
  }
});

it("calls a database that is away 'unavailable', whether it never came or went", async () => {
  const nowhere = new pg.Pool({ connectionString: "postgres://a:b@127.0.0.1:1/x" });
  const refused = await nowhere.query("select 1").catch((error: unknown) => error);
  await nowhere.end();
  const client = new pg.Client({ connectionString: inject("cluster").appUrl });
  client.on("error", () => undefined);
  await client.connect();
  const cut = await client.query("select pg_terminate_backend(pg_backend_pid())").catch((error: unknown) => error);
  const after = await client.query("select 1").catch((error: unknown) => error);
  for (const error of [refused, cut, after]) expect(toDomainError(error)).toMatchObject({ code: "unavailable" });
  expect(toDomainError(new Error("something of ours"))).toBeNull();
});
