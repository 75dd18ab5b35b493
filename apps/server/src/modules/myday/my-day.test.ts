import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { seedEveryone, walkOf, type Everyone } from "../../../test/hardness/everyone.ts";

let test: TestApp;
let everyone: Everyone;

beforeAll(async () => {
  test = await startTestApp();
  everyone = await seedEveryone(test);
});
afterAll(() => test.stop());

it("names the step that is awaited in the reader's language", async () => {
  const id = await walkOf(test, everyone).submitted(1_000);
  const coordinator = test.api.as(everyone.coordinator);
  const { version } = (await coordinator.get(`/requests/${id}`)).body;
  expect((await coordinator.post(`/requests/${id}/transitions`, { action: "take", version })).status).toBe(200);
  const author = test.api.as(everyone.author);
  const awaited = async (language: string): Promise<(string | null)[]> => {
    expect((await author.patch("/me", { language })).status).toBeLessThan(300);
    const { own } = (await author.get("/my-day")).body;
    return own.flatMap((row) => row.awaited.map((one) => one.taskTitle));
  };
  const [ru, kk, en] = [await awaited("ru"), await awaited("kk"), await awaited("en")];
  expect(new Set([ru[0], kk[0], en[0]]).size).toBe(3);
  expect(en[0]).toMatch(/^[A-Z][a-z ,]+/u);
});
