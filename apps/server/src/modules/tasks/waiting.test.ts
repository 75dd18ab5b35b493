import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { addPerson } from "../../../test/kit/cast.ts";
import { seedCompany, type Company } from "../../../test/kit/company.ts";
import { payments, type Payments } from "../../../test/kit/payments.ts";
import { present } from "../../../test/kit/present.ts";

type Who = { id: string };
let test: TestApp;
let company: Company;
let pay: Payments;
let second: Who;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  second = await addPerson(test.app, "Second", ["executor"], { department: "OPS", managerId: company.head.id });
});
afterAll(() => test.stop());

async function set(assigneeId: string, rest: object = {}): Promise<string> {
  const made = await test.api.as(company.coordinator).post("/tasks", { title: "Сверить остатки", assigneeId, ...rest });
  expect(made.status, made.text).toBe(201);
  return made.body.id;
}

async function done(who: Who, id: string): Promise<void> {
  for (const move of [{ action: "start" }, { action: "handIn", result: "Сделано" }]) {
    const { version } = (await test.api.as(who).get(`/tasks/${id}`)).body;
    const reply = await test.api.as(who).post(`/tasks/${id}/transitions`, { ...move, version });
    expect(reply.status, reply.text).toBe(200);
  }
}

const statusOf = async (id: string) => (await test.api.as(company.coordinator).get(`/tasks/${id}`)).body.status;

it("opens by itself when the last task before it is over, and tells its doer once", async () => {
  const [first, other] = [await set(company.executor.id), await set(company.executor.id)];
  const last = await set(second.id, { predecessorIds: [first, other] });
  expect(await statusOf(last)).toBe("blocked");
  await done(company.executor, first);
  expect(await statusOf(last)).toBe("blocked");
  await done(company.executor, other);
  expect(await statusOf(last)).toBe("todo");
  const { items } = (await test.api.as(second).get("/notices")).body;
  const ready = items.filter((one) => one.event === "task_ready");
  expect(ready).toMatchObject([{ record: { id: last } }]);
  expect((await test.auditTrail(last)).at(-1)).toMatchObject({ action: "task.unblock", after: { status: "todo" } });
  expect(await statusOf(await set(second.id, { predecessorIds: [first] }))).toBe("todo");
});

it("waits or opens by what its order is changed to, and keeps the change in its history", async () => {
  const setter = test.api.as(company.coordinator);
  const [first, other] = [await set(company.executor.id), await set(company.executor.id)];
  const last = await set(second.id, { predecessorIds: [first] });
  const order = async (id: string, predecessorIds: string[], who: Who = company.coordinator) => {
    const { version } = (await setter.get(`/tasks/${id}`)).body;
    return test.api.as(who).patch(`/tasks/${id}`, { version, predecessorIds });
  };
  const refusal = async (id: string, ...ids: string[]) => {
    const { status, problem } = await order(id, ids);
    return [status, problem.fields.map(({ field, code }) => [field, code])];
  };
  expect((await order(last, [])).body).toMatchObject({ status: "todo", predecessors: [] });
  expect((await order(last, [other, first, other])).body).toMatchObject({ status: "blocked", predecessors: [{}, {}] });
  const trail = await test.auditTrail(last);
  expect(trail.filter(({ action }) => action === "task.changed").at(-1)).toMatchObject({
    before: { predecessors: [] },
    after: { predecessors: [first, other].toSorted() },
  });
  const told = (await test.api.as(second).get("/notices")).body.items.filter((one) => one.record?.id === last);
  expect(told.map((one) => one.event)).toContain("task_waits");
  expect(await refusal(first, last)).toEqual([400, [["predecessorIds", "waitsForThis"]]]);
  expect(await refusal(first, first)).toEqual([400, [["predecessorIds", "waitsForThis"]]]);
  const part = await set(second.id, { parentTaskId: last });
  expect(await refusal(part, last)).toEqual([400, [["predecessorIds", "waitsForThis"]]]);
  expect((await order(last, [first], second)).status).toBe(403);
  const stale = await setter.patch(`/tasks/${last}`, { version: 1, predecessorIds: [] });
  expect(stale.status).toBe(409);
  await done(company.executor, first);
  await done(company.executor, other);
  expect(await statusOf(last)).toBe("todo");
  await done(company.executor, await set(company.executor.id));
  const begun = await set(second.id);
  await test.api.as(second).post(`/tasks/${begun}/transitions`, { action: "start", version: 1 });
  expect(await refusal(begun, last)).toEqual([400, [["predecessorIds", "orderBegun"]]]);
});

it("leaves the order of a type's steps to the type, and what one may not see where it is", async () => {
  const { coordinator } = company;
  const { id } = await pay.draft(7_100);
  await pay.moved(company.author, id, "submit");
  await pay.moved(coordinator, id, "take");
  const step = present((await pay.view(id, coordinator)).tasks.find((one) => one.stepKey === "pay")).id;
  const { version } = (await test.api.as(coordinator).get(`/tasks/${step}`)).body;
  const refused = await test.api.as(coordinator).patch(`/tasks/${step}`, { version, predecessorIds: [] });
  expect(refused.problem.fields).toMatchObject([{ field: "predecessorIds", code: "orderOfType" }]);
  // Somebody sets a task for themselves; a coordinator lets it wait for one they do not see.
  const mine = (await test.api.as(second).post("/tasks", { title: "Обойти склад", assigneeId: second.id })).body.id;
  const hidden = (await test.api.as(coordinator).post("/tasks", { title: "Сверка", assigneeId: coordinator.id })).body.id;
  const change = async (who: Who, predecessorIds: string[]) => {
    const card = (await test.api.as(who).get(`/tasks/${mine}`)).body;
    return test.api.as(who).patch(`/tasks/${mine}`, { version: card.version, predecessorIds });
  };
  expect((await change(coordinator, [hidden])).status).toBe(200);
  expect((await test.api.as(second).get(`/tasks/${hidden}`)).status).toBe(404);
  expect((await change(second, [hidden])).status).toBe(404);
  expect((await change(second, [])).body).toMatchObject({ status: "blocked", predecessors: [] });
  expect((await test.api.as(coordinator).get(`/tasks/${mine}`)).body.predecessors).toMatchObject([{ id: hidden }]);
  // Done and taken up again: who may not see it learns that it is there, and no more.
  await done(coordinator, hidden);
  expect(await statusOf(mine)).toBe("todo");
  const card = (await test.api.as(coordinator).get(`/tasks/${hidden}`)).body;
  const again = { action: "reopen", reason: "Не сошлось", version: card.version };
  expect((await test.api.as(coordinator).post(`/tasks/${hidden}/transitions`, again)).status).toBe(200);
  const seen = await test.api.as(second).get(`/tasks/${mine}`);
  const start = seen.body.actions.find((one) => one.action === "start");
  expect(start?.blockers).toMatchObject([{ code: "task_blocked_unseen" }]);
  expect(seen.text).not.toContain("Сверка");
  const { items } = (await test.api.as(second).get(`/records/${mine}/stream?filter=changes`)).body;
  const moved = items.flatMap((one) => one.change?.changes ?? []).find((one) => one.field === "predecessors");
  expect(moved?.to.text).toBeNull();
});

it("lets nobody who owes a task put it behind another, whatever right over tasks they hold", async () => {
  const { coordinator } = company;
  const { id } = await pay.draft(7_200);
  await pay.moved(company.author, id, "submit");
  await pay.moved(coordinator, id, "take");
  const given = present((await pay.view(id, coordinator)).tasks.find((one) => one.stepKey === "check")).id;
  const { version } = (await test.api.as(coordinator).get(`/tasks/${given}`)).body;
  const patch = (body: object) => test.api.as(coordinator).patch(`/tasks/${given}`, { version, ...body });
  expect((await patch({ predecessorIds: [await set(second.id)] })).status).toBe(403);
  expect((await patch({ priority: 3 })).status).toBe(200);
});

it("sees a circle through the approvals of a request", async () => {
  const { coordinator } = company;
  const { id } = await pay.draft(7_300);
  await pay.moved(company.author, id, "submit");
  await pay.moved(coordinator, id, "take");
  const steps = await test.app.db.selectFrom("tasks").select(["id", "step_key"]).where("parent_record_id", "=", id).execute();
  const stepOf = (key: string) => present(steps.find((one) => one.step_key === key)).id;
  const part = await set(coordinator.id, { parentTaskId: stepOf("check") });
  const { version } = (await test.api.as(coordinator).get(`/tasks/${part}`)).body;
  const refused = await test.api.as(coordinator).patch(`/tasks/${part}`, { version, predecessorIds: [stepOf("pay")] });
  expect([refused.status, refused.problem.fields?.[0]?.code], refused.text).toEqual([400, "waitsForThis"]);
});

it("closes no circle by two changes at once", async () => {
  const [a, b, c, d] = [await set(second.id), await set(second.id), await set(second.id), await set(second.id)];
  const after = async (id: string, before: string) => {
    const { version } = (await test.api.as(company.coordinator).get(`/tasks/${id}`)).body;
    return test.api.as(company.coordinator).patch(`/tasks/${id}`, { version, predecessorIds: [before] });
  };
  expect((await after(b, c)).status).toBe(200);
  expect((await after(d, a)).status).toBe(200);
  const both = await Promise.all([after(a, b), after(c, d)]);
  expect(both.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 400]);
});

it("tells why it came back or was called off, until the next move", async () => {
  const id = await set(company.executor.id);
  const own = async () => (await test.api.as(company.executor).get("/my-day")).body.tasks.find((row: Who) => row.id === id);
  const move = async (who: Who, rest: object) => {
    const { version } = (await test.api.as(who).get(`/tasks/${id}`)).body;
    const reply = await test.api.as(who).post(`/tasks/${id}/transitions`, { ...rest, version });
    expect(reply.status, reply.text).toBe(200);
    return (await test.api.as(company.executor).get(`/tasks/${id}`)).body.setBack;
  };
  await done(company.executor, id);
  expect(await move(company.coordinator, { action: "reopen", reason: "Не тот склад" })).toMatchObject({
    action: "reopen",
    reason: "Не тот склад",
  });
  expect(await own()).toMatchObject({ status: "in_progress", reopened: true });
  expect(await move(company.executor, { action: "handIn", result: "Тот" })).toBeNull();
  await move(company.coordinator, { action: "reopen", reason: "Снова" });
  const off = await move(company.coordinator, { action: "cancel", reason: "Склад закрыт" });
  expect(off).toMatchObject({ action: "cancel", reason: "Склад закрыт" });
});

it("is found by its new title, and goes to nobody who has left", async () => {
  const id = await set(company.executor.id);
  const as = test.api.as(company.coordinator);
  const { version } = (await as.get(`/tasks/${id}`)).body;
  expect((await as.patch(`/tasks/${id}`, { version, title: "Инвентаризация склада" })).status).toBe(200);
  expect((await as.get("/tasks?q=инвентаризация")).body.items).toMatchObject([{ id }]);
  await test.app.db.updateTable("people").set({ active: false }).where("id", "=", company.stranger.id).execute();
  const refused = await as.post("/tasks", { title: "Позвонить", assigneeId: company.stranger.id });
  expect(refused.problem.fields, refused.text).toMatchObject([{ field: "assigneeId", code: "referenceInvalid" }]);
});

it("takes the sight of its request along when it is handed over", async () => {
  const { id: requestId } = await pay.draft(1_000);
  await pay.moved(company.author, requestId, "submit");
  await pay.moved(company.coordinator, requestId, "take");
  const [one, two] = [await set(company.executor.id, { requestId }), await set(company.executor.id, { requestId })];
  const sees = async (who: Who) => (await test.api.as(who).get(`/requests/${requestId}`)).status === 200;
  const hand = async (id: string) => {
    const { version } = (await test.api.as(company.coordinator).get(`/tasks/${id}`)).body;
    const reply = await test.api.as(company.coordinator).patch(`/tasks/${id}`, { version, assigneeId: second.id });
    expect(reply.status, reply.text).toBe(200);
  };
  await hand(one);
  expect([await sees(company.executor), await sees(second)]).toEqual([true, true]);
  await hand(two);
  expect([await sees(company.executor), await sees(second)]).toEqual([false, true]);
});

it("is news for the open page of what stands above it", async () => {
  const heard: string[] = [];
  const stop = test.app.live.onChange((event) => heard.push(...event.records));
  const above = await set(company.executor.id);
  const times = () => heard.filter((id) => id === above).length;
  await expect.poll(times).toBe(1);
  const part = { title: "Часть", assigneeId: company.executor.id, parentTaskId: above };
  const made = await test.api.as(company.executor).post("/tasks", part);
  await expect.poll(times).toBe(2);
  await done(company.executor, made.body.id);
  await expect.poll(times).toBe(4);
  stop();
});

it("tells of a wait whoever has the task from now on, and not who had it", async () => {
  const before = await set(company.executor.id);
  const id = await set(second.id);
  const { version } = (await test.api.as(company.coordinator).get(`/tasks/${id}`)).body;
  const both = { version, assigneeId: company.executor.id, predecessorIds: [before] };
  const moved = await test.api.as(company.coordinator).patch(`/tasks/${id}`, both);
  expect(moved.body).toMatchObject({ status: "blocked", assignee: { id: company.executor.id } });
  const told = async (who: Who) => {
    const { items } = (await test.api.as(who).get("/notices")).body;
    return items.filter((one) => one.record?.id === id).map((one) => one.event);
  };
  expect(await told(company.executor)).toContain("task_waits");
  expect(await told(second)).not.toContain("task_waits");
});
