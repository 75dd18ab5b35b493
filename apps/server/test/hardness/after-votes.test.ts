import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../kit/app.ts";
import { addPerson } from "../kit/cast.ts";
import { seedCompany, type Company } from "../kit/company.ts";
import { payments, type Payments } from "../kit/payments.ts";

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

describe("an approved order", () => {
  it("goes on to its work where the type's later round asks nobody", async () => {
    const before = await pay.figures();
    const id = await ordered("video", 10_000);
    expect((await pay.view(id)).status).toBe("waiting");
    expect((await pay.figures()).committed).toBe(before.committed + 10_000);
    await pay.handIn(marketer, id, "make", 1);
  });
});

describe("the days of a substitution", () => {
  it("end by themselves: nobody decides by what the step was when it was given out", async () => {
    const { coordinator, head } = company;
    const body = { substituteId: coordinator.id, fromDate: "2026-11-16", toDate: "2026-11-17" };
    expect((await test.api.as(head).post("/substitutions", body)).status).toBe(201);
    const id = await pay.sent(60_000);
    const [{ stepId }] = (await pay.view(id, coordinator)).votes;
    // The first moment of the next day, before any job has run.
    test.clock.set("2026-11-17T19:00:00Z");
    for (const action of ["approve", "reject", "reassign", "addApprover"]) {
      const reply = await pay.move(coordinator, id, action, { stepId, reason: "Нет", personId: company.executor.id });
      expect([action, reply.status], reply.text).toEqual([action, 403]);
    }
    expect((await pay.view(id)).status).toBe("approval");
  });
});
