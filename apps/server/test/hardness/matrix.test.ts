import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Caller } from "../kit/api.ts";
import { startTestApp, type TestApp } from "../kit/app.ts";
import { addPerson } from "../kit/cast.ts";
import { addFile } from "../kit/company.ts";
import { present } from "../kit/present.ts";
import { fillFiles, ROLES, seedEveryone, walkOf, type Everyone } from "./everyone.ts";
import { operationsOf, type Operation, type Schema } from "./operations.ts";

/** `ok`: the right is there, whatever the body or the state then says. */
type Outcome = "ok" | "401" | "403" | "404";
/** Roles by outcome, «*» = all others. */
type Row = Partial<Record<Outcome, string>>;
/** `own`: the caller's own record (or self); `foreign`: one of another department; `any`: no record in the address. */
type Matrix = Record<string, Partial<Record<Side, Row>>>;
type Side = "own" | "foreign" | "any";

const FILE = path.join(import.meta.dirname, "matrix.json");
const CALLERS = [...ROLES, "anonymous"];
/** No record gets there: a change that reaches the version has passed the rights. */
const OLD_VERSION = 999_999;
const LONG_AGO = new Date("2026-01-12T04:00:00Z");

let test: TestApp;
let everyone: Everyone;
let operations: Operation[];
let foreign: Record<string, string>;
const own = new Map<string, Record<string, string>>();
const nobody = "00000000-0000-7000-8000-000000000000";
/** What a second id of an address names. */
let inner: { accountId: string; heldId: string };

beforeAll(async () => {
  test = await startTestApp();
  everyone = await seedEveryone(test);
  operations = await operationsOf(test);
  const payment = await walkOf(test, everyone).sent(1_000);
  const { tasks } = (await test.api.as(everyone.coordinator).get(`/requests/${payment}`)).body;
  foreign = {
    requests: payment,
    records: payment,
    tasks: present(tasks[0]).id,
    invoices: await walkOf(test, everyone).invoiceOf(payment),
    documents: everyone.contractId,
    counterparties: everyone.supplierId,
    people: (await addPerson(test.app, "Spare", ["executor"])).id,
    files: await addFile(test.app, payment, null, everyone.coordinator.id),
    budgets: everyone.cellId,
    "inside-proposals": (await addPerson(test.app, "Outsider", ["contractor"], { external: true })).id,
  };
  // Who confirms has held their role for more than a day.
  await test.app.db.updateTable("person_roles").set({ granted_at: LONG_AGO }).execute();
  inner = {
    accountId: await addAccount(everyone.supplierId),
    heldId: (await heldOf(foreign["people"] ?? "")) ?? nobody,
  };
  for (const role of ROLES) own.set(role, await ownRecords(role));
  await fillFiles(test);
});
afterAll(() => test.stop());

/** An account that waits for its second person, entered by nobody who calls. */
async function addAccount(counterpartyId: string): Promise<string> {
  const account = { counterparty_id: counterpartyId, iban: "KZ86125KZT5004100100", bic: "CASPKZKA", currency: "KZT" };
  const entered = { entered_by: everyone.coordinator.id, entered_at: new Date("2026-11-10T04:00:00Z") };
  const row = await test.app.db
    .insertInto("bank_accounts")
    .values({ ...account, ...entered })
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}

async function heldOf(personId: string): Promise<string | undefined> {
  return (await test.app.db.selectFrom("person_roles").select("id").where("person_id", "=", personId).executeTakeFirst())?.id;
}

/** Undoes what a call before changed, so that the next caller meets the same things. */
async function restore(): Promise<void> {
  const { db } = test.app;
  await db.updateTable("files").set({ removed_at: null, removed_by: null }).execute();
  const waiting = { confirmed_by: null, confirmed_at: null, retired_at: null };
  await db.updateTable("bank_accounts").set(waiting).where("id", "=", inner.accountId).execute();
  const proposed = { external: true, inside_proposed_by: everyone.coordinator.id, inside_proposed_at: LONG_AGO };
  await db
    .updateTable("people")
    .set(proposed)
    .where("id", "=", foreign["inside-proposals"] ?? "")
    .execute();
  const person = foreign["people"] ?? "";
  if (await heldOf(person)) return;
  const role = await db.selectFrom("roles").select("id").where("code", "=", "executor").executeTakeFirstOrThrow();
  await db.insertInto("person_roles").values({ id: inner.heldId, person_id: person, role_id: role.id }).execute();
}

/** A request and a document of the person's own; of the other kinds nobody owns one by writing it. */
async function ownRecords(role: (typeof ROLES)[number]): Promise<Record<string, string>> {
  const { db } = test.app;
  const person = everyone.by[role].id;
  const type = await db.selectFrom("request_types").select("id").where("code", "=", "it").executeTakeFirstOrThrow();
  const at = new Date("2026-11-10T04:00:00Z");
  const record = async (kind: "request" | "task", rest: { assignee_id?: string; author_id: string }): Promise<string> => {
    const values = { kind, type_code: kind === "request" ? "it" : null, title: `Своё ${role}`, status: kind === "request" ? "new" : "todo", created_at: at, updated_at: at }; // prettier-ignore
    return (
      await db
        .insertInto("records")
        .values({ ...values, ...rest })
        .returning("id")
        .executeTakeFirstOrThrow()
    ).id;
  };
  const request = await record("request", { author_id: person });
  await db.insertInto("requests").values({ id: request, type_id: type.id, type_code: "it", chain_id: request }).execute();
  const task = await record("task", { author_id: everyone.head.id, assignee_id: person });
  await db.insertInto("tasks").values({ id: task, setter_id: everyone.head.id }).execute();
  const file = await addFile(test.app, request, null, person);
  return { requests: request, records: request, tasks: task, files: file, people: person };
}

const BODIES: Record<string, unknown> = {
  createPerson: { lastName: "Новый", firstName: "Человек", email: "new@test.example" },
  createCounterparty: { name: "ТОО", form: "too", resident: true },
  createDocument: { kindCode: "act", title: "Акт" },
  createRequest: { type: "it" },
  addAbsence: { fromDate: "2026-12-01", toDate: "2026-12-02" },
  addBankAccount: { iban: "KZ86125KZT5004100100", bic: "CASPKZKA", currency: "KZT" },
  createFirstAdmin: { token: "x".repeat(32), lastName: "А", firstName: "Б", email: "a@b.kz", password: "long enough words" },
  changeChecklistItem: { done: true },
  setRate: { currency: "USD", onDate: "2026-12-01", rateMicro: 520_500_000 },
  changeRequest: { version: OLD_VERSION, values: { title: "Другая" } },
  transitionDocument: { action: "close", version: OLD_VERSION, reason: "Причина" },
  transitionCounterparty: { action: "archive", version: OLD_VERSION, reason: "Причина" },
};

/** Bodies that name what the company was seeded with. */
function ownBody(id: string): unknown {
  if (id !== "measureBudgetImpact") return undefined;
  const { branchId, costItemId } = everyone;
  return { lines: [{ branchId, projectId: null, costItemId, month: "2026-11-01", baseMinor: 1 }] };
}

/** The least that a schema admits. */
function least(schema: Schema, name: string): unknown {
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (schema.enum) return schema.enum[0];
  if (type === "object" || schema.properties) {
    const required = new Set(schema.required ?? []);
    const inner = Object.entries(schema.properties ?? {}).filter(([key]) => required.has(key));
    return Object.fromEntries(inner.map(([key, one]) => [key, least(one, key)]));
  }
  if (type === "array") return [];
  if (type === "boolean") return true;
  if (type === "integer" || type === "number") return name === "version" ? OLD_VERSION : (schema.minimum ?? 1);
  if (schema.format === "uuid") return name === "assigneeId" || name === "personId" ? everyone.executor.id : foreign["requests"];
  if (schema.format === "date") return "2026-12-01";
  if (schema.format === "date-time") return "2026-12-01T04:00:00Z";
  if (schema.format === "email") return "a@b.kz";
  return name === "action" ? "cancel" : "текст".padEnd(schema.minLength ?? 0, "х");
}

async function outcome(operation: Operation, api: Caller, id: string | undefined): Promise<Outcome> {
  const named: Record<string, string> = { personId: "me", ...inner };
  const bare = operation.path.replace("{id}", operation.path.includes("/entries/") ? "1" : (id ?? nobody));
  const url = bare.replace(/\{(\w+)\}/gu, (_, name: string) => named[name] ?? nobody) + queryOf(operation);
  const body = operation.body ? (BODIES[operation.id] ?? ownBody(operation.id) ?? least(operation.body, "body")) : undefined;
  const headers: Record<string, string> = { "idempotency-key": `m-${calls++}` };
  const call = { GET: () => api.get(url), DELETE: () => api.delete(url, { headers }), POST: () => api.post(url, body, { headers }), PUT: () => api.put(url, body, { headers }), PATCH: () => api.patch(url, body, { headers }) }; // prettier-ignore
  await restore();
  const reply = operation.multipart ? await api.post(url, PART, { headers: MULTIPART }) : await call[operation.method]();
  expect(reply.status, `${operation.id}: ${reply.text}`).toBeLessThan(500);
  // Too many wrong passwords and a wrong password are one answer here.
  const code = reply.status === 429 ? "401" : String(reply.status);
  return code === "401" || code === "403" || code === "404" ? code : "ok";
}
let calls = 0;

const MULTIPART = { "content-type": "multipart/form-data; boundary=b" };
const PART = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\ntext\r\n--b--\r\n';

function queryOf({ parameters }: Operation): string {
  const required = parameters.filter((one) => one.in === "query" && one.required && !("default" in one.schema));
  const known: Record<string, string> = { year: "2026", currency: "USD" };
  const given = required.map(({ name, schema }) => `${name}=${known[name] ?? String(least(schema, name))}`);
  return given.length === 0 ? "" : `?${given.join("&")}`;
}

function rowOf(outcomes: Map<string, Outcome>): Row {
  const by = (wanted: Outcome): string[] => [...outcomes].filter(([, one]) => one === wanted).map(([role]) => role);
  const kinds = (["ok", "401", "403", "404"] as const).filter((one) => by(one).length > 0);
  const [widest] = kinds.toSorted((a, b) => by(b).length - by(a).length);
  return Object.fromEntries(kinds.map((one) => [one, one === widest ? "*" : by(one).join(" ")]));
}

async function measured(): Promise<Matrix> {
  const matrix: Matrix = {};
  for (const operation of operations) {
    const resource = operation.path.split("/")[3] ?? "";
    const withId = operation.path.includes("{id}");
    const sides: Side[] = withId ? (foreign[resource] ? ["foreign"] : ["any"]) : ["any"];
    if (withId && own.get("admin")?.[resource]) sides.push("own");
    const row: Partial<Record<Side, Row>> = {};
    for (const side of sides) {
      const outcomes = new Map<string, Outcome>();
      for (const caller of CALLERS) {
        const person = ROLES.find((role) => role === caller);
        if (!person && side === "own") continue;
        const api = person ? test.api.as(everyone.by[person]) : test.api;
        outcomes.set(caller, await outcome(operation, api, (side === "own" ? own.get(caller) : foreign)?.[resource]));
      }
      row[side] = rowOf(outcomes);
    }
    matrix[operation.id] = row;
  }
  return matrix;
}

it("every operation answers every role as the matrix says", async () => {
  const found = await measured();
  // A change of rights is written down on purpose, and read in the difference: TARTIP_MATRIX=write.
  if (process.env["TARTIP_MATRIX"] === "write") writeFileSync(FILE, `${JSON.stringify(found, null, 2)}\n`);
  const written: Matrix = JSON.parse(readFileSync(FILE, "utf8"));
  expect(operations.map((one) => one.id).filter((id) => !(id in written)), "operations without a row").toEqual([]); // prettier-ignore
  expect(found).toEqual(written);
});
