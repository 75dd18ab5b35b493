import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../test/kit/app.ts";
import { buildServer } from "./http/server.ts";
import { createLogger, withoutSecrets } from "./log.ts";

const SECRET = "s3cr3t-of-nobody";

let test: TestApp;
let written = "";
const log = createLogger("trace", { write: (line) => void (written += line) });

beforeAll(async () => {
  test = await startTestApp();
});
beforeEach(() => {
  written = "";
});
afterAll(() => test.stop());

it("writes of an error what it is and where it came from, and none of what hangs on it", () => {
  const client = { secretKey: SECRET, connectionParameters: { password: SECRET } };
  const cause = Object.assign(new Error("the row"), { detail: `Key (title)=(${SECRET}) exists`, where: SECRET, client });
  const error = Object.assign(new Error("lost", { cause }), { client, code: "ECONNRESET", config: { headers: SECRET } });
  log.error({ err: error }, "failed");
  expect(written).toContain("ECONNRESET");
  expect(written).toContain("the row");
  expect(written).toContain("log.test.ts");
  expect(written).not.toContain(SECRET);
});

it("writes nothing of the database's own errors that could be a value or a key", async () => {
  const address = new URL(test.appUrl);
  const right = address.password;
  address.password = SECRET;
  const client = new pg.Client({ connectionString: address.href });
  client.on("error", () => undefined);
  log.error({ err: await client.connect().catch((error: unknown) => error) }, "refused");
  const pool = new pg.Pool({ connectionString: test.appUrl });
  log.error({ err: await pool.query("select $1::int", [SECRET]).catch((error: unknown) => error) }, "no number");
  await pool.end();
  expect(written).toContain("28P01");
  expect(written).toContain("22P02");
  expect(written).not.toContain(right);
  // PostgreSQL's own message quotes the value it could not read: the class of the error says enough.
  expect(written).not.toContain(SECRET);
});

it("writes nothing of an address that is malformed, unknown or refused", async () => {
  const server = await buildServer({ ...test.app, log });
  const tries = [
    `/api/v1/requests/%zz?token=${SECRET}`,
    `/api/v1/nothing?q=${SECRET}`,
    `/api/v1/requests?unknown=${SECRET}`,
    `/%?${SECRET}%`,
  ];
  for (const url of tries) {
    const reply = await server.inject({ url });
    expect(reply.statusCode).toBeGreaterThanOrEqual(400);
    expect(reply.statusCode).toBeLessThan(500);
  }
  const body = `{"email": "a@b.kz", "password": "${SECRET}", `;
  await server.inject({ method: "POST", url: "/api/v1/session", headers: { "content-type": "application/json" }, body });
  expect(written).toContain("refused");
  expect(written).not.toContain(SECRET);
  await server.close();
});

it("cuts query strings and passwords of addresses out of a text and leaves the rest", () => {
  expect(withoutSecrets("'/a/b?x=1&y=2' is not valid")).toBe("'/a/b?[hidden]' is not valid");
  expect(withoutSecrets("postgres://tartip:abc@127.0.0.1/x is away")).toBe("postgres://tartip:[hidden]@127.0.0.1/x is away");
  expect(withoutSecrets("What now? Nothing.")).toBe("What now? Nothing.");
});
