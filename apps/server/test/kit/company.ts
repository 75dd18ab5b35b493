import type { TestApp } from "./app.ts";
import { addPerson } from "./cast.ts";

/** A small company in which a payment can be asked for, approved and paid. */
export interface Company {
  ceo: { id: string };
  cfo: { id: string };
  head: { id: string };
  /** Coordinators of the department; the first writes, the second takes. */
  author: { id: string };
  coordinator: { id: string };
  lawyer: { id: string };
  accountant: { id: string };
  treasurer: { id: string };
  executor: { id: string };
  /** Belongs to another department of another branch. */
  stranger: { id: string };
  branchId: string;
  departmentId: string;
  costItemId: string;
  supplierId: string;
  contractId: string;
  cellId: string;
}

/** Whole tenge planned in the test cell for November 2026. */
export const PLAN = 1_000_000;

export async function seedCompany({ app }: Pick<TestApp, "app">): Promise<Company> {
  const { db } = app;
  const ceo = await addPerson(app, "Ceo", ["ceo"], { department: "ADM" });
  const managerId = ceo.id;
  const head = await addPerson(app, "Head", ["head"], { department: "OPS", managerId });
  const cfo = await addPerson(app, "Cfo", ["cfo"], { department: "FIN", managerId });
  const ops = { department: "OPS", managerId: head.id };
  const people = {
    ceo,
    cfo,
    head,
    author: await addPerson(app, "Author", ["coordinator"], ops),
    coordinator: await addPerson(app, "Coordinator", ["coordinator"], ops),
    lawyer: await addPerson(app, "Lawyer", ["lawyer"], { department: "LEG", managerId }),
    accountant: await addPerson(app, "Accountant", ["accountant"], { managerId: cfo.id }),
    treasurer: await addPerson(app, "Treasurer", ["accountant", "treasurer"], { managerId: cfo.id }),
    executor: await addPerson(app, "Executor", ["executor"], ops),
    stranger: await addPerson(app, "Stranger", ["coordinator"], { department: "MKT", branch: "AST" }),
  };
  const { id: departmentId } = await db
    .updateTable("departments")
    .set({ head_id: head.id })
    .where("code", "=", "OPS")
    .returning("id")
    .executeTakeFirstOrThrow();
  const { id: branchId } = await db.selectFrom("branches").select("id").where("code", "=", "ALA").executeTakeFirstOrThrow();
  const { id: costItemId } = await db.selectFrom("cost_items").select("id").where("code", "=", "03.01").executeTakeFirstOrThrow();
  const supplierId = await addSupplier(app, people.accountant.id, people.treasurer.id);
  const contractId = await addDocument(app, { kind: "contract", authorId: people.author.id, counterpartyId: supplierId });
  const cellId = await addCell(app, {
    branchId,
    costItemId,
    responsibleId: people.executor.id,
    enteredBy: people.accountant.id,
    approvedBy: ceo.id,
  });
  return { ...people, branchId, departmentId, costItemId, supplierId, contractId, cellId };
}

async function addSupplier({ db }: TestApp["app"], enteredBy: string, confirmedBy: string): Promise<string> {
  const at = new Date("2026-11-01T04:00:00Z");
  const record = {
    kind: "counterparty",
    title: "ТОО «Медснаб Демо»",
    status: "active",
    author_id: enteredBy,
    created_at: at,
    updated_at: at,
  };
  const { id } = await db.insertInto("records").values(record).returning("id").executeTakeFirstOrThrow();
  await db
    .insertInto("counterparties")
    .values({ id, name: record.title, form: "too", bin: "200740981006", kbe: "17", vat_payer: true, currency: "KZT" })
    .execute();
  await db
    .insertInto("bank_accounts")
    .values({
      counterparty_id: id,
      iban: "KZ31722A503379800938",
      bic: "CASPKZKA",
      currency: "KZT",
      entered_by: enteredBy,
      entered_at: at,
      confirmed_by: confirmedBy,
      confirmed_at: at,
    })
    .execute();
  return id;
}

/** A signed document with a file, e.g. a contract or an act. */
export async function addDocument(
  app: TestApp["app"],
  input: { kind: string; authorId: string; counterpartyId: string },
): Promise<string> {
  const at = new Date("2026-11-01T04:00:00Z");
  const { kind, authorId, counterpartyId } = input;
  const record = {
    kind: "document",
    type_code: kind,
    title: `${kind} 01/2026-03`,
    status: "signed",
    author_id: authorId,
    created_at: at,
    updated_at: at,
  };
  const { id } = await app.db.insertInto("records").values(record).returning("id").executeTakeFirstOrThrow();
  await app.db
    .insertInto("documents")
    .values({ id, kind_code: kind, doc_number: "01/2026-03", doc_date: "2026-01-12", counterparty_id: counterpartyId })
    .execute();
  await addFile(app, id, null, authorId);
  return id;
}

/** A stored file of a record, put straight into the tables: content does not matter to the rules. */
export async function addFile(
  { db }: TestApp["app"],
  recordId: string,
  fieldKey: string | null,
  by: string,
  content = "a",
): Promise<string> {
  const { id } = await db
    .insertInto("files")
    .values({
      record_id: recordId,
      field_key: fieldKey,
      name: "file.pdf",
      media_type: "application/pdf",
      size_bytes: 10,
      sha256: content.repeat(64).slice(0, 64),
      storage_key: `test-${recordId}-${fieldKey}-${content}`,
      uploaded_by: by,
      uploaded_at: new Date("2026-11-10T04:00:00Z"),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

interface CellSeed {
  /** Whole tenge; usually `PLAN`. */
  plan?: number;
  branchId: string;
  costItemId: string;
  responsibleId: string;
  enteredBy: string;
  approvedBy: string;
}

/** A cell of November 2026 with an approved plan. */
export async function addCell({ db }: TestApp["app"], seed: CellSeed): Promise<string> {
  const line = { branch_id: seed.branchId, cost_item_id: seed.costItemId, responsible_id: seed.responsibleId };
  const { id: lineId } = await db.insertInto("budget_lines").values(line).returning("id").executeTakeFirstOrThrow();
  const planMinor = (seed.plan ?? PLAN) * 100;
  const { id: cellId } = await db
    .insertInto("budget_cells")
    .values({ line_id: lineId, month: "2026-11-01", plan_minor: planMinor })
    .returning("id")
    .executeTakeFirstOrThrow();
  const at = new Date("2026-01-05T04:00:00Z");
  await db
    .insertInto("budget_entries")
    .values({ cell_id: cellId, kind: "plan", amount_minor: planMinor, cause: "plan", actor_id: seed.approvedBy, at })
    .execute();
  const { id: planId } = await db
    .insertInto("budget_plans")
    .values({ entered_by: seed.enteredBy, entered_at: at, approved_by: seed.approvedBy, approved_at: at })
    .returning("id")
    .executeTakeFirstOrThrow();
  await db.insertInto("budget_plan_cells").values({ plan_id: planId, cell_id: cellId, plan_minor: planMinor }).execute();
  return cellId;
}
