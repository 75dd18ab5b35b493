import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addPerson } from "../../../../test/kit/cast.ts";
import { seedCompany, type Company } from "../../../../test/kit/company.ts";
import { payments, type Payments } from "../../../../test/kit/payments.ts";
import { present } from "../../../../test/kit/present.ts";

type Who = { id: string };

let test: TestApp;
let company: Company;
let pay: Payments;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
});
afterAll(() => test.stop());

const told = async (who: Who, id: string) =>
  (await test.api.as(who).get("/notices?limit=100")).body.items
    .filter(({ record, event }) => record?.id === id && event === "request_rejected")
    .map(({ why, params }) => [why, params["reason"]]);

it("tells author and responsible once, with the reason, when an approver rejects", async () => {
  const { author, coordinator, head } = company;
  const id = await pay.sent(1_000);
  const { votes } = await pay.view(id, head);
  await pay.moved(head, id, "reject", { reason: "Не нужно", stepId: present(votes[0]).stepId });
  expect(await told(author, id)).toEqual([["author", "Не нужно"]]);
  expect(await told(coordinator, id)).toEqual([["responsible", "Не нужно"]]);
});

it("cancels the invoice of what is called off while it is decided on; only a vote rejects it", async () => {
  const { coordinator, head } = company;
  const calledOff = await pay.sent(1_100);
  const ended = await pay.moved(coordinator, calledOff, "cancel", { reason: "Не нужно" });
  expect(ended.invoices.map(({ status }) => status)).toEqual(["cancelled"]);
  const refused = await pay.sent(1_200);
  const { votes } = await pay.view(refused, head);
  const rejected = await pay.moved(head, refused, "reject", { reason: "Не нужно", stepId: present(votes[0]).stepId });
  expect(rejected.invoices.map(({ status }) => status)).toEqual(["rejected"]);
  const again = await pay.moved(coordinator, calledOff, "reopen", { reason: "Нужно" });
  expect(again.invoices.map(({ status }) => status)).toEqual(["received"]);
});

it("ends subtasks with their request, and brings them back with it", async () => {
  const { author, coordinator, executor } = company;
  const { id } = await pay.draft(2_000);
  await pay.moved(author, id, "submit");
  await pay.moved(coordinator, id, "take");
  const set = async (who: Who, title: string, rest: object) => {
    const made = await test.api.as(who).post("/tasks", { title, assigneeId: executor.id, ...rest });
    expect(made.status, made.text).toBe(201);
    return made.body.id;
  };
  const whole = await set(coordinator, "Собрать документы", { recordId: id });
  const part = await set(executor, "Найти акт", { parentTaskId: whole });
  const partOfPart = await set(executor, "Спросить архив", { parentTaskId: part });
  const states = async () =>
    Promise.all([whole, part, partOfPart].map(async (task) => (await test.api.as(executor).get(`/tasks/${task}`)).body.status));
  await pay.moved(coordinator, id, "reject", { reason: "Не нужно" });
  expect(await states()).toEqual(["cancelled", "cancelled", "cancelled"]);
  const left = await test.app.db.selectFrom("awaits").select("reason").where("record_id", "in", [part, partOfPart]).execute();
  expect(left).toEqual([]);
  await pay.moved(coordinator, id, "reopen", { reason: "Нужно" });
  expect(await states()).toEqual(["todo", "todo", "todo"]);
});

it("does not show a restricted request to a person by naming them for its work", async () => {
  const hr = await addPerson(test.app, "Personnel", ["hr"], { department: "HR", managerId: company.ceo.id });
  const place = { department: company.departmentId, branch: company.branchId };
  const leave = {
    title: "Отпуск",
    kind: "vacation",
    substitute: company.lawyer.id,
    dateFrom: "2026-12-14",
    dateTo: "2026-12-18",
    dueDate: "2026-12-25",
  };
  const made = await test.api.as(company.executor).post("/requests", { type: "hr", values: { ...leave, ...place } });
  const { id } = made.body;
  await pay.moved(company.executor, id, "submit");
  await pay.moved(hr, id, "take");
  await test.app.db.updateTable("records").set({ status: "done" }).where("id", "=", id).execute();
  const dueAt = new Date(test.clock.now().getTime() + 5 * 86_400_000).toISOString();
  const naming = (assigneeId: string) => ({ reason: "Не те дни", work: { title: "Исправить приказ", assigneeId, dueAt } });
  const stranger = await pay.move(company.executor, id, "returnDone", naming(company.stranger.id));
  expect(stranger.problem.fields, stranger.text).toMatchObject([{ field: "work.assigneeId", code: "cannot_see_record" }]);
  expect((await test.api.as(company.stranger).get(`/requests/${id}`)).status).toBe(404);
  await pay.moved(company.executor, id, "returnDone", naming(hr.id));
});
