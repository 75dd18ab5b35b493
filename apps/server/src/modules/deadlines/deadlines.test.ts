import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { addPerson } from "../../../test/kit/cast.ts";
import { seedCompany, type Company } from "../../../test/kit/company.ts";
import { payments, type Payments } from "../../../test/kit/payments.ts";
import { present } from "../../../test/kit/present.ts";
import { deadlineMinute } from "./jobs.ts";

type Who = { id: string };

let test: TestApp;
let company: Company;
let pay: Payments;
let manager: Who;
let doer: Who;

const at = (wall: string): void => test.clock.set(`${wall}:00+05:00`);
const minute = () => deadlineMinute.job.run(test.app, {});

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  manager = await addPerson(test.app, "Manager", ["head"], { department: "OPS", managerId: company.head.id });
  doer = await addPerson(test.app, "Doer", ["executor"], { department: "OPS", managerId: manager.id });
});
// Monday, 10:00.
beforeEach(async () => {
  at("2026-11-16T10:00");
  await test.app.db.deleteFrom("notices").execute();
});
afterAll(() => test.stop());

/** Due on Wednesday at 18:00. */
async function set(rest: object = {}): Promise<string> {
  const due = { assigneeId: doer.id, dueAt: "2026-11-18T18:00:00+05:00" };
  const made = await test.api.as(company.coordinator).post("/tasks", { title: "Сверить остатки", ...due, ...rest });
  expect(made.status, made.text).toBe(201);
  return made.body.id;
}

const DEADLINE = ["due_soon", "overdue", "escalated"];

async function heard(who: Who, id: string): Promise<string[]> {
  const { items } = (await test.api.as(who).get("/notices?limit=100")).body;
  const about = items.filter(({ event, record }) => record?.id === id && DEADLINE.includes(event));
  return about.map(({ event, why }) => `${event} ${why}`).toReversed();
}

const late = async (who: Who) => (await test.api.as(who).get("/my-day")).body.escalated;

describe("the deadline of a task", () => {
  it("reminds a day and two hours before, then speaks to the doer, the manager and the head, each once", async () => {
    const id = await set();
    for (const [wall, told] of [
      ["2026-11-17T17:59", []],
      ["2026-11-17T18:00", ["due_soon assignee"]],
      ["2026-11-18T15:59", ["due_soon assignee"]],
      ["2026-11-18T16:00", ["due_soon assignee", "due_soon assignee"]],
      ["2026-11-18T18:00", ["due_soon assignee", "due_soon assignee", "overdue assignee"]],
    ] as const) {
      at(wall);
      await minute();
      await minute();
      expect(await heard(doer, id), wall).toEqual(told);
    }
    at("2026-11-19T17:59");
    await minute();
    expect([await heard(manager, id), await late(manager)]).toEqual([[], []]);
    at("2026-11-19T18:00");
    await minute();
    await minute();
    expect(await heard(manager, id)).toEqual(["escalated manager"]);
    expect(await heard(company.head, id)).toEqual([]);
    at("2026-11-20T18:00");
    await minute();
    await minute();
    expect(await heard(manager, id)).toEqual(["escalated manager"]);
    expect(await heard(company.head, id)).toEqual(["escalated department_head"]);
    expect(await heard(doer, id)).toHaveLength(3);
    const trail = (await test.auditTrail(id)).filter(({ action }) => action === "deadline.escalated");
    expect(trail.map(({ after }) => after)).toEqual([
      { escalatedTo: [manager.id], hoursLate: 8 },
      { escalatedTo: [company.head.id], hoursLate: 16 },
    ]);
  });

  it("stands on the heads' day with whom it waits for, until it is done", async () => {
    const id = await set();
    at("2026-11-20T18:00");
    await minute();
    for (const head of [manager, company.head])
      expect((await late(head)).filter((row) => row.id === id)).toMatchObject([
        { recordKind: "task", title: "Сверить остатки", awaited: [{ name: "Doer Test", reason: "task", taskTitle: null }] },
      ]);
    expect(await late(doer)).toEqual([]);
    for (const action of ["start", "handIn"]) {
      const { version } = (await test.api.as(doer).get(`/tasks/${id}`)).body;
      const done = await test.api.as(doer).post(`/tasks/${id}/transitions`, { version, action, result: "Сверено" });
      expect(done.status, done.text).toBe(200);
    }
    expect((await late(manager)).filter((row) => row.id === id)).toEqual([]);
  });

  it("says all of it once when the server was down for weeks", async () => {
    const id = await set();
    at("2026-12-11T11:00");
    await minute();
    await minute();
    expect(await heard(doer, id)).toEqual(["overdue assignee"]);
    expect(await heard(manager, id)).toEqual(["escalated manager"]);
    expect(await heard(company.head, id)).toEqual(["escalated department_head"]);
  });

  it("starts anew when it is moved, and does not speak of the old one", async () => {
    const id = await set();
    at("2026-11-18T18:00");
    await minute();
    const as = test.api.as(company.coordinator);
    const { version } = (await as.get(`/tasks/${id}`)).body;
    const moved = await as.patch(`/tasks/${id}`, { version, dueAt: "2026-11-25T18:00:00+05:00", reason: "Поставщик задержал" });
    expect(moved.status, moved.text).toBe(200);
    at("2026-11-20T18:00");
    await minute();
    expect([await heard(doer, id), await heard(manager, id)]).toEqual([["overdue assignee"], []]);
    at("2026-11-26T18:00");
    await minute();
    expect(await heard(doer, id)).toEqual(["overdue assignee", "overdue assignee"]);
    expect(await heard(manager, id)).toEqual(["escalated manager"]);
  });

  it("follows the setting of its priority", async () => {
    const before = await test.app.db
      .selectFrom("settings")
      .select("value")
      .where("key", "=", "deadlines")
      .executeTakeFirstOrThrow();
    const value = { ...Object(before.value), exceptions: [{ priority: 4, headHours: 1, departmentHours: 1 }] };
    const store = (json: unknown) =>
      test.app.db
        .updateTable("settings")
        .set({ value: JSON.stringify(json) })
        .where("key", "=", "deadlines")
        .execute();
    await store(value);
    const [urgent, usual] = [await set({ priority: 4 }), await set()];
    at("2026-11-19T11:00");
    await minute();
    await store(before.value);
    expect([await heard(manager, urgent), await heard(company.head, urgent)]).toEqual([
      ["escalated manager"],
      ["escalated department_head"],
    ]);
    expect(await heard(manager, usual)).toEqual([]);
  });

  it("leaves a level out by the setting, looks again an hour later, and speaks when it is set again", async () => {
    const usual = await test.app.db
      .selectFrom("settings")
      .select("value")
      .where("key", "=", "deadlines")
      .executeTakeFirstOrThrow();
    const store = (value: unknown) =>
      test.app.db
        .updateTable("settings")
        .set({ value: JSON.stringify(value) })
        .where("key", "=", "deadlines")
        .execute();
    await store({ ...Object(usual.value), departmentHours: 0 });
    const id = await set();
    const lastLook = async () => {
      const mark = test.app.db
        .selectFrom("deadline_marks")
        .select("at")
        .where("record_id", "=", id)
        .where("level", "=", "department");
      return (await mark.executeTakeFirst())?.at.toISOString();
    };
    at("2026-11-23T10:00");
    await minute();
    const first = await lastLook();
    at("2026-11-23T10:30");
    await minute();
    expect(await lastLook()).toBe(first);
    at("2026-11-23T11:01");
    await minute();
    expect(await lastLook()).not.toBe(first);
    expect([await heard(manager, id), await heard(company.head, id)]).toEqual([["escalated manager"], []]);
    await store(usual.value);
    at("2026-11-23T12:02");
    await minute();
    expect(await heard(company.head, id)).toEqual(["escalated department_head"]);
  });

  it("tells a head who was away when it became late, once they are back, and nobody whose account is closed", async () => {
    const leaver = await addPerson(test.app, "Leaver", ["executor"], { department: "OPS", managerId: manager.id });
    const id = await set({ assigneeId: leaver.id });
    await test.app.db.updateTable("people").set({ active: false }).where("id", "=", leaver.id).execute();
    const away = [manager, company.head, company.ceo].map(({ id: personId }) => ({
      person_id: personId,
      from_date: "2026-11-16",
      to_date: "2026-11-23",
      created_by: personId,
    }));
    await test.app.db.insertInto("absences").values(away).execute();
    at("2026-11-23T18:00");
    await minute();
    const told = () =>
      test.app.db.selectFrom("notices").select("person_id").where("record_id", "=", id).where("event", "=", "overdue");
    expect(await told().execute()).toEqual([]);
    expect(await heard(manager, id)).toEqual([]);
    at("2026-11-24T09:00");
    await minute();
    expect(await heard(manager, id)).toEqual(["escalated manager"]);
    expect(await heard(company.head, id)).toEqual(["escalated department_head"]);
    await test.app.db.deleteFrom("absences").execute();
  });

  it("tells the one who takes over what nobody could be told is late, once, though the heads have heard", async () => {
    const gone = await addPerson(test.app, "Gone", ["executor"], { department: "OPS", managerId: manager.id });
    const id = await set({ assigneeId: gone.id });
    await test.app.db.updateTable("people").set({ active: false }).where("id", "=", gone.id).execute();
    at("2026-11-20T18:00");
    await minute();
    expect(await heard(manager, id)).toEqual(["escalated manager"]);
    expect(await heard(company.head, id)).toEqual(["escalated department_head"]);
    const as = test.api.as(company.coordinator);
    const { version } = (await as.get(`/tasks/${id}`)).body;
    const given = await as.patch(`/tasks/${id}`, { version, assigneeId: doer.id });
    expect(given.status, given.text).toBe(200);
    at("2026-11-20T19:01");
    await minute();
    await minute();
    expect(await heard(doer, id)).toEqual(["overdue assignee"]);
    at("2026-11-23T11:00");
    await minute();
    expect(await heard(doer, id)).toEqual(["overdue assignee"]);
    expect(await heard(manager, id)).toEqual(["escalated manager"]);
    expect(await heard(company.head, id)).toEqual(["escalated department_head"]);
    expect((await late(manager)).some((row) => row.id === id)).toBe(true);
  });

  it("tells the one who becomes head later what nobody above could be told", async () => {
    const lone = await addPerson(test.app, "Lone", ["executor"], { department: "LONE" });
    const id = await set({ assigneeId: lone.id });
    at("2026-11-20T18:00");
    await minute();
    const chief = await addPerson(test.app, "LoneHead", ["head"], { department: "LONE" });
    await test.app.db.updateTable("departments").set({ head_id: chief.id }).where("code", "=", "LONE").execute();
    at("2026-11-20T19:01");
    await minute();
    await minute();
    expect(await heard(chief, id)).toEqual(["escalated manager"]);
    expect(await heard(lone, id)).toEqual(["overdue assignee"]);
  });

  it("tells nobody above who may not see the record", async () => {
    const outsider = await addPerson(test.app, "Outsider", ["executor"], {
      department: "IT",
      branch: "AST",
      managerId: company.stranger.id,
    });
    const id = await set({ assigneeId: outsider.id });
    at("2026-11-20T18:00");
    await minute();
    expect(await heard(outsider, id)).toEqual(["overdue assignee"]);
    expect((await test.api.as(company.stranger).get(`/tasks/${id}`)).status).toBe(404);
    const { rows } = { rows: await test.app.db.selectFrom("notices").select("person_id").where("record_id", "=", id).execute() };
    expect(rows.map((row) => row.person_id)).not.toContain(company.stranger.id);
  });
});

describe("the deadline of a request", () => {
  it("speaks to author and responsible; work that waits in a queue to its members and its coordinator", async () => {
    const { author, coordinator, head } = company;
    const { id } = await pay.draft(1_000, { dueDate: "2026-11-18" });
    await pay.moved(author, id, "submit");
    at("2026-11-18T18:00");
    await minute();
    expect(await heard(author, id)).toContain("overdue author");
    expect(await heard(coordinator, id)).toEqual(["overdue queue_member"]);
    at("2026-11-16T12:00");
    const taken = await pay.draft(1_000, { dueDate: "2026-11-23" });
    await pay.moved(author, taken.id, "submit");
    await pay.moved(coordinator, taken.id, "take");
    // Who accepts it is no coordinator: its first work waits for one.
    const given = await pay.draft(1_000, { dueDate: "2026-11-23", assignee: head.id });
    await pay.moved(author, given.id, "submit");
    await pay.moved(head, given.id, "accept");
    at("2026-11-23T18:00");
    await minute();
    expect(await heard(author, taken.id)).toEqual(["overdue author"]);
    expect(await heard(coordinator, taken.id)).toContain("overdue responsible");
    const check = present((await pay.view(given.id)).tasks.find((task) => task.stepKey === "check"));
    expect(await heard(coordinator, check.id)).toContain("overdue queue_member");
  });

  it("that went up to a head names a step in the head's language", async () => {
    const { author, coordinator, head } = company;
    const { id } = await pay.draft(1_000, { dueDate: "2026-12-11" });
    await pay.moved(author, id, "submit");
    await pay.moved(coordinator, id, "take");
    const check = present((await pay.view(id)).tasks.find((task) => task.stepKey === "check"));
    at("2026-11-20T18:00");
    await minute();
    const titleIn = async (language: "ru" | "en") => {
      expect((await test.api.as(head).patch("/me", { language })).status).toBe(200);
      return present((await late(head)).find((row) => row.id === check.id)).title;
    };
    expect([await titleIn("en"), await titleIn("ru")]).toEqual([check.titles?.en, check.titles?.ru]);
    expect(check.titles?.en).not.toBe(check.titles?.ru);
  });

  it("stands still while its author is asked", async () => {
    const { author, coordinator } = company;
    const { id } = await pay.draft(1_000, { dueDate: "2026-11-18" });
    await pay.moved(author, id, "submit");
    await pay.moved(coordinator, id, "take");
    await pay.moved(coordinator, id, "clarify", { reason: "Какой договор?" });
    at("2026-11-23T18:00");
    await minute();
    expect([await heard(coordinator, id), await heard(author, id)]).toEqual([[], []]);
    await pay.moved(author, id, "answer", { reason: "Рамочный" });
    await minute();
    expect(await heard(coordinator, id)).toEqual([]);
  });
});
