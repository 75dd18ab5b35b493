import { allKinds, kindsAbove, KINDS, ruleOf } from "@tartip/domain/kernel/kinds";
import { afterAll, beforeAll, expect, it } from "vitest";
import { MEMO } from "../../test/memo/memo.ts";
import { startTestApp, type TestApp } from "../../test/kit/app.ts";
import { registeredKinds } from "./kinds.ts";

let test: TestApp;

beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.stop());

it("lets a record have the statuses of its kind's workflow and no other", async () => {
  const rows = await test.app.db.selectFrom("record_statuses").selectAll().execute();
  const known = rows.map(({ kind, status }) => `${kind} ${status}`);
  const own = registeredKinds().flatMap(({ kind, workflow }) => workflow.states.map((status) => `${kind} ${status}`));
  expect(known.toSorted()).toEqual(own.toSorted());
  await expect(test.app.db.deleteFrom("record_statuses").execute()).rejects.toThrow(/permission denied/u);
});

it("registers only kinds of the list, each with a word of the journal for its actions and its way to what it hangs on", () => {
  // Another file of this process may have told of a kind beside the product's.
  expect(allKinds().filter((kind) => kind !== MEMO)).toEqual(KINDS);
  const alive = KINDS.filter((kind) => ruleOf(kind).journal.length > 0);
  expect(registeredKinds().map(({ kind }) => kind)).toEqual(expect.arrayContaining(alive));
  for (const { kind, workflow, hangs } of registeredKinds().filter((one) => one.kind !== MEMO)) {
    expect(KINDS).toContain(kind);
    expect(ruleOf(kind).journal, kind).toEqual(expect.arrayContaining(Object.keys(workflow.edges)));
    expect(hangs !== undefined, kind).toBe(kindsAbove(kind).length > 0);
  }
});
