import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../kit/app.ts";
import { addCell, addFile, PLAN, seedCompany, type Company } from "../kit/company.ts";
import { payments, type Payments } from "../kit/payments.ts";
import { present } from "../kit/present.ts";

let test: TestApp;
let company: Company;
let pay: Payments;
/** A cost item of another group whose cell holds whatever is asked here. */
let richItem: string;
let projectId: string;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  const { db } = test.app;
  const { branchId, executor, accountant, ceo } = company;
  richItem = (await db.selectFrom("cost_items").select("id").where("code", "=", "05.01").executeTakeFirstOrThrow()).id;
  const people = { responsibleId: executor.id, enteredBy: accountant.id, approvedBy: ceo.id };
  await addCell(test.app, { branchId, costItemId: richItem, plan: PLAN * 100, ...people });
  const project = { code: "ALM-1", name: "Плаза" };
  projectId = (await db.insertInto("projects").values(project).returning("id").executeTakeFirstOrThrow()).id;
});
afterAll(() => test.stop());

const HEADERS = { "content-type": "multipart/form-data; boundary=b" };
const PART = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nother\r\n--b--\r\n';

/** No two payments here look like each other. */
let nth = 0;
const sent = (amount: number, values: Rest = {}) => pay.sent(amount + (nth += 1), values);

type Rest = Record<string, unknown>;
interface Step {
  key: string;
  status: string;
  votes: { decision: string | null; voidReason: string | null }[];
}

const change = async (id: string, values: Rest, who: { id: string } = company.coordinator) => {
  const { version } = await pay.view(id, who);
  const reply = await test.api.as(who).patch(`/requests/${id}`, { version, values });
  expect(reply.status, reply.text).toBe(200);
};
const steps = async (id: string): Promise<Step[]> => present((await pay.view(id)).approval?.steps);
const keysOf = (found: readonly Step[], has: (step: Step) => boolean) =>
  found
    .filter(has)
    .map((step) => step.key)
    .toSorted();
const fallen = async (id: string) => keysOf(await steps(id), (step) => step.votes.some((vote) => vote.voidReason === "changed"));
const standing = async (id: string) => {
  return keysOf(await steps(id), (step) => step.votes.some((vote) => vote.decision === "approve" && vote.voidReason === null));
};
const overLimit = async (id: string) =>
  keysOf(await steps(id), (step) => step.key.startsWith("overLimit:") && step.status !== "skipped");
const headLawyerAccountant = async (id: string) => {
  await pay.approve(company.head, id);
  await pay.approve(company.lawyer, id);
  await pay.approve(company.accountant, id, "normal", { fields: { knp: "710" } });
};

describe("what is changed after the votes", () => {
  it.each<[string, () => Rest, string[]]>([
    ["the VAT rate", () => ({ vatRate: 12 }), ["acc"]],
    ["the budget month", () => ({ budgetMonth: "2026-12" }), ["acc", "cfo", "head"]],
    ["the project", () => ({ project: projectId }), ["acc", "cfo", "head"]],
    ["the cost item", () => ({ costItem: company.costItemId }), ["acc", "cfo", "head"]],
    ["the day to pay by", () => ({ payDeadline: "2026-11-30" }), ["acc", "head"]],
    ["the words about it", () => ({ description: "Другими словами" }), []],
  ])("%s: exactly the votes that vouch for it fall", async (_name, values, expected) => {
    const id = await sent(6_000_000, { costItem: richItem });
    await headLawyerAccountant(id);
    await pay.approve(company.cfo, id);
    await change(id, values());
    expect(await fallen(id)).toEqual(expected);
    expect(await standing(id)).toEqual(["acc", "cfo", "head", "legal"].filter((key) => !expected.includes(key)));
    expect((await pay.view(id)).status).toBe("approval");
  });

  it("the invoice file: all who read the amount from it are asked again, and the first one stays to be read", async () => {
    const id = await sent(6_000_000, { costItem: richItem });
    await headLawyerAccountant(id);
    await pay.approve(company.cfo, id);
    const api = test.api.as(company.coordinator);
    const put = await api.post(`/records/${id}/files?fieldKey=invoiceFile`, PART, { headers: HEADERS });
    expect(put.status, put.text).toBe(200);
    expect([await fallen(id), await standing(id)]).toEqual([["acc", "cfo", "head"], ["legal"]]);
    expect((await pay.view(id)).status).toBe("approval");
    for (const voter of [company.head, company.accountant]) expect((await pay.view(id, voter)).votes).toHaveLength(1);
    const { items } = (await test.api.as(company.accountant).get(`/records/${id}/files`)).body;
    const versions = items.map(({ versionNo, current }: { versionNo: number; current: boolean }) => ({ versionNo, current }));
    expect(versions).toEqual([
      { versionNo: 1, current: false },
      { versionNo: 2, current: true },
    ]);
  });
});

it("falls with the head's word when the accountant's vote moves the payment to another cell", async () => {
  const id = await sent(PLAN * 0.3, { costItem: richItem });
  await pay.approve(company.head, id);
  await pay.approve(company.accountant, id, "normal", { fields: { knp: "710", costItem: company.costItemId } });
  expect([await fallen(id), await standing(id)]).toEqual([["head"], ["acc"]]);
  await pay.approve(company.head, id);
  expect((await pay.view(id)).status).toBe("waiting");
});

describe("the limit of a card that changes its cell", () => {
  it("is decided by nobody once it fits: the grants fall, and nothing is granted in the new cell", async () => {
    const before = await pay.figures();
    const id = await sent(PLAN * 1.3);
    await headLawyerAccountant(id);
    await pay.approve(company.cfo, id);
    await pay.approve(company.cfo, id, "over_limit");
    expect(await overLimit(id)).toEqual(["overLimit:ceo", "overLimit:cfo"]);
    await change(id, { costItem: richItem });
    expect(await overLimit(id)).toEqual([]);
    await pay.approve(company.head, id);
    await pay.approve(company.accountant, id);
    await pay.approve(company.cfo, id);
    expect((await pay.view(id)).status).toBe("waiting");
    expect(await pay.figures()).toEqual(before);
  });

  it("is asked about at once when the new cell does not hold it", async () => {
    const id = await sent(PLAN * 1.3, { costItem: richItem });
    await headLawyerAccountant(id);
    expect(await overLimit(id)).toEqual([]);
    await change(id, { costItem: company.costItemId });
    expect(await overLimit(id)).toEqual(["overLimit:ceo", "overLimit:cfo"]);
    expect(await standing(id)).toEqual(["legal"]);
  });

  it("is asked about when the card comes back from a return in another cell", async () => {
    const id = await sent(PLAN * 1.3, { costItem: richItem });
    await headLawyerAccountant(id);
    const { stepId } = present((await pay.view(id, company.cfo)).votes[0]);
    await pay.moved(company.cfo, id, "return", { stepId, reason: "Не та статья" });
    await change(id, { costItem: company.costItemId }, company.author);
    await pay.moved(company.author, id, "resubmit");
    expect(await overLimit(id)).toEqual(["overLimit:ceo", "overLimit:cfo"]);
    expect(await standing(id)).toEqual(["legal"]);
  });

  it("is asked about from the start after a recall, and no vote survives", async () => {
    const id = await sent(PLAN * 0.4, { costItem: richItem });
    await pay.approve(company.head, id);
    await pay.approve(company.accountant, id, "normal", { fields: { knp: "710" } });
    expect((await pay.view(id)).status).toBe("waiting");
    await pay.moved(company.accountant, id, "recall", { reason: "Не та статья" });
    await change(id, { costItem: company.costItemId, amount: PLAN * 131 }, company.author);
    await pay.moved(company.author, id, "resubmit");
    expect(await overLimit(id)).toEqual(["overLimit:ceo", "overLimit:cfo"]);
    expect(await standing(id)).toEqual([]);
  });
});

describe("files of an approved contract", () => {
  it("stay: the server refuses to take them away, and the page is told so", async () => {
    const { author, lawyer, head, accountant, cfo, ceo, supplierId, departmentId, branchId } = company;
    const values = {
      title: "Договор поставки",
      department: departmentId,
      branch: branchId,
      dueDate: "2026-12-01",
      counterparty: supplierId,
      docKind: "contract",
      subject: "Поставка",
      validFrom: "2026-12-01",
      openEnded: true,
      template: "own",
      signatory: ceo.id,
    };
    const { id } = (await test.api.as(author).post("/requests", { type: "contract", values })).body;
    const files = [await addFile(test.app, id, "draftFile", author.id), await addFile(test.app, id, null, author.id, "b")];
    const removable = async () => (await test.api.as(author).get(`/records/${id}/files`)).body.removable;
    const refusals = async () => {
      const replies = await Promise.all(files.map((file) => test.api.as(author).delete(`/files/${file}`)));
      return replies.map(({ status }) => status);
    };
    expect(await removable()).toEqual(files);
    await pay.moved(author, id, "submit");
    await pay.moved(lawyer, id, "take");
    await pay.handIn(lawyer, id, "kyc");
    await pay.moved(lawyer, id, "sendForApproval");
    for (const who of [lawyer, accountant, head, cfo]) await pay.approve(who, id);
    expect((await pay.view(id)).status).toBe("waiting");
    expect([await removable(), await refusals()]).toEqual([[], [422, 422]]);
    await pay.handIn(ceo, id, "sign", 1);
    await pay.handIn(lawyer, id, "archive");
    expect((await pay.view(id)).status).toBe("done");
    expect([await removable(), await refusals()]).toEqual([[], [422, 422]]);
    const work = { taskId: (await pay.view(id)).tasks.find((task) => task.stepKey === "archive")?.id };
    await pay.moved(author, id, "returnDone", { reason: "Переделать", work });
    expect([await removable(), await refusals()]).toEqual([[], [422, 422]]);
  });
});
