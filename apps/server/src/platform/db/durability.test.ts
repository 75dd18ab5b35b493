import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { durabilityWarnings } from "./durability.ts";

let test: TestApp;

beforeAll(async () => {
  test = await startTestApp({ modules: [] });
});
afterAll(() => test.stop());

it("names what the database is set to forget, and nothing of what it keeps", async () => {
  // The database of tests trades all three for speed.
  const warnings = await durabilityWarnings(test.app.db);
  expect(warnings.map((line) => /with (\w+)=off/u.exec(line)?.[1])).toEqual(["fsync", "full_page_writes", "synchronous_commit"]);
  const kept = await test.app.db.connection().execute(async (one) => {
    await sql`set synchronous_commit = on`.execute(one);
    return durabilityWarnings(one);
  });
  expect(kept).toHaveLength(2);
});
