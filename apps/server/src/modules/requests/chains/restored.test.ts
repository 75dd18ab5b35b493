import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addPerson } from "../../../../test/kit/cast.ts";
import { seedCompany, type Company } from "../../../../test/kit/company.ts";
import { leavingIn } from "../../../../test/kit/leaving.ts";
import { payments, type Payments } from "../../../../test/kit/payments.ts";
import { present } from "../../../../test/kit/present.ts";

type Who = { id: string };
let test: TestApp;
let company: Company;
let pay: Payments;
let admin: Who;
let marketer: Who;
let author: Who;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  admin = await addPerson(test.app, "Admin", ["admin"]);
  marketer = await addPerson(test.app, "Marketer", ["marketing"], { department: "MKT", managerId: company.ceo.id });
  author = await addPerson(test.app, "Customer", ["executor"], { department: "OPS", managerId: company.head.id });
});
afterAll(() => test.stop());
const { awaited } = leavingIn(() => ({ test, admin }));

/** A leaflet in work whose brief the director called off. */
async function withoutBrief(): Promise<{ id: string; briefId: string }> {
  const place = { department: company.departmentId, branch: company.branchId, dueDate: "2026-12-25" };
  const asked = { kind: "creative", goal: "Набор", languages: ["ru"], publishFrom: "2026-12-20" };
  const values = { title: "Листовка", ...asked, ...place };
  const { id, fields } = (await test.api.as(author).post("/requests", { type: "marketing", values })).body;
  expect(fields).toEqual([]);
  await pay.moved(author, id, "submit");
  await pay.moved(marketer, id, "take");
  const brief = present((await pay.view(id, marketer)).tasks.find((task) => task.stepKey === "brief"));
  expect((await moveTask(company.ceo, brief.id, "cancel")).status).toBe(200);
  return { id, briefId: brief.id };
}

async function moveTask(who: Who, taskId: string, action: string, more: object = {}) {
  const { version } = (await test.api.as(who).get(`/tasks/${taskId}`)).body;
  return test.api.as(who).post(`/tasks/${taskId}/transitions`, { action, version, reason: "Ошибка", ...more });
}

const codesOf = (reply: { problem: { blockers: { code: string }[] } }) => reply.problem.blockers.map(({ code }) => code);

it("a step called off by mistake is asked for again while its request is in work", async () => {
  const { id, briefId } = await withoutBrief();
  const back = await moveTask(marketer, briefId, "restore");
  expect(back.status, back.text).toBe(200);
  expect((await test.api.as(marketer).get(`/tasks/${briefId}`)).body.status).toBe("todo");
  expect(await awaited(briefId)).not.toEqual([]);
  await pay.handIn(marketer, id, "brief");
});

it("no step comes back into work that is done, where it would wait for nobody and the author could not close", async () => {
  const { id, briefId } = await withoutBrief();
  await pay.handIn(marketer, id, "make", 1);
  await pay.handIn(author, id, "review");
  expect((await pay.view(id, author)).status).toBe("done");
  const back = await moveTask(marketer, briefId, "restore");
  expect([back.status, codesOf(back)]).toEqual([422, ["request_rests"]]);
  await pay.moved(author, id, "close");
  const late = await moveTask(marketer, briefId, "restore");
  expect([late.status, codesOf(late)]).toEqual([422, ["record_closed"]]);
});

it("no part comes back under a whole that is finished", async () => {
  const boss = company.head;
  const set = async (task: object) => (await test.api.as(boss).post("/tasks", { assigneeId: boss.id, ...task })).body.id;
  const wholeId = await set({ title: "Целое" });
  const partId = await set({ title: "Часть", parentTaskId: wholeId });
  expect((await moveTask(boss, partId, "cancel")).status).toBe(200);
  expect((await moveTask(boss, wholeId, "start")).status).toBe(200);
  expect((await moveTask(boss, wholeId, "handIn", { result: "Готово" })).status).toBe(200);
  const back = await moveTask(boss, partId, "restore");
  expect([back.status, codesOf(back)]).toEqual([422, ["whole_over"]]);
  expect((await moveTask(boss, wholeId, "reopen")).status).toBe(200);
  expect((await moveTask(boss, partId, "restore")).status).toBe(200);
  expect((await test.api.as(boss).get(`/tasks/${partId}`)).body.status).toBe("todo");
});
