import { addDays, companyDay } from "@tartip/domain/kernel/calendar";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addPerson } from "../../../../test/kit/cast.ts";
import { seedCompany, type Company } from "../../../../test/kit/company.ts";
import { leavingIn } from "../../../../test/kit/leaving.ts";
import { auditTrail } from "../../../../test/kit/look.ts";
import { payments, type Payments } from "../../../../test/kit/payments.ts";
import { present } from "../../../../test/kit/present.ts";

type Who = { id: string };

let test: TestApp;
let company: Company;
let pay: Payments;
let admin: Who;
let marketer: Who;
let author: Who;
let made = 0;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  admin = await addPerson(test.app, "Admin", ["admin"]);
  marketer = await addPerson(test.app, "Marketer", ["marketing"], { department: "MKT", managerId: company.ceo.id });
});
afterAll(() => test.stop());

const { awaited, moveTask } = leavingIn(() => ({ test, admin }));

const stepOf = async (id: string, step: string) =>
  present((await pay.view(id, marketer)).tasks.find((task) => task.stepKey === step));

/** A leaflet that the author asked for and the marketer is responsible for and makes. */
async function leaflet(): Promise<string> {
  made += 1;
  author = await addPerson(test.app, `Customer${made}`, ["executor"], { department: "OPS", managerId: company.head.id });
  const place = { department: company.departmentId, branch: company.branchId, dueDate: "2026-12-25" };
  const values = { title: "Листовка", kind: "creative", goal: "Набор", languages: ["ru"], publishFrom: "2026-12-20", ...place };
  const { id, fields } = (await test.api.as(author).post("/requests", { type: "marketing", values })).body;
  expect(fields).toEqual([]);
  await pay.moved(author, id, "submit");
  await pay.moved(marketer, id, "take");
  await pay.handIn(marketer, id, "brief");
  return id;
}

async function given(by: Who, taskId: string, to: Who) {
  const { version } = (await test.api.as(by).get(`/tasks/${taskId}`)).body;
  return test.api.as(by).patch(`/tasks/${taskId}`, { version, assigneeId: to.id });
}

it("does not give the acceptance of work to the one who did it, by whatever hand", async () => {
  const id = await leaflet();
  await pay.handIn(marketer, id, "make", 1);
  const review = await stepOf(id, "review");
  const refused = await given(marketer, review.id, marketer);
  expect(refused.status, refused.text).toBe(400);
  expect(refused.problem.fields).toMatchObject([{ field: "assigneeId", code: "doerOwnResult" }]);
  expect(await awaited(review.id)).toEqual([{ who: author.id, queue: null, reason: "task" }]);
  const other = await given(marketer, review.id, company.head);
  expect(other.status, other.text).toBe(200);
  await pay.handIn(company.head, id, "review");
  expect((await pay.view(id, marketer)).status).toBe("done");
});

it("does not let them begin or end it where they have it from before", async () => {
  const id = await leaflet();
  await pay.handIn(marketer, id, "make", 1);
  const { id: review } = await stepOf(id, "review");
  await test.app.db.updateTable("records").set({ assignee_id: marketer.id }).where("id", "=", review).execute();
  const seen = (await test.api.as(marketer).get(`/tasks/${review}`)).body;
  expect(seen.actions.find(({ action }) => action === "start")?.allowed).toBe(false);
  const refused = await test.api.as(marketer).post(`/tasks/${review}/transitions`, { action: "start", version: seen.version });
  expect(refused.status).toBe(403);
  expect((await auditTrail(test.app, review)).at(-1)).toMatchObject({ result: "refused", rule: "own_result" });
});

it("waits for the author where the one who did it stands in for them", async () => {
  const id = await leaflet();
  const today = companyDay(test.clock.now());
  const away = { principalId: author.id, substituteId: marketer.id, fromDate: today, toDate: addDays(today, 5) };
  const arranged = await test.api.as(author).post("/substitutions", away);
  expect(arranged.status, arranged.text).toBe(201);
  await pay.handIn(marketer, id, "make", 1);
  const review = await stepOf(id, "review");
  expect(review.status).toBe("todo");
  expect(await awaited(review.id)).toEqual([{ who: author.id, queue: null, reason: "task" }]);
  await moveTask(author, review.id, "start");
  await pay.handIn(author, id, "review");
});

it("falls away where the author did the work", async () => {
  const id = await leaflet();
  const make = await stepOf(id, "make");
  expect((await given(marketer, make.id, author)).status).toBe(200);
  await pay.handIn(author, id, "make", 1);
  expect((await stepOf(id, "review")).status).toBe("cancelled");
});

it("is put back while the work is done again, and falls away where the author does it this time", async () => {
  const id = await leaflet();
  await pay.handIn(marketer, id, "make", 1);
  const [make, review] = [await stepOf(id, "make"), await stepOf(id, "review")];
  await moveTask(author, review.id, "start");
  await moveTask(marketer, make.id, "reopen", { reason: "Ошибка в тексте" });
  expect([(await stepOf(id, "review")).status, await awaited(review.id)]).toEqual(["blocked", []]);
  expect((await given(marketer, make.id, author)).status).toBe(200);
  await pay.handIn(author, id, "make", 1);
  expect((await stepOf(id, "review")).status).toBe("cancelled");
  expect((await pay.view(id, marketer)).status).toBe("done");
});

it("is asked of the author again where the same doer does the work again", async () => {
  const id = await leaflet();
  await pay.handIn(marketer, id, "make", 1);
  const [make, review] = [await stepOf(id, "make"), await stepOf(id, "review")];
  await moveTask(marketer, make.id, "reopen", { reason: "Ошибка в тексте" });
  expect(await awaited(review.id)).toEqual([]);
  await pay.handIn(marketer, id, "make", 1);
  expect(await awaited(review.id)).toEqual([{ who: author.id, queue: null, reason: "task" }]);
  await pay.handIn(author, id, "review");
  expect((await pay.view(id, marketer)).status).toBe("done");
});
