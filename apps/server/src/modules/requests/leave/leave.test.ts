import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addPerson } from "../../../../test/kit/cast.ts";
import { seedCompany, type Company } from "../../../../test/kit/company.ts";
import { payments, type Payments } from "../../../../test/kit/payments.ts";
import { present } from "../../../../test/kit/present.ts";

let test: TestApp;
let company: Company;
let pay: Payments;
let hr: { id: string };

// Today is Monday 2026-11-16.
const WEEK = { dateFrom: "2026-11-16", dateTo: "2026-11-20" };
const days = (fromDate: string, toDate: string) => ({ fromDate, toDate });

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  hr = await addPerson(test.app, "Personnel", ["hr"], { department: "HR", managerId: company.ceo.id });
});
afterAll(() => test.stop());

const drafted = (who: { id: string }, values: Record<string, unknown>) =>
  test.api.as(who).post("/requests", {
    type: "hr",
    values: {
      title: "Отпуск",
      dueDate: "2026-12-25",
      kind: "vacation",
      department: company.departmentId,
      branch: company.branchId,
      ...values,
    },
  });

/** A leave approved by the head and signed by the chief. */
async function approved(who: { id: string }, values: Record<string, unknown>): Promise<string> {
  const made = await drafted(who, values);
  expect(made.body.fields, made.text).toEqual([]);
  const { id } = made.body;
  await pay.moved(who, id, "submit");
  await pay.moved(hr, id, "take");
  await pay.moved(hr, id, "sendForApproval");
  await pay.approve(company.head, id);
  await pay.handIn(hr, id, "prepare", 1);
  expect((await pay.view(id, who)).leave).toBeNull();
  await pay.approve(company.ceo, id);
  return id;
}

const absencesOf = async (who: { id: string }) => (await test.api.as(who).get(`/absences?personId=${who.id}`)).body.items;
const substitutionsOf = async (who: { id: string }) =>
  (await test.api.as(who).get(`/substitutions?personId=${who.id}`)).body.items;
const toldOf = async (who: { id: string }): Promise<Record<string, unknown>[]> =>
  (await test.api.as(who).get("/notices")).body.items;

describe("an approved leave", () => {
  it("writes the absence and the substitution down, moves open steps, and gives both back when cancelled", async () => {
    const cfo = company.cfo;
    const payment = await pay.sent(600_000);
    await pay.approve(company.head, payment);
    await pay.approve(company.accountant, payment, "normal", { fields: { knp: "710" } });
    expect((await pay.view(payment, cfo)).votes).toHaveLength(1);

    const made = await drafted(cfo, { ...WEEK, substitute: company.lawyer.id });
    const { id } = made.body;
    await pay.moved(cfo, id, "submit");
    await pay.moved(hr, id, "take");
    await pay.moved(hr, id, "sendForApproval");
    const step = present((await pay.view(id, hr)).approval?.steps?.[0]);
    await pay.approve(present(step.candidates[0]).person, id);
    await pay.handIn(hr, id, "prepare", 1);
    expect(await absencesOf(cfo)).toEqual([]);
    await pay.approve(company.ceo, id);

    const { number } = await pay.view(id, hr);
    const request = { id, number };
    expect(await absencesOf(cfo)).toMatchObject([{ ...days("2026-11-16", "2026-11-20"), reason: "Отпуск", request }]);
    expect(await substitutionsOf(cfo)).toMatchObject([
      { ...days("2026-11-16", "2026-11-20"), substituteId: company.lawyer.id, inForce: true, restricted: false, request },
    ]);
    expect((await pay.view(id, cfo)).leave).toMatchObject({
      absences: [{ ...days("2026-11-16", "2026-11-20"), own: true }],
      substitutions: [{ own: true, substitute: { id: company.lawyer.id, name: "Lawyer Test" } }],
    });
    expect((await pay.view(payment, cfo)).votes).toEqual([]);
    expect((await pay.view(payment, company.lawyer)).votes).toHaveLength(1);
    const trail = await test.auditTrail(id);
    const written = days("2026-11-16", "2026-11-20");
    expect(trail.find((entry) => entry.action === "absence.created")?.after).toEqual(written);
    const standsIn = trail.find((entry) => entry.action === "substitution.created")?.after;
    expect(standsIn).toEqual({ substituteId: company.lawyer.id, ...written });

    // The substitute hears of it and sees nothing of the personal request.
    expect(await toldOf(company.lawyer)).toContainEqual(
      expect.objectContaining({
        event: "substitution_named",
        record: null,
        params: expect.objectContaining({ name: "Cfo Test" }),
      }),
    );
    expect((await test.api.as(company.lawyer).get(`/requests/${id}`)).status).toBe(404);
    expect(await substitutionsOf(company.lawyer)).toMatchObject([{ request: null }]);
    expect(await toldOf(cfo)).toContainEqual(expect.objectContaining({ event: "leave_recorded" }));

    await pay.moved(hr, id, "cancel", { reason: "Отпуск перенесён" });
    expect(await absencesOf(cfo)).toEqual([]);
    expect(await substitutionsOf(cfo)).toEqual([]);
    expect((await pay.view(payment, cfo)).votes).toHaveLength(1);
    expect(await toldOf(cfo)).toContainEqual(expect.objectContaining({ event: "leave_taken_back" }));
    expect(await toldOf(company.lawyer)).toContainEqual(expect.objectContaining({ event: "substitution_ended" }));
  });

  it("keeps an absence that stood before and writes down the other days only", async () => {
    const who = company.executor;
    await test.api.as(who).post("/absences", { ...days("2026-12-12", "2026-12-13"), reason: "учёба" });
    const id = await approved(who, { dateFrom: "2026-12-10", dateTo: "2026-12-20", substitute: company.author.id });
    expect((await pay.view(id, who)).leave?.absences).toEqual([
      { ...days("2026-12-10", "2026-12-11"), own: true },
      { ...days("2026-12-12", "2026-12-13"), own: false },
      { ...days("2026-12-14", "2026-12-20"), own: true },
    ]);
    await pay.moved(hr, id, "cancel", { reason: "Не едет" });
    expect(await absencesOf(who)).toMatchObject([{ ...days("2026-12-12", "2026-12-13"), reason: "учёба", request: null }]);
  });

  it("takes no days for standing that personnel wrote down and nobody has confirmed", async () => {
    const { cfo, lawyer, accountant } = company;
    const week = { fromDate: "2027-02-01", toDate: "2027-02-05" };
    expect((await test.api.as(hr).post("/absences", { personId: cfo.id, ...week })).status).toBe(201);
    const named = { principalId: cfo.id, substituteId: accountant.id, ...week };
    const waiting = present(
      (await test.api.as(hr).post("/substitutions", named)).body.items.find((one) => one.fromDate === week.fromDate),
    );
    expect(waiting.awaitsWord).toBe(true);
    await approved(cfo, { dateFrom: week.fromDate, dateTo: week.toDate, substitute: lawyer.id });
    const counting = (rows: { awaitsWord: boolean; fromDate: string; toDate: string }[]) =>
      rows.filter((one) => one.fromDate === week.fromDate && !one.awaitsWord);
    expect(counting(await absencesOf(cfo))).toMatchObject([week]);
    expect(counting(await substitutionsOf(cfo))).toMatchObject([{ ...week, substituteId: lawyer.id }]);
    expect((await test.api.as(cfo).post(`/substitutions/${waiting.id}/confirm`)).status).toBe(409);
    expect((await test.api.as(cfo).post(`/substitutions/${waiting.id}/cancel`)).status).toBe(200);
  });

  it("is written down again after it was reopened and approved again, once", async () => {
    const who = company.accountant;
    const id = await approved(who, { kind: "trip", title: "Командировка", dateFrom: "2026-12-01", dateTo: "2026-12-03" });
    expect(await absencesOf(who)).toMatchObject([{ reason: "Командировка" }]);
    expect(await substitutionsOf(who)).toEqual([]);
    await pay.moved(hr, id, "cancel", { reason: "Ошибка" });
    await pay.moved(hr, id, "reopen", { reason: "Всё же едет" });
    expect(await absencesOf(who)).toEqual([]);
    await pay.moved(hr, id, "sendForApproval");
    const [step] = present((await pay.view(id, hr)).approval?.steps).filter((one) => one.status === "open");
    await pay.approve(present(step?.candidates[0]).person, id);
    await pay.approve(company.ceo, id);
    expect(await absencesOf(who)).toHaveLength(1);
  });

  it("is not told as recorded where its days stood already", async () => {
    const who = company.author;
    await test.api.as(who).post("/absences", { ...days("2026-12-20", "2026-12-23"), reason: "учёба" });
    const id = await approved(who, { kind: "trip", dateFrom: "2026-12-21", dateTo: "2026-12-22" });
    expect((await pay.view(id, who)).leave?.absences).toEqual([{ ...days("2026-12-20", "2026-12-23"), own: false }]);
    const events = (await toldOf(who)).map(({ event }) => event);
    expect(events).toContain("request_approved");
    expect(events).not.toContain("leave_recorded");
  });

  it("says who is missing when the substitute named has left meanwhile", async () => {
    const leaver = await addPerson(test.app, "Leaver", ["executor"], { department: "OPS", managerId: company.head.id });
    const who = company.coordinator;
    const made = await drafted(who, { dateFrom: "2026-12-01", dateTo: "2026-12-03", substitute: leaver.id });
    const { id } = made.body;
    await pay.moved(who, id, "submit");
    await pay.moved(hr, id, "take");
    await pay.moved(hr, id, "sendForApproval");
    await pay.approve(company.head, id);
    await pay.handIn(hr, id, "prepare", 1);
    await test.app.db.updateTable("people").set({ active: false }).where("id", "=", leaver.id).execute();
    await pay.approve(company.ceo, id);
    expect((await pay.view(id, who)).leave).toMatchObject({
      absences: [{ own: true }],
      substitutions: [],
      substituteNamed: true,
    });
    expect(await toldOf(hr)).toContainEqual(expect.objectContaining({ event: "leave_without_substitute" }));
  });

  it("is not arranged by the substitute's own hand", async () => {
    const made = await drafted(hr, { ...WEEK, employee: company.lawyer.id, substitute: hr.id });
    expect(made.body.fields).toEqual([{ field: "substitute", code: "substituteOwnHand" }]);
    expect((await pay.view(made.body.id, hr)).values.substitute).toBeUndefined();
    // Nor the other way round: named for themselves first, for a colleague afterwards.
    const own = await drafted(hr, { ...WEEK, employee: hr.id, substitute: hr.id });
    const { id } = own.body;
    const { version } = await pay.view(id, hr);
    await test.api.as(hr).patch(`/requests/${id}`, { version, values: { employee: company.lawyer.id } });
    expect((await pay.view(id, hr)).values).not.toMatchObject({ employee: company.lawyer.id, substitute: hr.id });
  });
});
