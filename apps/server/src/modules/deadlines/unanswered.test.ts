import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { addPerson } from "../../../test/kit/cast.ts";
import { seedCompany, type Company } from "../../../test/kit/company.ts";
import { payments, type Payments } from "../../../test/kit/payments.ts";
import { deadlineMinute } from "./jobs.ts";

type Who = { id: string };

let test: TestApp;
let company: Company;
let pay: Payments;

const at = (wall: string): void => test.clock.set(`${wall}:00+05:00`);
const minute = () => deadlineMinute.job.run(test.app, {});

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
});
// Monday noon.
beforeEach(() => at("2026-11-16T12:00"));
afterAll(() => test.stop());

async function asked(): Promise<string> {
  const { author, coordinator } = company;
  const { id } = await pay.draft(1_000);
  await pay.moved(author, id, "submit");
  await pay.moved(coordinator, id, "take");
  await pay.moved(coordinator, id, "clarify", { reason: "Какой договор?" });
  return id;
}

async function heard(who: Who, id: string): Promise<string[]> {
  const { items } = (await test.api.as(who).get("/notices?limit=100")).body;
  const about = items.filter(({ event, record }) => record?.id === id && event.startsWith("question_"));
  return about.map(({ event, why }) => `${event} ${why}`).toReversed();
}

it("reminds the one asked on the first day, and then tells the one who asked and the head too, each once", async () => {
  const { author, coordinator, head, executor } = company;
  const id = await asked();
  at("2026-11-17T11:59");
  await minute();
  expect(await heard(author, id)).toEqual([]);
  at("2026-11-17T12:00");
  await minute();
  await minute();
  expect(await heard(author, id)).toEqual(["question_waits follower"]);
  expect([await heard(coordinator, id), await heard(head, id)]).toEqual([[], []]);
  at("2026-11-19T12:00");
  await minute();
  await minute();
  expect(await heard(author, id)).toEqual(["question_waits follower", "question_waits follower"]);
  expect(await heard(coordinator, id)).toEqual(["question_unanswered asked"]);
  expect(await heard(head, id)).toEqual(["question_unanswered manager"]);
  expect(await heard(executor, id)).toEqual([]);
});

it("says all of it once when the server was down, and nothing of a question that was answered", async () => {
  const { author, coordinator, head } = company;
  const [open, answered] = [await asked(), await asked()];
  await pay.moved(author, answered, "answer", { reason: "Рамочный" });
  at("2026-12-14T12:00");
  await minute();
  await minute();
  expect(await heard(author, open)).toEqual(["question_waits follower"]);
  expect(await heard(head, open)).toEqual(["question_unanswered manager"]);
  for (const who of [author, coordinator, head]) expect(await heard(who, answered)).toEqual([]);
});

it("never goes up with 0 days, and begins anew for who answers in the place of an author who left", async () => {
  const { coordinator, head } = company;
  const admin = await addPerson(test.app, "Admin", ["admin"]);
  const days = (value: number) =>
    test.app.db
      .insertInto("settings")
      .values({ key: "questionWorkDays", value: JSON.stringify(value) })
      .onConflict((one) => one.column("key").doUpdateSet({ value: JSON.stringify(value) }))
      .execute();
  const id = await asked();
  await days(0);
  at("2026-11-23T12:00");
  await minute();
  await days(3);
  expect(await heard(coordinator, id)).toEqual([]);
  expect((await test.api.as(admin).post(`/people/${company.author.id}/deactivate`)).status).toBe(200);
  await minute();
  expect(await heard(head, id)).toEqual(["question_waits follower"]);
  expect(await heard(coordinator, id)).toEqual(["question_unanswered asked"]);
  expect(await heard(company.ceo, id)).toEqual(["question_unanswered manager"]);
});
