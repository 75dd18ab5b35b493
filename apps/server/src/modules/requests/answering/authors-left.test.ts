import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import { addPerson } from "../../../../test/kit/cast.ts";
import { addFile, seedCompany, type Company } from "../../../../test/kit/company.ts";
import { payments, type Payments } from "../../../../test/kit/payments.ts";
import { present } from "../../../../test/kit/present.ts";

type Who = { id: string };

let test: TestApp;
let company: Company;
let pay: Payments;
let admin: Who;
let author: Who;
let made = 0;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  admin = await addPerson(test.app, "Admin", ["admin"]);
});
/** An author of each test's own, who leaves in it. */
beforeEach(async () => {
  made += 1;
  author = await addPerson(test.app, `Leaving${made}`, ["executor"], { department: "OPS", managerId: company.head.id });
});
afterAll(() => test.stop());

const leaves = async (who: Who) => {
  const gone = await test.api.as(admin).post(`/people/${who.id}/deactivate`);
  expect(gone.status, gone.text).toBe(200);
};
const taken = async () => {
  const { id } = await pay.draft(1_000 + made, {}, author);
  await addFile(test.app, id, "invoiceFile", author.id);
  await pay.moved(author, id, "submit");
  await pay.moved(company.coordinator, id, "take");
  return id;
};
const awaited = (id: string) =>
  test.app.db.selectFrom("awaits").select(["person_id as who", "reason"]).where("record_id", "=", id).orderBy("reason").execute();
const told = async (who: Who, id: string) =>
  (await test.api.as(who).get("/notices?limit=100")).body.items
    .filter(({ record, why }) => record?.id === id && why === "answerer")
    .map(({ event }) => event);

it("hands an open question of an author who leaves to the next who answers, not to the one who asked", async () => {
  const { coordinator, head } = company;
  const id = await taken();
  await pay.moved(coordinator, id, "clarify", { reason: "Какой договор?" });
  expect(await awaited(id)).toContainEqual({ who: author.id, reason: "clarify" });
  await leaves(author);
  expect(await awaited(id)).toContainEqual({ who: head.id, reason: "clarify" });
  expect(await told(head, id)).toEqual(["question"]);
  expect(await told(coordinator, id)).toEqual([]);
  const { actions } = await pay.view(id, head);
  expect(actions.map(({ action }) => action)).toContain("answer");
  expect((await pay.move(company.lawyer, id, "answer", { reason: "Не моё" }).catch(() => ({ status: 404 }))).status).not.toBe(
    200,
  );
  await pay.moved(head, id, "answer", { reason: "Рамочный" });
  expect((await awaited(id)).map(({ reason }) => reason)).not.toContain("clarify");
});

it("asks the one who answers when the author has left already, and lets the one who asked end it", async () => {
  const { coordinator, head } = company;
  const id = await taken();
  await leaves(author);
  await pay.moved(coordinator, id, "clarify", { reason: "Какой договор?" });
  expect(await awaited(id)).toContainEqual({ who: head.id, reason: "clarify" });
  expect(await told(head, id)).toEqual(["question"]);
  await pay.moved(coordinator, id, "answer", { reason: "Нашёл сам" });
  expect((await awaited(id)).map(({ reason }) => reason)).not.toContain("clarify");
});

it("lets the responsible mend and send again what was returned to an author who left", async () => {
  const { coordinator, head } = company;
  const id = await taken();
  const view = await pay.view(id, coordinator);
  const due = { basisKind: "contract", basis: company.contractId };
  expect((await test.api.as(coordinator).patch(`/requests/${id}`, { version: view.version, values: due })).status).toBe(200);

  await pay.handIn(coordinator, id, "check", 1);
  await pay.moved(coordinator, id, "sendForApproval");
  const { votes } = await pay.view(id, head);
  await pay.moved(head, id, "return", { reason: "Нет расчёта", stepId: present(votes[0]).stepId });
  expect(await awaited(id)).toEqual([{ who: author.id, reason: "rework" }]);
  await leaves(author);
  expect(await awaited(id)).toEqual([{ who: coordinator.id, reason: "rework" }]);
  const said = await test.api.as(coordinator).post(`/records/${id}/comments`, { source: "Расчёт приложен" });
  expect(said.status, said.text).toBe(201);
  await pay.moved(coordinator, id, "resubmit");
});

it("waits for who answers to close what an author who left has asked for", async () => {
  const { head } = company;
  const id = await taken();
  const plan = { status: "done" };
  await test.app.db.updateTable("records").set(plan).where("id", "=", id).execute();
  await test.app.db
    .insertInto("awaits")
    .values({ record_id: id, person_id: author.id, reason: "close", since: test.clock.now() })
    .execute();
  await test.app.db.updateTable("records").set({ assignee_id: null }).where("id", "=", id).execute();
  await leaves(author);
  expect(await awaited(id)).toContainEqual({ who: head.id, reason: "close" });
  expect(await told(head, id)).toEqual(["request_done"]);
  expect((await pay.view(id, head)).actions.map(({ action }) => action)).toContain("close");
});

it("takes no word of the one who asked for an answer to what was returned", async () => {
  const { coordinator, head, author: other } = company;
  const id = await taken();
  const { version } = await pay.view(id, coordinator);
  const values = { basisKind: "contract", basis: company.contractId };
  expect((await test.api.as(coordinator).patch(`/requests/${id}`, { version, values })).status).toBe(200);
  await pay.handIn(coordinator, id, "check", 1);
  await pay.moved(coordinator, id, "sendForApproval");
  const { votes } = await pay.view(id, head);
  await pay.moved(head, id, "return", { reason: "Нет расчёта", stepId: present(votes[0]).stepId });
  await pay.moved(other, id, "clarify", { reason: "Будет расчёт?" });
  await pay.moved(other, id, "answer", { reason: "Спрошу позже" });
  const again = await pay.move(coordinator, id, "resubmit");
  expect(again.problem.blockers, again.text).toMatchObject([{ code: "nothing_changed" }]);
  await pay.moved(other, id, "clarify", { reason: "Где расчёт?" });
  await pay.moved(author, id, "answer", { reason: "Во вложении" });
  await pay.moved(author, id, "resubmit");
});
