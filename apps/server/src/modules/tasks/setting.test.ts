import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { addPerson } from "../../../test/kit/cast.ts";

let test: TestApp;
let boss: { id: string };
let report: { id: string };
let below: { id: string };
let stranger: { id: string };
let auditor: { id: string };
let coordinator: { id: string };

beforeAll(async () => {
  test = await startTestApp();
  const add = (name: string, role: string, managerId?: string) =>
    addPerson(test.app, name, [role], managerId === undefined ? {} : { managerId });
  boss = await add("Boss", "cfo");
  report = await add("Report", "accountant", boss.id);
  below = await add("Below", "executor", report.id);
  stranger = await add("Stranger", "treasurer");
  auditor = await add("Auditor", "auditor");
  coordinator = await add("Coordinator", "coordinator");
});
afterAll(() => test.stop());

const give = (from: { id: string }, to: { id: string }, rest: object = {}) =>
  test.api.as(from).post("/tasks", { title: "Сверить остатки", assigneeId: to.id, ...rest });

describe("a task outside of requests", () => {
  it("is given by everybody to oneself and to those below in the line of managers", async () => {
    for (const to of [boss, report, below]) expect((await give(boss, to)).status).toBe(201);
    expect((await give(auditor, auditor)).status).toBe(201);
    const refused = await give(boss, stranger);
    expect(refused.status).toBe(403);
    expect(refused.problem.detail).toContain("подчинённым");
    expect((await give(below, boss)).status).toBe(403);
    expect((await give(coordinator, stranger)).status).toBe(201);
  });

  it("does not reach others through its parts or by being handed over", async () => {
    const { id } = (await give(boss, boss)).body;
    expect((await give(boss, stranger, { parentTaskId: id })).status).toBe(403);
    const { version } = (await test.api.as(boss).get(`/tasks/${id}`)).body;
    const hand = (to: { id: string }) => test.api.as(boss).patch(`/tasks/${id}`, { version, assigneeId: to.id });
    expect((await hand(stranger)).status).toBe(403);
    expect((await hand(report)).status).toBe(200);
  });

  it("finds in the picker whom it may be given to", async () => {
    const names = async (who: { id: string }): Promise<string[]> =>
      (await test.api.as(who).get("/people?forTask=true")).body.items.map((one) => one.name);
    expect(await names(boss)).toEqual(["Below Test", "Boss Test", "Report Test"]);
    expect(await names(below)).toEqual(["Below Test"]);
    expect((await names(coordinator)).length).toBe(6);
  });
});

describe("a part of a task", () => {
  const set = async (rest: object = {}) => {
    const made = await give(boss, boss, rest);
    expect(made.status, made.text).toBe(201);
    return made.body.id;
  };
  const refusal = async (parentTaskId: string, ...predecessorIds: string[]) => {
    const { status, problem } = await give(boss, boss, { parentTaskId, predecessorIds });
    return [status, problem.fields.map((one) => [one.field, one.code]), problem.fields[0]?.detail];
  };
  const refused = [400, [["predecessorIds", "waitsForWhole"]], expect.stringContaining("сама ждёт")];

  it("does not wait for its whole, near or far, nor for what waits for it", async () => {
    const whole = await set();
    const part = await set({ parentTaskId: whole });
    const before = await set();
    const after = await set({ predecessorIds: [whole] });
    const last = await set({ predecessorIds: [after] });
    expect(await refusal(whole, whole)).toEqual(refused);
    expect(await refusal(part, before, whole)).toEqual(refused);
    expect(await refusal(whole, after)).toEqual(refused);
    expect(await refusal(part, last)).toEqual(refused);
    const free = await set({ parentTaskId: part, predecessorIds: [before] });
    // Waits for a neighbour, not for the whole.
    await set({ parentTaskId: whole, predecessorIds: [part, free] });
  });
});

describe("an auditor", () => {
  it("says and adds nothing on what is audited, only on own records", async () => {
    const { id: audited } = (await give(boss, report)).body;
    const { id: own } = (await give(auditor, auditor)).body;
    const as = test.api.as(auditor);
    expect((await as.post(`/records/${audited}/comments`, { source: "Почему?" })).status).toBe(403);
    expect((await as.get(`/records/${audited}/stream`)).body.mayComment).toBe(false);
    expect((await as.get(`/records/${audited}/files`)).body.mayAdd).toBe(false);
    expect((await as.post(`/records/${own}/comments`, { source: "Готово" })).status).toBe(201);
    expect((await as.get(`/records/${own}/files`)).body.mayAdd).toBe(true);
    expect((await test.api.as(report).get(`/records/${audited}/files`)).body.mayAdd).toBe(true);
  });
});

it("a chief executive reaches the roles that wait for a second person", async () => {
  const ceo = await addPerson(test.app, "Ceo", ["ceo"]);
  expect((await test.api.as(ceo).get("/me")).body.permissions).toContain("role.confirm");
  expect((await test.api.as(ceo).get("/role-proposals")).body).toEqual({ items: [] });
});

describe("a file that must come with the result", () => {
  it("is not what the setter brought to work with", async () => {
    const { id } = (await give(boss, report, { requiresFile: true })).body;
    const bring = (who: { id: string }, name: string) =>
      test.api
        .as(who)
        .post(
          `/records/${id}/files`,
          `--line\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\nтекст\r\n--line--\r\n`,
          { headers: { "content-type": "multipart/form-data; boundary=line" } },
        );
    const handIn = async () => {
      const { version } = (await test.api.as(report).get(`/tasks/${id}`)).body;
      return test.api.as(report).post(`/tasks/${id}/transitions`, { version, action: "handIn", result: "Сверено" });
    };
    const { version } = (await test.api.as(report).get(`/tasks/${id}`)).body;
    expect((await test.api.as(report).post(`/tasks/${id}/transitions`, { version, action: "start" })).status).toBe(200);
    expect((await bring(boss, "остатки.txt")).status).toBe(200);
    expect((await test.api.as(report).get(`/tasks/${id}`)).body.demands).toMatchObject({ file: true, files: 0 });
    expect((await handIn()).problem.blockers).toMatchObject([{ code: "result_proof_missing" }]);
    expect((await bring(report, "сверка.txt")).status).toBe(200);
    expect((await handIn()).status).toBe(200);
  });
});
