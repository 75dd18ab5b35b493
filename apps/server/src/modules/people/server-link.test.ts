import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, TEST_NOW, type TestApp } from "../../../test/kit/app.ts";
import { addPerson } from "../../../test/kit/cast.ts";
import { administrators, makeServerLink } from "./server-link.ts";

type Person = { id: string };

const CLI = path.join(import.meta.dirname, "../../cli.ts");
/** The command lives at the time of the tests. */
const CLOCK = path.join(import.meta.dirname, "../../../../../tools/testing/shifted-clock.mjs");
const dataDir = mkdtempSync(path.join(tmpdir(), "tartip-link-"));
let test: TestApp;
let admin: Person;
let ceo: Person;
let clerk: Person;

beforeAll(async () => {
  test = await startTestApp({ env: { TARTIP_DEMO: "0" } });
  admin = await addPerson(test.app, "Admin", ["admin"]);
  ceo = await addPerson(test.app, "Ceo", ["ceo"]);
  clerk = await addPerson(test.app, "Clerk", ["coordinator"]);
  await test.app.db
    .updateTable("settings")
    .set({ value: JSON.stringify(true) })
    .where("key", "=", "setUpClosed")
    .execute();
});
afterAll(async () => {
  await test.stop();
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(() => test.clock.set(TEST_NOW));

async function told(person: Person): Promise<unknown[]> {
  const { items } = (await test.api.as(person).get("/notices")).body;
  return items.map((one) => [one.event, one.actor, one.params["name"]]);
}

/** The command as an operator types it. */
async function cli(...args: string[]): Promise<{ code: number; said: string }> {
  const env = {
    ...process.env,
    DATABASE_URL: test.appUrl,
    TARTIP_DATA: dataDir,
    TARTIP_URL: "https://tartip.example.kz",
    TARTIP_LOG: "silent",
  };
  const run = promisify(execFile)(process.execPath, ["--import", CLOCK, CLI, "admin-link", ...args], { env });
  return run.then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr }),
  );
}

describe("a link made on the server", () => {
  it("lets the lone administrator in again, in nobody's name, and is told at once", async () => {
    const { token, expiresAt } = await makeServerLink(test.app, admin.id);
    expect(expiresAt.getTime() - Date.parse(TEST_NOW)).toBe(3_600_000);
    expect(await told(ceo)).toEqual([["server_link_made", null, "Admin Test"]]);
    expect(await told(admin)).toEqual([["password_link_made", null, "Admin Test"]]);
    expect(await told(clerk)).toEqual([]);
    expect((await test.auditTrail(admin.id)).at(-1)).toMatchObject({
      action: "person.password_link_made",
      actorId: null,
      via: "cli",
      result: "ok",
    });
    expect((await test.api.post("/set-password", { token, password: "seven cats on a tram" })).status).toBe(204);
    const email = "admin@test.example";
    expect((await test.api.post("/session", { email, password: "seven cats on a tram" })).status).toBe(200);
    expect((await test.api.post("/set-password", { token, password: "nine dogs in a boat" })).status).toBe(404);
  });

  it("is from nobody's hands: the chief executive still confirms what the administrator proposes", async () => {
    const made = await test.api.as(admin).post(`/people/${ceo.id}/password-link`);
    expect((await test.api.post("/set-password", { token: made.body.token, password: "a chief's own phrase" })).status).toBe(204);
    const propose = async () => (await test.api.as(admin).post(`/people/${clerk.id}/roles`, { roleCode: "accountant" })).body;
    const confirm = (id: string) => test.api.as(ceo).post(`/role-proposals/${id}/confirm`);
    const proposed = await propose();
    // An administrator opened the chief executive's account: one hand.
    expect((await confirm(proposed.id)).status).toBe(403);
    await test.app.db.updateTable("people").set({ password_made_by: [] }).where("id", "=", ceo.id).execute();
    const { token } = await makeServerLink(test.app, admin.id);
    expect((await test.api.post("/set-password", { token, password: "ten birds on a wire" })).status).toBe(204);
    expect((await confirm(proposed.id)).status).toBe(200);
  });

  it("ends with the hour and with the next link, and is made for active administrators alone", async () => {
    const { token: first } = await makeServerLink(test.app, admin.id);
    const { token: second } = await makeServerLink(test.app, admin.id);
    const set = async (token: string) => (await test.api.post("/set-password", { token, password: "six fish in a pond" })).status;
    expect(await set(first)).toBe(404);
    test.clock.advance(3_600_000);
    expect(await set(second)).toBe(404);
    for (const { id } of [ceo, clerk]) await expect(makeServerLink(test.app, id)).rejects.toMatchObject({ code: "not_found" });
    const gone = await addPerson(test.app, "Gone", ["admin"]);
    await test.app.db.updateTable("people").set({ active: false }).where("id", "=", gone.id).execute();
    expect((await administrators(test.app.db)).map(({ id }) => id)).toEqual([admin.id]);
  });
});

describe("the command admin-link", () => {
  it("without an e-mail lists the administrators and makes nothing", async () => {
    const before = (await test.auditTrail(admin.id)).length;
    const { code, said } = await cli();
    expect([code, said]).toEqual([0, expect.stringContaining("admin@test.example  Admin Test")]);
    expect(said).not.toContain("clerk@test.example");
    expect(await test.auditTrail(admin.id)).toHaveLength(before);
  });

  it("refuses a person who is no administrator, in one sentence", async () => {
    const { code, said } = await cli("clerk@test.example");
    expect(code).toBe(1);
    expect(said).toContain("clerk@test.example is no active administrator. There are: admin@test.example.");
  });

  it("prints a link that works", async () => {
    const { code, said } = await cli("Admin@Test.example");
    expect(code, said).toBe(0);
    const [, token] = /https:\/\/tartip\.example\.kz\/set-password\?token=([\w-]+)/.exec(said) ?? [];
    test.clock.set(new Date().toISOString());
    expect((await test.api.post("/set-password", { token, password: "five hens at the gate" })).status).toBe(204);
  });
});
