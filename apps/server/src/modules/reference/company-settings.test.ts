import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { addPerson } from "../../../test/kit/cast.ts";
import { settings } from "./questions.ts";

type Who = { id: string };

let test: TestApp;
let admin: Who;
let clerk: Who;

beforeAll(async () => {
  test = await startTestApp();
  admin = await addPerson(test.app, "Admin", ["admin"]);
  clerk = await addPerson(test.app, "Clerk", ["cfo"]);
});
afterAll(() => test.stop());

const read = async () => (await test.api.as(admin).get("/settings")).body;

it("is seen and changed by who may set it alone", async () => {
  expect((await test.api.as(clerk).get("/settings")).status).toBe(404);
  const { version } = await read();
  expect((await test.api.as(clerk).patch("/settings", { version, unplannedByCfo: false })).status).toBe(404);
  expect((await settings(test.app.db)).unplannedByCfo).toBe(true);
});

it("holds at once, leaves the rest as it was and stands in the journal", async () => {
  const before = await read();
  expect(before).toMatchObject({ unplannedByCfo: true, questionWorkDays: 3, deadlines: { headHours: 8, exceptions: [] } });
  const exceptions = [{ type: "payment", priority: 4, headHours: 1 }];
  const deadlines = { ...before.deadlines, headHours: 16, exceptions };
  const reply = await test.api.as(admin).patch("/settings", { version: before.version, deadlines, unplannedByCfo: false });
  expect(reply.status, reply.text).toBe(200);
  expect(reply.body).toMatchObject({ deadlines, unplannedByCfo: false, autoCloseWorkDays: before.autoCloseWorkDays });
  expect(await settings(test.app.db)).toMatchObject({ deadlines, unplannedByCfo: false });
  expect((await test.auditTrail("company")).at(-1)).toMatchObject({
    action: "settings.changed",
    before: { deadlines: before.deadlines, unplannedByCfo: true },
    after: { deadlines, unplannedByCfo: false },
  });
  const late = await test.api.as(admin).patch("/settings", { version: before.version, questionWorkDays: 5 });
  expect(late).toMatchObject({ status: 409, problem: { code: "stale_version" } });
});

it("lets nobody name who decides for the owner, themselves or another", async () => {
  const { version } = await read();
  for (const ownerStandIn of [admin.id, clerk.id])
    expect((await test.api.as(admin).patch("/settings", { version, ownerStandIn })).status).toBe(400);
  expect((await settings(test.app.db)).ownerStandIn).toBeNull();
});

it("refuses what makes no sense, at its field", async () => {
  const { version, deadlines } = await read();
  const patch = (change: object) => test.api.as(admin).patch("/settings", { version, ...change });
  expect((await patch({ questionWorkDays: -1 })).status).toBe(400);
  // Everything finished would close at once, before anybody looked at it.
  expect((await patch({ autoCloseWorkDays: 0 })).status).toBe(400);
  expect((await patch({ deadlines: { ...deadlines, headHours: 1.5 } })).status).toBe(400);
  expect((await patch({ setUpClosed: false })).status).toBe(400);
  const unknown = await patch({ deadlines: { ...deadlines, exceptions: [{ type: "wizardry", headHours: 1 }] } });
  expect(unknown.problem.fields).toMatchObject([{ field: "deadlines.exceptions.0.type", code: "referenceInvalid" }]);
  expect((await read()).version).toBe(version);
});
