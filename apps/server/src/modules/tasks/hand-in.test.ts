import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { addPerson } from "../../../test/kit/cast.ts";
import { addFile, seedCompany, type Company } from "../../../test/kit/company.ts";
import { payments, type Payments } from "../../../test/kit/payments.ts";
import { present } from "../../../test/kit/present.ts";
import { suppliedType } from "../../../test/kit/types.ts";

type Who = { id: string };
const LINK = "https://drive.example.kz/d/1?usp=sharing";

let test: TestApp;
let company: Company;
let pay: Payments;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
});
afterAll(() => test.stop());

async function act(who: Who, id: string, action: string, rest: object = {}) {
  const { version } = (await test.api.as(who).get(`/tasks/${id}`)).body;
  return test.api.as(who).post(`/tasks/${id}/transitions`, { version, action, ...rest });
}

/** A task its doer has begun, for which a file is demanded. */
async function begun(rest: object = {}): Promise<string> {
  const { coordinator, executor } = company;
  const task = { title: "Разместить объявление", assigneeId: executor.id, requiresFile: true, ...rest };
  const { id } = (await test.api.as(coordinator).post("/tasks", task)).body;
  expect((await act(executor, id, "start")).status).toBe(200);
  return id;
}

const handIn = (id: string, links?: string[]) =>
  act(company.executor, id, "handIn", { result: "Размещено", ...(links ? { links } : {}) });

describe("a result that must be shown", () => {
  it("is a file or a link, and the link stays with it", async () => {
    const id = await begun();
    expect((await handIn(id)).problem.blockers).toMatchObject([
      { code: "result_proof_missing", text: "Приложите файл с результатом или дайте ссылку" },
    ]);
    const done = await handIn(id, [` ${LINK} `, LINK, ""]);
    expect(done.body, done.text).toMatchObject({
      status: "done",
      resultLinks: [LINK],
      results: [{ links: [LINK], result: "Размещено" }],
      demands: { file: true, fileOnly: false },
    });
  });

  it("stays with every hand-in, and a return leaves nothing to hand in again by itself", async () => {
    const id = await begun({ review: true });
    expect((await handIn(id, [LINK])).body.status).toBe("submitted");
    expect((await act(company.coordinator, id, "return", { reason: "Не та площадка" })).status).toBe(200);
    expect((await handIn(id, [])).problem.blockers).toMatchObject([{ code: "result_proof_missing" }]);
    const second = "https://drive.example.kz/d/2";
    expect((await handIn(id, [second])).body.results.map((one) => one.links)).toEqual([[LINK], [second]]);
  });

  it.each([
    ["drive.example.kz/d/1", "linkNotHttps", "Ссылка начинается с https://"],
    ["http://drive.example.kz", "linkNotHttps", "Ссылка начинается с https://"],
    ["javascript:alert(1)", "linkNotHttps", "Ссылка начинается с https://"],
    ["https://bank.kz@evil.example", "linkHost", "нет адреса сайта"],
    ["https://one.example https://two.example", "linkSpaces", "В ссылке пробел"],
    [`https://one.example/${"a".repeat(2000)}`, "linkLong", "длиннее 2000 знаков"],
  ])("is no link as %s", async (link, code, said) => {
    const reply = await handIn(await begun(), [LINK, link]);
    expect(reply.status).toBe(400);
    expect(reply.problem.fields).toMatchObject([{ field: "links.1", code, detail: expect.stringContaining(said) }]);
  });
});

describe("a step of a request", () => {
  it("takes a link, and who reads the request finds it there", async () => {
    const { id } = await pay.draft(1_000, { basisKind: "contract", basis: company.contractId });
    await addFile(test.app, id, "invoiceFile", company.author.id);
    await pay.moved(company.author, id, "submit");
    await pay.moved(company.coordinator, id, "take");
    const check = present((await pay.view(id)).tasks.find((task) => task.stepKey === "check"));
    const done = await act(company.coordinator, check.id, "handIn", { result: "Сверено", links: [LINK] });
    expect(done.status, done.text).toBe(200);
    const seen = (await pay.view(id, company.author)).tasks.find((task) => task.stepKey === "check");
    expect(seen).toMatchObject({ status: "done", resultLinks: [LINK] });
  });

  it("that a fact closes is not called off: the supplier would wait for money that nobody is asked for", async () => {
    const id = await pay.sent(2_000);
    for (const step of ["pay", "closing"]) {
      const task = present((await pay.view(id)).tasks.find((one) => one.stepKey === step));
      const off = await act(company.head, task.id, "cancel", { reason: "Не платим" });
      expect(off.problem.blockers, off.text).toMatchObject([{ code: "closes_by_fact" }]);
    }
  });

  it("takes only a file where the step says so, because its paper is asked for at the end", async () => {
    const hr = await addPerson(test.app, "Personnel", ["hr"], { department: "HR", managerId: company.ceo.id });
    const { executor, departmentId: department, branchId: branch } = company;
    const about = { kind: "certificate", certificatePurpose: "Банк" };
    const values = { title: "Справка", dueDate: "2026-12-25", department, branch, ...about };
    const made = await test.api.as(executor).post("/requests", { type: "hr", values });
    expect(made.body.fields, made.text).toEqual([]);
    const { id } = made.body;
    await pay.moved(executor, id, "submit");
    await pay.moved(hr, id, "take");
    const prepare = present((await pay.view(id, hr)).tasks.find((task) => task.stepKey === "prepare"));
    expect((await test.api.as(hr).get(`/tasks/${prepare.id}`)).body.demands).toMatchObject({ file: true, fileOnly: true });
    const byLink = await act(hr, prepare.id, "handIn", { result: "Готово", links: [LINK] });
    expect(byLink.problem.blockers).toMatchObject([{ code: "result_file_missing" }]);
    const second = await addPerson(test.app, "PersonnelToo", ["hr"], { department: "HR", managerId: company.ceo.id });
    const off = await act(second, prepare.id, "cancel", { reason: "Не нужна" });
    expect(off.problem.blockers, off.text).toMatchObject([{ code: "paper_needed" }]);
    await addFile(test.app, prepare.id, null, hr.id);
    expect((await act(hr, prepare.id, "handIn", { result: "Готово", links: [LINK] })).status).toBe(200);
  });

  it("is not called off either where the gate for its paper looks at a common field or an amount", async () => {
    const { executor, departmentId: department, branchId: branch } = company;
    const hr = await addPerson(test.app, "PersonnelOfGates", ["hr"], { department: "HR", managerId: company.ceo.id });
    const label = { ru: "Сумма", kk: "Сома", en: "Amount" };
    const whens = [
      { field: "branch", op: "=", value: branch },
      { field: "amount", op: "<", value: 1_000 },
    ];
    for (const [at, when] of whens.entries()) {
      const supplied = suppliedType("hr");
      // reason: a supplied definition lists its fields so
      const fields = [...(supplied["fields"] as object[]), { key: "amount", type: "money", label }];
      const gates = [{ at: "done", needs: ["fileOfTask:prepare"], when }];
      const definition = JSON.stringify({ ...supplied, fields, gates });
      await test.app.db.updateTable("request_types").set({ current: false }).where("code", "=", "hr").execute();
      await test.app.db
        .insertInto("request_types")
        .values({ code: "hr", version: at + 2, definition })
        .execute();
      const about = { kind: "certificate", certificatePurpose: "Банк", amount: 50_000 };
      const values = { title: "Справка", dueDate: "2026-12-25", department, branch, ...about };
      const made = await test.api.as(executor).post("/requests", { type: "hr", values });
      expect(made.body.fields, made.text).toEqual([]);
      await pay.moved(executor, made.body.id, "submit");
      await pay.moved(hr, made.body.id, "take");
      const prepare = present((await pay.view(made.body.id, hr)).tasks.find((task) => task.stepKey === "prepare"));
      const other = await addPerson(test.app, `PersonnelBeside${at}`, ["hr"], { department: "HR", managerId: company.ceo.id });
      const off = await act(other, prepare.id, "cancel", { reason: "Не нужна" });
      expect(off.problem.blockers, off.text).toMatchObject([{ code: "paper_needed" }]);
    }
  });
});
