import { afterAll, beforeAll, expect, it } from "vitest";
import type { TestApp } from "../../test/kit/app.ts";
import { TEST_NOW, startTestApp } from "../../test/kit/app.ts";
import { barePerson, loadBareActor } from "../../test/kit/people.ts";
import { audit, auditRefusal } from "./audit.ts";
import type { Context } from "./context.ts";
import { inTransaction } from "./db/transaction.ts";

let test: TestApp;
let ctx: Context;
beforeAll(async () => {
  test = await startTestApp({ modules: [{ name: "probe", loadActor: loadBareActor }] });
  const { id } = await barePerson(test.app);
  const actor = await test.app.sessions.actors.fresh(id);
  if (!actor) throw new Error("no actor");
  ctx = {
    app: test.app,
    actor,
    language: "ru",
    via: "api",
    requestId: "r-1",
    ip: "10.0.0.1",
    sessionId: null,
    now: () => test.clock.now(),
  };
});
afterAll(() => test.stop());

it("writes who, what and only what changed, with the change or not at all", async () => {
  const entry = { action: "rate.changed" as const, entity: "thing", entityId: "t-1", reason: "typo" };
  const before = { name: "a", tags: ["x"], same: 1, gone: true };
  const after = { name: "b", tags: ["x"], same: 1, come: null };
  await inTransaction(test.app, (tx) => audit(tx, ctx, { ...entry, before, after }));
  const failing = inTransaction(test.app, async (tx) => {
    await audit(tx, ctx, entry);
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await test.auditTrail("t-1")).toMatchObject([
    {
      action: "rate.changed",
      actorId: ctx.actor.id,
      via: "api",
      result: "ok",
      reason: "typo",
      before: { name: "a", gone: true },
    },
  ]);
  const stored = await test.app.db
    .selectFrom("audit_events")
    .selectAll()
    .where("entity_id", "=", "t-1")
    .executeTakeFirstOrThrow();
  expect(stored.after).toEqual({ name: "b", come: null });
  expect(stored).toMatchObject({ at: new Date(TEST_NOW), ip: "10.0.0.1", request_id: "r-1" });
  expect(stored.tx_id).toBeGreaterThan(0);
});

it("writes a refusal with its rule although nothing else happened", async () => {
  await auditRefusal(ctx, { action: "request.approve", recordId: null, rule: "s1_author", detail: "own request" });
  const stored = await test.app.db
    .selectFrom("audit_events")
    .selectAll()
    .where("rule", "=", "s1_author")
    .executeTakeFirstOrThrow();
  expect(stored).toMatchObject({ result: "refused", action: "request.approve", after: { detail: "own request" } });
});

it("keeps the order of one change and writes it at its end, in one statement", async () => {
  await inTransaction(test.app, async (tx) => {
    for (const action of ["file.added", "link.added"] as const)
      await audit(tx, ctx, { action, entity: "order", entityId: "o-1" });
    expect(await test.auditTrail("o-1")).toEqual([]);
  });
  expect((await test.auditTrail("o-1")).map((entry) => entry.action)).toEqual(["file.added", "link.added"]);
});
