import { sql } from "kysely";
import type { TestApp } from "../kit/app.ts";
import { addPerson } from "../kit/cast.ts";
import { addFile, seedCompany } from "../kit/company.ts";
import { ROLES } from "./everyone.ts";
import type { Random } from "./random.ts";

export interface Crowd {
  people: { id: string; label: string }[];
  records: { id: string; kind: CrowdKind }[];
  places: Places;
}

export type CrowdKind = "request" | "task" | "invoice" | "document" | "counterparty";

export interface Places {
  branches: string[];
  departments: string[];
  queues: string[];
  types: { id: string; code: string; restricted: boolean }[];
  documentKinds: string[];
  suppliers: string[];
  costItemId: string;
}

const AT = new Date("2026-11-10T04:00:00Z");

/**
 * A company in which everybody is somehow tied to something: every role in two branches, narrowed and doubled
 * roles, heads, contractors; records of every kind and state with random people in every place.
 * Straight into the tables, so that also those combinations occur that no story reaches.
 */
export async function seedCrowd(test: TestApp, random: Random, size: number): Promise<Crowd> {
  await seedCompany(test);
  const people = await seedPeople(test, random);
  const places = await readPlaces(test);
  const crowd: Crowd = { people, places, records: places.suppliers.map((id) => ({ id, kind: "counterparty" })) };
  const add = async (kind: CrowdKind, count: number, make: (id: string, nth: number) => Promise<void>): Promise<void> => {
    for (let nth = 0; nth < count; nth += 1) {
      const type = random.pick(places.types);
      const id = await seedShared(test, random, {
        kind,
        nth,
        people,
        places,
        statuses: kind === "counterparty" ? ["active"] : STATES[kind],
        typeCode: kind === "document" ? random.pick(places.documentKinds) : type.code,
        restricted: kind === "document" ? random.chance(0.2) : type.restricted,
      });
      await make(id, nth);
      crowd.records.push({ id, kind });
    }
  };
  const idsOf = (kind: CrowdKind): string[] => crowd.records.filter((one) => one.kind === kind).map((one) => one.id);
  await add("request", size, (id) => seedRequest(test, random, id, places));
  await add("task", size, (id) => seedTask(test, random, id, people, idsOf("request")));
  await add("invoice", size, (id, nth) => seedInvoice(test, random, id, nth, places, idsOf("request")));
  await add("document", size, (id) => seedDocument(test, random, id, [...idsOf("request"), ...idsOf("invoice")]));
  return crowd;
}

async function seedPeople({ app }: TestApp, random: Random): Promise<Crowd["people"]> {
  const people: Crowd["people"] = [];
  const add = async (label: string, roles: string[], branch: string, department: string): Promise<string> => {
    const external = roles.includes("contractor");
    const { id } = await addPerson(app, `Crowd-${label}`, roles, { branch, department, external });
    people.push({ id, label });
    return id;
  };
  for (const role of ROLES) {
    await add(`${role}-ALA`, [role], "ALA", random.pick(["OPS", "FIN", "MKT"]));
    await add(`${role}-AST`, [role], "AST", random.pick(["OPS", "FIN", "MKT"]));
  }
  await add("contractor-and-accountant", ["contractor", "accountant"], "ALA", "FIN");
  await add("hr-and-coordinator", ["hr", "coordinator"], "ALA", "OPS");
  await add("nobody", [], "ALA", "OPS");
  const narrowed = await add("head-of-AST-only", ["head"], "ALA", "OPS");
  const heads = await add("heads-department", [], "AST", "MKT");
  await sql`update person_roles set branch_id = (select id from branches where code = 'AST') where person_id = ${narrowed}`.execute(
    app.db,
  );
  await sql`update departments set head_id = ${heads} where code = 'MKT'`.execute(app.db);
  await sql`insert into queues (role_code, department_id, branch_id) values ('coordinator', null, null),
    ('accountant', null, (select id from branches where code = 'AST')), ('hr', null, null), ('it', null, null)
    on conflict do nothing`.execute(app.db);
  return people;
}

async function readPlaces({ app }: TestApp): Promise<Places> {
  const ids = async (table: "branches" | "departments" | "queues" | "counterparties"): Promise<string[]> =>
    (await app.db.selectFrom(table).select("id").orderBy("id").execute()).map((row) => row.id);
  const { rows: types } = await sql<Places["types"][number]>`select distinct on (code) id, code,
    coalesce((definition->>'restricted')::boolean, false) as restricted from request_types order by code, version desc`.execute(
    app.db,
  );
  const kinds = await app.db.selectFrom("code_lists").select("code").where("list", "=", "document_kind").execute();
  const { id: costItemId } = await app.db.selectFrom("cost_items").select("id").limit(1).executeTakeFirstOrThrow();
  return {
    types,
    costItemId,
    documentKinds: kinds.map((kind) => kind.code),
    branches: await ids("branches"),
    departments: await ids("departments"),
    queues: await ids("queues"),
    suppliers: await ids("counterparties"),
  };
}

const STATES: Record<Exclude<CrowdKind, "counterparty">, readonly string[]> = {
  request: ["draft", "new", "in_progress", "approval", "waiting", "closed"],
  task: ["todo", "in_progress", "done"],
  invoice: ["received", "approval", "approved", "paid"],
  document: ["draft", "signed", "expired"],
};
const PARTS = ["watcher", "approver", "task", "reviewer", "mentioned", "contractor", "author", "assignee", "subject"];

export interface SharedSeed {
  kind: string;
  nth: number;
  people: Crowd["people"];
  places: Places;
  statuses: readonly string[];
  typeCode: string | null;
  restricted: boolean;
}

/** The shared row of a record of any kind, with random people in every place of it. */
export async function seedShared({ app }: TestApp, random: Random, seed: SharedSeed): Promise<string> {
  const { kind, nth, people, places } = seed;
  const someone = (): string => random.pick(people).id;
  const maybe = (from: readonly string[], probability: number): string | null =>
    random.chance(probability) ? random.pick(from) : null;
  const status = random.pick(seed.statuses);
  const title = `Толпа ${kind}${nth}x${random.below(1e6)}`;
  const { id } = await app.db
    .insertInto("records")
    .values({
      kind,
      type_code: seed.typeCode,
      title,
      status,
      open: !["closed", "done", "paid", "expired"].includes(status),
      restricted: seed.restricted,
      author_id: someone(),
      assignee_id: random.chance(0.6) ? someone() : null,
      queue_id: maybe(places.queues, 0.3),
      subject_id: random.chance(0.2) ? someone() : null,
      department_id: maybe(places.departments, 0.8),
      branch_id: maybe(places.branches, 0.8),
      created_at: AT,
      updated_at: AT,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  for (const person of random.some(people, 0.06)) {
    const row = { record_id: id, person_id: person.id, role: random.pick(PARTS), since: AT };
    await app.db.insertInto("participants").values(row).execute();
  }
  await app.db.insertInto("record_search").values({ record_id: id, kind, text: title }).execute();
  return id;
}

async function seedRequest({ app }: TestApp, random: Random, id: string, { types, suppliers }: Places): Promise<void> {
  const { type_code: code } = await app.db
    .selectFrom("records")
    .select("type_code")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const type = types.find((one) => one.code === code);
  if (!type) throw new Error(`no request type ${code}`);
  const amount = random.chance(0.7) ? 1_000 + random.below(1_000_000) : null;
  await app.db
    .insertInto("requests")
    .values({
      id,
      type_id: type.id,
      type_code: type.code,
      chain_id: id,
      amount_minor: amount,
      base_minor: amount,
      currency: amount === null ? null : "KZT",
      counterparty_id: random.chance(0.5) ? random.pick(suppliers) : null,
    })
    .execute();
}

async function seedTask(test: TestApp, random: Random, id: string, people: Crowd["people"], requests: string[]): Promise<void> {
  const { db } = test.app;
  const parent = random.chance(0.8) ? random.pick(requests) : null;
  const setter = random.pick(people).id;
  await db.insertInto("tasks").values({ id, parent_record_id: parent, setter_id: setter }).execute();
  // A task carries its request's type and seclusion, as the services set them.
  await sql`update records t set restricted = coalesce(q.restricted, false), type_code = q.type_code, author_id = ${setter}
    from (values (1)) one(n) left join records q on q.id = ${parent} where t.id = ${id}`.execute(db);
}

async function seedInvoice(
  { app }: TestApp,
  random: Random,
  id: string,
  nth: number,
  { branches, suppliers, costItemId }: Places,
  requests: string[],
): Promise<void> {
  const amount = 1_000 + random.below(1_000_000);
  const request = random.chance(0.8) ? random.pick(requests) : null;
  await app.db
    .insertInto("invoices")
    .values({
      id,
      request_id: request,
      chain_id: request ?? id,
      counterparty_id: random.pick(suppliers),
      invoice_number: `C-${nth}`,
      number_key: `c${nth}`,
      invoice_date: "2026-11-01",
      amount_minor: amount,
      currency: "KZT",
      base_minor: amount,
      rate_micro: 1_000_000,
      rate_date: "2026-11-01",
      vat_rate: "none",
      vat_minor: 0,
    })
    .execute();
  const split = { invoice_id: id, line_no: 1, branch_id: random.pick(branches), cost_item_id: costItemId, month: "2026-11-01" };
  await app.db
    .insertInto("invoice_splits")
    .values({ ...split, amount_minor: amount, base_minor: amount })
    .execute();
  await sql`update records i set restricted = coalesce(q.restricted, false), type_code = q.type_code
    from (values (1)) one(n) left join records q on q.id = ${request} where i.id = ${id}`.execute(app.db);
}

async function seedDocument(test: TestApp, random: Random, id: string, parents: string[]): Promise<void> {
  const { db } = test.app;
  const row = await db.selectFrom("records").select(["type_code", "author_id"]).where("id", "=", id).executeTakeFirstOrThrow();
  await db
    .insertInto("documents")
    .values({ id, kind_code: row.type_code ?? "contract", amount_minor: 1_000 + random.below(1e6), currency: "KZT" })
    .execute();
  await addFile(test.app, id, "file", row.author_id);
  for (const parent of random.some(parents, 1.5 / parents.length)) {
    const [from, to] = random.chance(0.5) ? [parent, id] : [id, parent];
    const unseen = from === parent && random.chance(0.5);
    const named = unseen ? { kind: "basis", seen: false } : { kind: "related", seen: true };
    const link = { from_id: from, to_id: to, ...named, created_by: row.author_id, created_at: AT };
    await db.insertInto("record_links").values(link).execute();
  }
}
