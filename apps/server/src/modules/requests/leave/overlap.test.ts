import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addPerson } from "../../../../test/kit/cast.ts";
import { seedCompany, type Company } from "../../../../test/kit/company.ts";
import { payments, type Payments } from "../../../../test/kit/payments.ts";

type Who = { id: string };
let test: TestApp;
let company: Company;
let pay: Payments;
let hr: Who;

// Today is Monday 2026-11-16.
beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  hr = await addPerson(test.app, "Personnel", ["hr"], { department: "HR", managerId: company.ceo.id });
});
afterAll(() => test.stop());

async function drafted(who: Who, dateFrom: string, dateTo: string, more: Record<string, unknown> = {}): Promise<string> {
  const own = { title: "Поездка", kind: "trip", dateFrom, dateTo, dueDate: "2026-12-25", ...more };
  const values = { department: company.departmentId, branch: company.branchId, ...own };
  const made = await test.api.as(who).post("/requests", { type: "hr", values });
  expect(made.body.fields, made.text).toEqual([]);
  return made.body.id;
}

async function submitted(who: Who, dateFrom: string, dateTo: string, more: Record<string, unknown> = {}): Promise<string> {
  const id = await drafted(who, dateFrom, dateTo, more);
  await pay.moved(who, id, "submit");
  return id;
}

const TAKEN = {
  field: "dateFrom",
  code: "leaveOverlaps",
  params: { from: "2026-12-10", to: "2026-12-20" },
  detail: expect.stringContaining("10.12.2026 – 20.12.2026"),
};

describe("days away that a person asks for twice", () => {
  it("are refused with the days of the other request, until that is cancelled", async () => {
    const who = company.executor;
    const first = await submitted(who, "2026-12-10", "2026-12-20");
    const second = await drafted(who, "2026-12-20", "2026-12-24");
    const refused = await pay.move(who, second, "submit");
    expect([refused.status, refused.problem.fields]).toEqual([400, [TAKEN]]);
    await submitted(company.author, "2026-12-10", "2026-12-20");
    // A certificate takes no days, and neither do those beside it.
    const papers = { kind: "certificate", certificatePurpose: "Банк", language: "ru", dateFrom: undefined, dateTo: undefined };
    await submitted(who, "2026-12-10", "2026-12-20", papers);
    const beside = await submitted(who, "2026-12-21", "2026-12-22");

    const { version } = await pay.view(beside, hr);
    const change = await test.api.as(hr).patch(`/requests/${beside}`, { version, values: { dateFrom: "2026-12-15" } });
    expect([change.status, change.problem.fields]).toEqual([400, [TAKEN]]);

    await pay.moved(hr, beside, "reject", { reason: "Ошибка" });
    await pay.moved(hr, first, "reject", { reason: "Перенос" });
    await pay.moved(who, second, "submit");
    const back = await pay.move(hr, first, "reopen", { reason: "Всё же едет" });
    expect(back.problem.blockers).toMatchObject([{ code: "leave_overlaps", params: { from: "2026-12-20", to: "2026-12-24" } }]);
  });

  it("are refused to one of two requests that are sent at the same moment", async () => {
    const who = company.coordinator;
    const ids = [await drafted(who, "2027-01-11", "2027-01-15"), await drafted(who, "2027-01-14", "2027-01-20")];
    const replies = await Promise.all(ids.map((id) => pay.move(who, id, "submit")));
    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 400]);
  });

  it("are refused where the other request was granted", async () => {
    const who = company.lawyer;
    const id = await submitted(who, "2026-12-01", "2026-12-05");
    await test.app.db
      .insertInto("absences")
      .values({
        person_id: who.id,
        from_date: "2026-12-01",
        to_date: "2026-12-05",
        reason: "Командировка",
        request_id: id,
        created_by: hr.id,
      })
      .execute();
    await test.app.db.updateTable("records").set({ status: "waiting" }).where("id", "=", id).execute();
    const second = await drafted(who, "2026-12-05", "2026-12-06");
    expect((await pay.move(who, second, "submit")).problem.fields).toMatchObject([{ code: "leaveOverlaps" }]);
  });
});

describe("days away that somebody else asks for", () => {
  let pairs = 0;
  async function pair(): Promise<{ subject: Who; other: Who }> {
    pairs += 1;
    return {
      subject: await addPerson(test.app, `Subject${pairs}`, ["executor"], { department: "OPS", managerId: company.head.id }),
      other: await addPerson(test.app, `Other${pairs}`, ["executor"], { department: "MKT", managerId: company.ceo.id }),
    };
  }

  it("tell nothing of a request that the other does not see, and are refused to personnel, who see it", async () => {
    const { subject, other } = await pair();
    const own = await submitted(subject, "2026-12-10", "2026-12-20");
    expect((await test.api.as(other).get(`/requests/${own}`)).status).toBe(404);
    const meeting = await submitted(other, "2026-11-20", "2027-06-20", { employee: subject.id });
    const beside = await submitted(other, "2027-08-02", "2027-08-06", { employee: subject.id });
    for (const id of [meeting, beside]) expect((await pay.view(id, other)).status).toBe("new");

    const refused = await pay.move(hr, meeting, "take");
    expect([refused.status, refused.problem.blockers]).toMatchObject([
      422,
      [{ code: "leave_overlaps", params: { from: "2026-12-10", to: "2026-12-20" } }],
    ]);
    await pay.moved(hr, beside, "take");
    await pay.moved(hr, meeting, "reject", { reason: "Дни заняты" });
  });

  it("name no days to who is given back a request that personnel accepted", async () => {
    const { subject, other } = await pair();
    const own = await submitted(subject, "2026-12-10", "2026-12-20");
    const accepted = await submitted(other, "2027-01-11", "2027-01-15", { employee: subject.id });
    await pay.moved(hr, accepted, "take");
    await pay.moved(hr, accepted, "sendForApproval");
    const { votes } = await pay.view(accepted, company.head);
    await pay.moved(company.head, accepted, "return", { stepId: votes[0]?.stepId, reason: "Другие дни" });
    const { version } = await pay.view(accepted, other);
    const values = { dateFrom: "2026-12-15", dateTo: "2026-12-16" };
    const change = await test.api.as(other).patch(`/requests/${accepted}`, { version, values });
    expect([change.status, change.problem.fields]).toMatchObject([400, [{ field: "dateFrom", code: "leaveTaken" }]]);
    expect(change.text).not.toMatch(/10\.12|2026-12-10|20\.12|2026-12-20/u);
    expect((await test.api.as(other).get(`/requests/${own}`)).status).toBe(404);
  });

  it("hold the days of the person only once personnel have accepted them", async () => {
    const { subject, other } = await pair();
    const year = await submitted(other, "2026-12-01", "2027-12-31", { employee: subject.id });
    const own = await submitted(subject, "2027-07-01", "2027-07-14");
    await pay.moved(hr, own, "reject", { reason: "Позже" });
    await pay.moved(hr, year, "take");
    const second = await drafted(subject, "2027-07-01", "2027-07-14");
    expect((await pay.move(subject, second, "submit")).problem.fields).toMatchObject([
      { code: "leaveOverlaps", params: { from: "2026-12-01", to: "2027-12-31" } },
    ]);
  });

  it("stay held by a leave granted over days that were entered by hand, until those are taken back", async () => {
    const { subject } = await pair();
    const days = { fromDate: "2026-12-01", toDate: "2026-12-05", reason: "учёба" };
    const absence = (await test.api.as(subject).post("/absences", days)).body.items[0];
    const first = await submitted(subject, "2026-12-01", "2026-12-05");
    await pay.moved(hr, first, "take");
    await pay.moved(hr, first, "sendForApproval");
    await pay.approve(company.head, first);
    await pay.handIn(hr, first, "prepare", 1);
    await pay.approve(company.ceo, first);
    expect((await pay.view(first, subject)).leave?.absences).toMatchObject([{ own: false }]);
    const second = await drafted(subject, "2026-12-05", "2026-12-07");
    expect((await pay.move(subject, second, "submit")).problem.fields).toMatchObject([
      { code: "leaveOverlaps", params: { from: "2026-12-01", to: "2026-12-05" } },
    ]);
    expect((await test.api.as(subject).post(`/absences/${absence?.id}/cancel`)).status).toBe(200);
    await pay.moved(subject, second, "submit");
  });
});

it("refuses a leave in a year that is over", async () => {
  const id = await drafted(company.author, "2025-12-01", "2025-12-10");
  const refused = await pay.move(company.author, id, "submit");
  expect([refused.status, refused.problem.fields.map(({ field, code }) => [field, code])]).toEqual([
    400,
    [["dateTo", "leavePastYear"]],
  ]);
});

it("warns of a substitute who is away on those days", async () => {
  const { author, accountant } = company;
  await test.api.as(accountant).post("/absences", { fromDate: "2027-02-03", toDate: "2027-02-12", reason: "учёба" });
  const id = await submitted(author, "2027-02-01", "2027-02-05", { kind: "vacation", substitute: accountant.id });
  const both = [{ fromDate: "2027-02-03", toDate: "2027-02-05" }];
  expect([(await pay.view(id, author)).substituteAway, (await pay.view(id, hr)).substituteAway]).toEqual([both, both]);
  const other = await submitted(author, "2027-02-08", "2027-02-09", { kind: "vacation", substitute: company.head.id });
  expect((await pay.view(other, author)).substituteAway).toEqual([]);
});
