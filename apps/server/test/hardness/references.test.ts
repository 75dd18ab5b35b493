import { allFields, type RequestType } from "@tartip/domain/requests/type";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../kit/app.ts";
import { addFile } from "../kit/company.ts";
import type { Reply } from "../kit/api.ts";
import { present } from "../kit/present.ts";
import { fillFiles, paymentValues, seedEveryone, walkOf, type Everyone } from "./everyone.ts";
import { operationsOf, type Schema } from "./operations.ts";

const ABSENT = "00000000-0000-7000-8000-000000000000";

/** Places of the company, its people and its lists: everybody chooses among all of them. */
const LISTED = new Set(
  (
    "branchId departmentId projectId costItemId defaultCostItemId managerId headId ownerId personId assigneeId successorId principalId " +
    "substituteId mentions"
  ).split(" "),
);
/** Parents within such a list. */
const LISTED_PARENTS = new Set(["createDepartment", "updateDepartment", "createCostItem", "updateCostItem"]);

let test: TestApp;
let everyone: Everyone;
/** Ids of what the caller may not see, by what they are. */
let hidden: Record<string, string>;
/** The caller's own records. */
let own: { draft: string; request: string; closed: string; task: string; document: string };

beforeAll(async () => {
  test = await startTestApp();
  everyone = await seedEveryone(test);
  const walk = walkOf(test, everyone);
  const request = await walk.approved(1_000);
  const { tasks, invoices, votes } = (await test.api.as(everyone.coordinator).get(`/requests/${request}`)).body;
  hidden = {
    request,
    draft: await walk.draft(2_000),
    task: present(tasks[0]).id,
    invoice: present(invoices[0]).id,
    document: await secretDocument(),
    file: await addFile(test.app, request, null, everyone.coordinator.id),
    step: votes[0]?.stepId ?? ABSENT,
  };
  own = await ownRecords();
  await fillFiles(test);
});
afterAll(() => test.stop());

async function secretDocument(): Promise<string> {
  const at = new Date();
  const card = { kind: "document", type_code: "contract", title: "Тайный договор", status: "signed", restricted: true };
  const { id } = await test.app.db
    .insertInto("records")
    .values({ ...card, author_id: everyone.ceo.id, created_at: at, updated_at: at })
    .returning("id")
    .executeTakeFirstOrThrow();
  const contract = { id, kind_code: "contract", counterparty_id: everyone.supplierId };
  await test.app.db.insertInto("documents").values(contract).execute();
  return id;
}

const caller = () => test.api.as(everyone.by.it);

async function ownRecords(): Promise<typeof own> {
  const made = async (reply: Promise<Reply>): Promise<string> => {
    const { status, text, body } = await reply;
    expect(status, text).toBe(201);
    // reason: every operation that makes a record answers with its id
    return (body as { id: string }).id;
  };
  const draft = await made(caller().post("/requests", { type: "payment", values: paymentValues(everyone, 10, { basis: null }) }));
  const request = await made(caller().post("/requests", { type: "it", values: { title: "Доступ" } }));
  const closed = await made(caller().post("/requests", { type: "it", values: { title: "Сделано" } }));
  await test.app.db.updateTable("records").set({ status: "closed" }).where("id", "=", closed).execute();
  const task = await made(caller().post("/tasks", { title: "Своя", assigneeId: everyone.by.it.id }));
  const document = await made(test.api.as(everyone.by.lawyer).post("/documents", card(everyone.supplierId)));
  return { draft, request, closed, task, document };
}

const PERSON = { lastName: "Оспанова", firstName: "Мадина", email: "o.madina@test.example", external: true };

/** A contract with a counterparty. */
const card = (counterpartyId: string) => ({
  kindCode: "contract",
  title: "Договор",
  subject: "Поставка",
  counterpartyId,
  docNumber: "1",
  docDate: "2026-11-01",
  validFrom: "2026-11-01",
});

const task = () => ({ title: "x", assigneeId: everyone.by.it.id });

/** How each field that may name a record is asked about, by operation and field. A field without a call fails the test. */
const CALLS: Record<string, (id: string) => Promise<Reply>> = {
  "createTask.recordId": (id) => caller().post("/tasks", { ...task(), recordId: id }),
  "createTask.requestId": (id) => caller().post("/tasks", { ...task(), requestId: id }),
  "createTask.parentTaskId": (id) => caller().post("/tasks", { ...task(), parentTaskId: id }),
  "createTask.predecessorIds": (id) => caller().post("/tasks", { ...task(), predecessorIds: [id] }),
  "changeTask.predecessorIds": async (id) => {
    const made = (await caller().post("/tasks", task())).body.id;
    return caller().patch(`/tasks/${made}`, { version: 1, predecessorIds: [id] });
  },
  "addLink.toId": (id) => caller().post(`/records/${own.task}/links`, { toId: id, kind: "related" }),
  "addComment.fileIds": (id) => caller().post(`/records/${own.task}/comments`, { source: "x", fileIds: [id] }),
  "addBankAccount.replacesId": (id) =>
    test.api.as(everyone.accountant).post(`/counterparties/${everyone.supplierId}/accounts`, {
      iban: "KZ86125KZT5004100100",
      bic: "CASPKZKA",
      currency: "KZT",
      replacesId: id,
    }),
  "createDocument.counterpartyId": (id) => test.api.as(everyone.by.lawyer).post("/documents", card(id)),
  "updateDocument.counterpartyId": (id) =>
    test.api.as(everyone.by.lawyer).patch(`/documents/${own.document}`, { version: 1, counterpartyId: id }),
  "createPerson.counterpartyId": (id) => test.api.as(everyone.by.admin).post("/people", { ...PERSON, counterpartyId: id }),
  "updatePerson.counterpartyId": (id) =>
    test.api.as(everyone.by.admin).patch(`/people/${everyone.by.contractor.id}`, { version: 1, counterpartyId: id }),
  "measureBudgetImpact.requestId": (id) => caller().post("/budgets/impact", { ...impact(), requestId: id }),
  "measureBudgetImpact.chainId": (id) => caller().post("/budgets/impact", { ...impact(), chainId: id }),
  "moveRequest.stepId": (id) =>
    caller().post(`/requests/${own.request}/transitions`, { action: "approve", version: 1, stepId: id }),
  "moveRequest.taskId": (id) => {
    const again = { action: "reopen", version: 1, reason: "x", work: { taskId: id } };
    return caller().post(`/requests/${own.closed}/transitions`, again);
  },
  "transitionDocument.stepId": (id) =>
    test.api.as(everyone.by.lawyer).post(`/documents/${own.document}/transitions`, { action: "approve", version: 1, stepId: id }),
  "readNotices.ids": (id) => caller().post("/notices/read", { ids: [id] }),
};

function impact() {
  const { branchId, costItemId } = everyone;
  return { lines: [{ branchId, costItemId, projectId: null, month: "2026-11", baseMinor: 1_00 }] };
}

/** Every field of the schema that is an id, by its own name. */
function idsIn(schema: Schema, name = ""): string[] {
  const inner = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => idsIn(value, key));
  const items = schema.items ? idsIn(schema.items, name) : [];
  const any = (schema.anyOf ?? []).flatMap((one) => idsIn(one, name));
  return [...(schema.format === "uuid" ? [name] : []), ...inner, ...items, ...any];
}

/** A reply without what differs from call to call. */
function said({ status, text }: Reply, id: string): string {
  const plain = text.replaceAll(id, "ID").replaceAll(/"(requestId|id|version|number|createdAt|updatedAt)":("[^"]*"|\d+)/gu, "");
  return `${status} ${plain}`;
}

it("in a body names nothing its writer may not see: the answer is that of an id which does not exist", async () => {
  const asked: string[] = [];
  for (const { id: operation, body } of await operationsOf(test)) {
    for (const field of new Set(body ? idsIn(body) : [])) {
      if (LISTED.has(field) || (field === "parentId" && LISTED_PARENTS.has(operation))) continue;
      const name = `${operation}.${field}`;
      const call = CALLS[name];
      if (!call) throw new Error(`${name} names a record: say above how it is asked about`);
      const absent = said(await call(ABSENT), ABSENT);
      // Nothing else is wrong with the body: the look-up itself answers.
      expect(absent, name).not.toMatch(/"code":"(required|unknownField)"/u);
      for (const [what, id] of Object.entries(hidden)) expect(said(await call(id), id), `${name}: a hidden ${what}`).toBe(absent);
      asked.push(name);
    }
  }
  expect(asked.toSorted()).toEqual(Object.keys(CALLS).toSorted());
});

it("in a form is kept only when its writer may choose it", async () => {
  const types = (await caller().get("/reference")).body.requestTypes;
  let fields = 0;
  for (const type of types) {
    // reason: the server keeps no type that is not one
    const ofType = allFields({ ...(type.definition as RequestType), common: type.common as RequestType["common"] });
    const keys = ofType.filter((field) => field.type === "document" || field.type === "counterparty").map(({ key }) => key);
    for (const key of keys) {
      fields += 1;
      for (const id of [...Object.values(hidden), ABSENT]) {
        const values = { counterparty: everyone.supplierId, [key]: id };
        const made = await caller().post("/requests", { type: type.code, values });
        expect(made.status, made.text).toBe(201);
        expect(made.body.fields, `${type.code}.${key}`).toContainEqual({ field: key, code: "unknownReference" });
        const { values: kept } = (await caller().get(`/requests/${made.body.id}`)).body;
        expect(kept, `${type.code}.${key}`).not.toHaveProperty(key, id);
      }
    }
  }
  expect(fields).toBeGreaterThan(4);
});

it("in the address of a list finds nothing that its reader may not see", async () => {
  for (const id of [...Object.values(hidden), ABSENT]) {
    expect((await caller().get(`/invoices?requestId=${id}`)).body.items).toEqual([]);
    expect((await caller().get(`/tasks?requestId=${id}`)).body.items).toEqual([]);
  }
});
