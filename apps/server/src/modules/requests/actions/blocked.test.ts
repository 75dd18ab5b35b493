import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { seedCompany, type Company } from "../../../../test/kit/company.ts";
import { payments, type Payments } from "../../../../test/kit/payments.ts";
import { present } from "../../../../test/kit/present.ts";

let test: TestApp;
let company: Company;
let pay: Payments;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
});
afterAll(() => test.stop());

it("what is in the way names a step in the reader's language", async () => {
  const { author, coordinator } = company;
  const { id } = await pay.draft(1_000);
  await pay.moved(author, id, "submit");
  await pay.moved(coordinator, id, "take");
  const { titles } = present((await pay.view(id)).tasks.find((task) => task.stepKey === "check"));
  const wayIn = async (language: "ru" | "kk" | "en") => {
    expect((await test.api.as(coordinator).patch("/me", { language })).status).toBe(200);
    const { actions } = await pay.view(id, coordinator);
    const send = present(actions.find(({ action }) => action === "sendForApproval"));
    return present(send.blockers.find(({ code }) => code === "task_open"));
  };
  for (const language of ["kk", "en", "ru"] as const) {
    const { text, params } = await wayIn(language);
    expect(params).toEqual({ task: titles?.[language] });
    expect(text).toContain(titles?.[language]);
  }
  expect(titles?.kk).not.toBe(titles?.ru);
});
