import { sql } from "kysely";
import { startTestApp, type TestApp } from "../../../../test/kit/app.ts";
import type { Context } from "../../../platform/context.ts";
import type { Tx } from "../../../platform/db/database.ts";
import { inTransaction } from "../../../platform/db/transaction.ts";
import { recordsModule } from "../../../records/routes.ts";
import { accessModule } from "../../access/index.ts";
import { budgetsModule } from "../../budgets/index.ts";
import { peopleModule } from "../../people/index.ts";
import { referenceModule } from "../../reference/index.ts";
import { invoicesModule } from "../index.ts";
import { approvePlan, enterPlan } from "../../budgets/commands.ts";
import { createForRequest, type RequestInvoice } from "../commands.ts";

export interface Person {
  id: string;
}

/** A company in small: who asks, who decides, who pays, and what they need for one payment request. */
export interface Cast extends TestApp {
  author: Person;
  accountant: Person;
  treasurer: Person;
  cfo: Person;
  ceo: Person;
  coordinator: Person;
  /** Sees nothing of it. */
  outsider: Person;
  branchId: string;
  costItemId: string;
  counterpartyId: string;
  basisId: string;
  /** A use case as this person, in one transaction. */
  as<T>(person: Person, work: (tx: Tx, ctx: Context) => Promise<T>): Promise<T>;
  /** A payment request with file and basis, and its invoice «Получен». */
  request(input?: Partial<RequestInvoice>): Promise<{ requestId: string; invoiceId: string; input: RequestInvoice }>;
  /** Two votes for a request, by these people. */
  voted(requestId: string, ...people: Person[]): Promise<string[]>;
  status(id: string): Promise<{ status: string; version: number }>;
}

export const MONTH = "2026-11-01";
export const PLAN = 100_000_00;

export async function startCast(): Promise<Cast> {
  const test = await startTestApp({
    modules: [referenceModule, accessModule, peopleModule, recordsModule, budgetsModule, invoicesModule],
  });
  const people = await settle(test);
  const things = await provide(test, people);
  const as: Cast["as"] = async (who, work) => {
    const actor = await test.app.sessions.actors.fresh(who.id);
    if (!actor) throw new Error("no such person");
    const ctx: Context = {
      app: test.app,
      actor,
      language: "ru",
      via: "api",
      requestId: "test",
      ip: null,
      sessionId: null,
      now: () => test.clock.now(),
    };
    return inTransaction(test.app, (tx) => work(tx, ctx));
  };
  const { branchId, costItemId } = things;
  const line = { branchId, projectId: null, costItemId, responsibleId: people.coordinator.id, month: MONTH, planMinor: PLAN };
  const planId = await as(people.cfo, (tx, ctx) => enterPlan(tx, ctx, [line]));
  await as(people.ceo, (tx, ctx) => approvePlan(tx, ctx, planId));
  return {
    ...test,
    ...people,
    ...things,
    as,
    request: requesting(test, { ...people, ...things }, as),
    voted: (requestId, ...voters) => vote(test, requestId, people.author.id, voters),
    async status(recordId) {
      return test.app.db.selectFrom("records").select(["status", "version"]).where("id", "=", recordId).executeTakeFirstOrThrow();
    },
  };
}

type People = Pick<Cast, "author" | "accountant" | "treasurer" | "cfo" | "ceo" | "coordinator" | "outsider"> & {
  departmentId: string;
  branchId: string;
};
type Things = Pick<Cast, "costItemId" | "counterpartyId" | "basisId" | "branchId">;

async function idOf(test: TestApp, query: ReturnType<typeof sql>): Promise<string> {
  // reason: every query of this file returns one column `id`
  const row = (await query.execute(test.app.db)).rows[0] as { id: string };
  return row.id;
}

async function settle(test: TestApp): Promise<People> {
  const id = (query: ReturnType<typeof sql>) => idOf(test, query);
  const name = JSON.stringify({ ru: "Тест" });
  const branchId = await id(sql`insert into branches (code, name, city) values ('TST', ${name}, ${name}) returning id`);
  const departmentId = await id(sql`insert into departments (code, name) values ('TST', ${name}) returning id`);
  const elsewhere = await id(sql`insert into departments (code, name) values ('ELS', ${name}) returning id`);
  const person = async (surname: string, roles: string[], department = departmentId): Promise<Person> => {
    const personId = await id(sql`insert into people (last_name, first_name, email, department_id, branch_id)
      values (${surname}, 'T', ${`${surname.toLowerCase()}@test.example`}, ${department}, ${branchId}) returning id`);
    for (const role of roles) {
      await sql`insert into person_roles (person_id, role_id) select ${personId}, id from roles where code = ${role}`.execute(
        test.app.db,
      );
    }
    return { id: personId };
  };
  return {
    departmentId,
    branchId,
    author: await person("Author", []),
    accountant: await person("Accountant", ["accountant"]),
    treasurer: await person("Treasurer", ["treasurer"]),
    cfo: await person("Cfo", ["cfo"]),
    ceo: await person("Ceo", ["ceo"]),
    coordinator: await person("Coordinator", ["coordinator"]),
    outsider: await person("Outsider", [], elsewhere),
  };
}

const STATUS = { request: "new", counterparty: "active", document: "signed" };

function newRecord(test: TestApp, people: People, kind: keyof typeof STATUS, typeCode: string | null): Promise<string> {
  const at = test.clock.now();
  return idOf(
    test,
    sql`insert into records (kind, type_code, title, status, author_id, department_id, branch_id, created_at, updated_at)
      values (${kind}, ${typeCode}, 'Consumables', ${STATUS[kind]}, ${people.author.id}, ${people.departmentId}, ${people.branchId}, ${at}, ${at}) returning id`,
  );
}

/** A supplier with a confirmed account, a contract with its file, a cost item. */
async function provide(test: TestApp, people: People): Promise<Things> {
  const { db } = test.app;
  const costItemId = await idOf(
    test,
    sql`select id from cost_items where parent_id is not null and not restricted order by code limit 1`,
  );
  const counterpartyId = await newRecord(test, people, "counterparty", null);
  await sql`insert into counterparties (id, name, form, bin, vat_payer) values (${counterpartyId}, 'Supplier', 'too', '200740981006', true)`.execute(
    db,
  );
  await sql`insert into bank_accounts (counterparty_id, iban, bic, currency, entered_by, entered_at, confirmed_by, confirmed_at)
    values (${counterpartyId}, 'KZ31722A503379800938', 'CASPKZKA', 'KZT', ${people.author.id}, now(), ${people.cfo.id}, now())`.execute(
    db,
  );
  const basisId = await newRecord(test, people, "document", "contract");
  await sql`insert into documents (id, kind_code, doc_number) values (${basisId}, 'contract', '1')`.execute(db);
  await addFile(test, basisId, null, people.author.id);
  return { costItemId, counterpartyId, basisId, branchId: people.branchId };
}

function requesting(test: TestApp, cast: People & Things, as: Cast["as"]): Cast["request"] {
  let made = 0;
  return async (input = {}) => {
    made += 1;
    const requestId = await newRecord(test, cast, "request", "payment");
    const typeId = await idOf(test, sql`select id from request_types where code = 'payment' and current`);
    await sql`insert into requests (id, type_id, type_code, chain_id) values (${requestId}, ${typeId}, 'payment', ${input.chainId ?? requestId})`.execute(
      test.app.db,
    );
    const fileId = await addFile(test, requestId, "invoiceFile", cast.author.id);
    const amountMinor = input.amountMinor ?? 1_000_00 + made;
    const invoice: RequestInvoice = {
      requestId,
      chainId: requestId,
      counterpartyId: cast.counterpartyId,
      invoiceNumber: `A-${made}`,
      invoiceDate: "2026-11-10",
      amountMinor,
      currency: "KZT",
      vatRate: "16",
      purpose: "Consumables",
      knp: "710",
      payKind: "post",
      payBy: "2026-11-30",
      fileId,
      basisId: cast.basisId,
      basisKind: "contract",
      splits: [{ branchId: cast.branchId, projectId: null, costItemId: cast.costItemId, month: MONTH, amountMinor }],
      ...input,
    };
    const invoiceId = await as(cast.author, (tx, ctx) => createForRequest(tx, ctx, invoice));
    return { requestId, invoiceId, input: invoice };
  };
}

async function addFile(test: TestApp, recordId: string, fieldKey: string | null, personId: string): Promise<string> {
  return idOf(
    test,
    sql`insert into files (record_id, field_key, name, uploaded_by, uploaded_at, size_bytes, media_type, sha256, storage_key)
    values (${recordId}, ${fieldKey}, 'a.pdf', ${personId}, now(), 1, 'application/pdf', 'h', 'k') returning id`,
  );
}

async function vote(test: TestApp, requestId: string, starterId: string, voters: Person[]): Promise<string[]> {
  const run = await sql<{ id: string }>`insert into approval_runs (record_id, status, state, started_by, started_at)
    values (${requestId}, 'approved', '{}', ${starterId}, now()) returning id`.execute(test.app.db);
  const ids: string[] = [];
  for (const [n, voter] of voters.entries()) {
    const { rows } = await sql<{ id: string }>`
      with step as (insert into approval_steps (run_id, record_id, step_key, title, round, position, status)
        values (${run.rows[0]?.id ?? ""}, ${requestId}, ${`s${n}`}, '{}', 1, ${n}, 'finished') returning id, run_id, record_id)
      insert into approval_votes (step_id, run_id, record_id, act, person_id, decision, record_version, vouched_hash, at)
      select id, run_id, record_id, ${n}, ${voter.id}, 'approve', 1, 'h', now() from step returning id`.execute(test.app.db);
    ids.push(rows[0]?.id ?? "");
  }
  return ids;
}
