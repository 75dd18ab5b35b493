import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { addPerson, type CastOptions } from "../../../test/kit/cast.ts";
import { addDocument, seedCompany, type Company } from "../../../test/kit/company.ts";

let test: TestApp;
let company: Company;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
});
afterAll(() => test.stop());

const sections = async (who: { id: string }) => (await test.api.as(who).get("/me")).body.sections;

it("leaves out what would be empty for the person, until there is something", async () => {
  const clerk = await addPerson(test.app, "Clerk", ["executor"], { department: "IT" });
  expect(await sections(clerk)).toEqual([]);
  await addDocument(test.app, { kind: "act", authorId: clerk.id, counterpartyId: company.supplierId });
  expect(await sections(clerk)).toEqual(["document"]);
  await test.app.db.updateTable("budget_lines").set({ responsible_id: clerk.id }).execute();
  expect(await sections(clerk)).toEqual(["document", "budgets"]);
});

it("keeps a section for who may put something there, in a company that has nothing yet", async () => {
  const empty = await startTestApp();
  try {
    const of = async (role: string, rest: CastOptions = {}) => {
      const { body } = await empty.api.as(await addPerson(empty.app, role, [role], rest)).get("/me");
      return body.sections;
    };
    expect(await of("cfo")).toEqual(["document", "budgets"]);
    expect(await of("lawyer")).toEqual(["document"]);
    expect(await of("executor")).toEqual([]);
    expect(await of("contractor", { external: true })).toEqual([]);
  } finally {
    await empty.stop();
  }
});
