import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Reply } from "../kit/api.ts";
import { startTestApp, type TestApp } from "../kit/app.ts";
import { addPerson } from "../kit/cast.ts";
import { addFile, seedCompany, type Company } from "../kit/company.ts";
import { payments, type Payments } from "../kit/payments.ts";
import { present } from "../kit/present.ts";

let test: TestApp;
let company: Company;
let pay: Payments;
let marketer: { id: string };

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  marketer = await addPerson(test.app, "Marketer", ["marketing"], { department: "OPS", managerId: company.head.id });
});
afterAll(() => test.stop());

/** An order to marketing, approved by the head and, where it is placed nowhere, to the end of its route. */
async function ordered(kind: "video" | "placement", budget: number): Promise<string> {
  const { author, head, departmentId, branchId, costItemId } = company;
  const values = {
    title: "Ролик",
    department: departmentId,
    branch: branchId,
    kind,
    goal: "Узнаваемость",
    channels: ["site"],
    languages: ["ru"],
    publishFrom: "2026-12-01",
    dueDate: "2026-12-01",
    budget: budget * 100,
    costItem: costItemId,
    budgetMonth: "2026-11",
  };
  const { id } = (await test.api.as(author).post("/requests", { type: "marketing", values })).body;
  await pay.moved(author, id, "submit");
  await pay.moved(marketer, id, "take");
  await pay.handIn(marketer, id, "brief", 1);
  await pay.moved(marketer, id, "sendForApproval");
  await pay.approve(head, id);
  return id;
}

const HEADERS = { "content-type": "multipart/form-data; boundary=b" };
const PART = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nother\r\n--b--\r\n';

/** A payment whose run has said yes. */
async function approved(amount: number): Promise<string> {
  const id = await pay.sent(amount);
  await pay.approve(company.head, id);
  expect((await pay.approve(company.accountant, id, "normal", { fields: { knp: "710" } })).status).toBe("waiting");
  return id;
}

const codes = ({ problem }: Reply): string[] => problem.blockers.map((one) => one.code);

describe("papers of an approved payment", () => {
  it("stay: nobody puts another beside them, unlinks the basis or takes back what was handed in", async () => {
    const id = await approved(50_000);
    const api = test.api.as(company.accountant);
    const { invoices, tasks } = await pay.view(id, company.accountant);
    const planted = await api.post(`/records/${present(invoices[0]).id}/files?fieldKey=invoiceFile`, PART, { headers: HEADERS });
    expect(planted.status, planted.text).toBe(400);

    const author = test.api.as(company.author);
    const { items } = (await author.get(`/records/${id}/links`)).body;
    const basis = present(items.find((one) => one.link === "basis"));
    const unlinked = await author.delete(`/records/${id}/links/${basis.id}`);
    expect([unlinked.status, codes(unlinked)], unlinked.text).toEqual([422, ["basis_in_form"]]);

    const check = present(tasks.find((task) => task.stepKey === "check"));
    const doer = test.api.as(company.coordinator);
    const [file] = (await doer.get(`/records/${check.id}/files`)).body.items;
    const removed = await doer.delete(`/files/${present(file).id}`);
    expect([removed.status, codes(removed)], removed.text).toEqual([422, ["record_closed"]]);
  });
});

describe("a contract still in draft", () => {
  it("justifies no payment: its author could change the paper after the votes", async () => {
    const { lawyer, supplierId } = company;
    const card = { kindCode: "contract", docNumber: "7", docDate: "2026-11-01", counterpartyId: supplierId, subject: "Поставка", validFrom: "2026-11-01" }; // prettier-ignore
    const made = await test.api.as(lawyer).post("/documents", card);
    expect(made.status, made.text).toBe(201);
    await addFile(test.app, made.body.id, "file", lawyer.id);
    const id = await pay.sent(40_000);
    await test.app.db.updateTable("requests").set({ data: sql`data || jsonb_build_object('basis', ${made.body.id}::text)` }).where("id", "=", id).execute(); // prettier-ignore
    const { stepId } = present((await pay.view(id, company.head)).votes[0]);
    const vote = await pay.move(company.head, id, "approve", { stepId });
    expect([vote.status, codes(vote)], vote.text).toEqual([422, ["basis_not_registered"]]);
  });
});

describe("an approved order", () => {
  it("goes on to its work where the type's later round asks nobody", async () => {
    const before = await pay.figures();
    const id = await ordered("video", 10_000);
    expect((await pay.view(id)).status).toBe("waiting");
    expect((await pay.figures()).committed).toBe(before.committed + 10_000);
    await pay.handIn(marketer, id, "make", 1);
  });

  it("keeps what was voted on when the finished work is returned", async () => {
    const id = await ordered("video", 20_000);
    const before = await pay.figures();
    await pay.handIn(marketer, id, "make", 1);
    await pay.handIn(company.author, id, "review");
    expect((await pay.view(id)).status).toBe("done");
    const make = present((await pay.view(id)).tasks.find((task) => task.stepKey === "make"));
    await pay.moved(company.author, id, "returnDone", { reason: "Переделать", work: { taskId: make.id } });
    const { version } = await pay.view(id);
    const api = test.api.as(company.author);
    const raised = await api.patch(`/requests/${id}`, { version, values: { budget: 900_000_00 } });
    expect([raised.status, raised.problem.code], raised.text).toEqual([403, "segregation"]);
    const explained = await api.patch(`/requests/${id}`, { version, values: { description: "Без логотипа" } });
    expect(explained.status, explained.text).toBe(200);
    await pay.handIn(marketer, id, "make", 1);
    expect((await pay.view(id)).status).toBe("done");
    expect(await pay.figures()).toEqual(before);
  });

  it("is asked about again when it grows between the rounds, even if the later round then asks nobody", async () => {
    const before = await pay.figures();
    const id = await ordered("placement", 100_000);
    expect(await pay.view(id)).toMatchObject({ status: "in_progress", approval: { status: "between" } });
    const { version } = await pay.view(id, marketer);
    const values = { budget: 300_000_00, kind: "video" };
    expect((await test.api.as(marketer).patch(`/requests/${id}`, { version, values })).status).toBe(200);
    const { status, approval } = await pay.view(id);
    expect([status, approval?.steps?.[0]?.status]).toEqual(["approval", "open"]);
    await pay.approve(company.head, id);
    expect((await pay.view(id)).status).toBe("waiting");
    const after = await pay.figures();
    expect(after).toEqual({ ...before, committed: before.committed + 300_000 });
  });
});

describe("the days of a substitution", () => {
  it("end by themselves: nobody decides by what the step was when it was given out", async () => {
    const { coordinator, head } = company;
    const body = { substituteId: coordinator.id, fromDate: "2026-11-16", toDate: "2026-11-17" };
    expect((await test.api.as(head).post("/substitutions", body)).status).toBe(201);
    const id = await pay.sent(60_000);
    const { stepId } = present((await pay.view(id, coordinator)).votes[0]);
    // The first moment of the next day, before any job has run.
    test.clock.set("2026-11-17T19:00:00Z");
    for (const action of ["approve", "reject", "reassign", "addApprover"]) {
      const reply = await pay.move(coordinator, id, action, { stepId, reason: "Нет", personId: company.executor.id });
      expect([action, reply.status], reply.text).toEqual([action, 403]);
    }
    expect((await pay.view(id)).status).toBe("approval");
  });
});

it("takes the vote back from a lawyer who, responsible as well, changes the amount after it", async () => {
  const { author, head, contractId, ceo, lawyer } = company;
  const both = await addPerson(test.app, "Both", ["lawyer", "coordinator"], { department: "OPS", managerId: ceo.id });
  const { id } = await pay.draft(3_000_000, { basisKind: "contract", basis: contractId });
  await addFile(test.app, id, "invoiceFile", author.id);
  await pay.moved(author, id, "submit");
  await pay.moved(both, id, "take");
  await pay.handIn(both, id, "check", 1);
  await pay.moved(both, id, "sendForApproval");
  await pay.approve(head, id);
  await pay.approve(both, id);
  const legal = async () => present((await pay.view(id, author)).approval?.steps).find((step) => step.key === "legal");
  expect(await legal()).toMatchObject({ status: "finished", votes: [{ person: { id: both.id } }] });

  const { version } = await pay.view(id, both);
  const changed = await test.api.as(both).patch(`/requests/${id}`, { version, values: { amount: 3_100_000_00 } });
  expect(changed.status, changed.text).toBe(200);
  await pay.approve(head, id);
  const asked = present(await legal());
  expect(asked).toMatchObject({ status: "open", votes: [{ voidReason: "changed" }] });
  expect(asked.candidates.map((one) => one.person.id)).toEqual([lawyer.id]);
});
