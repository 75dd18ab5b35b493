import requestTypes from "@tartip/domain/data/request-types.json" with { type: "json" };
import { addDays, companyDay, monthOf } from "@tartip/domain/kernel/calendar";
import type { TestApp } from "../kit/app.ts";
import { addPerson } from "../kit/cast.ts";
import { addCell, seedCompany, type Company } from "../kit/company.ts";

/** A company in which every step of every supplied type has somebody. */
export interface World extends Company {
  test: TestApp;
  /** Has no right beside those of every employee: asks for things. */
  asker: { id: string };
  admin: { id: string };
  /** Sees the requests of the personnel department. */
  personnel: { id: string };
  /** Whom forms name: for whom, who receives, who signs, who stands in. */
  colleague: { id: string };
  /** An item of which far too little is planned. */
  scarceItemId: string;
  today: string;
}

/** Whole tenge: nothing of a walk comes near. */
const ROOM = 5_000_000_000;
/** Less than the smallest payment of a walk by far more than a tenth. */
const SCARCE = 1_000;

export async function seedWorld(test: TestApp): Promise<World> {
  const company = await seedCompany(test);
  const managerId = company.head.id;
  const ops = { department: "OPS", managerId };
  const asker = await addPerson(test.app, "Asker", ["executor"], ops);
  const colleague = await addPerson(test.app, "Colleague", ["executor"], ops);
  // The kit's treasurer is an accountant as well: without one of these roles there is still somebody of the other.
  for (const role of ["purchaser", "marketing", "it", "hr", "admin", "treasurer", "accountant"]) {
    const name = `${role.charAt(0).toUpperCase()}${role.slice(1)}`;
    for (const nth of ["A", "B"])
      await addPerson(test.app, `${name}${nth}`, [role], { department: "ADM", managerId: company.ceo.id });
  }
  const owner = await addPerson(test.app, "Owner", ["executor"], { department: "ADM" });
  const above = test.app.db.updateTable("settings").set({ value: JSON.stringify(owner.id) });
  await above.where("key", "=", "ownerStandIn").executeTakeFirstOrThrow();
  const named = (name: string) => test.app.db.selectFrom("people").select("id").where("last_name", "=", name);
  const admin = await named("AdminA").executeTakeFirstOrThrow();
  const personnel = await named("HrB").executeTakeFirstOrThrow();
  const scarceItemId = await planned(test, company, "03.02", SCARCE);
  const costItemId = await planned(test, company, "03.03", ROOM);
  const today = companyDay(test.clock.now());
  return { ...company, test, asker, colleague, admin, personnel, scarceItemId, costItemId, today };
}

/** An item with a plan of this month. */
async function planned(test: TestApp, company: Company, code: string, plan: number): Promise<string> {
  const { id } = await test.app.db.selectFrom("cost_items").select("id").where("code", "=", code).executeTakeFirstOrThrow();
  const parties = { responsibleId: company.executor.id, enteredBy: company.accountant.id, approvedBy: company.ceo.id };
  await addCell(test.app, { plan, branchId: company.branchId, costItemId: id, ...parties });
  return id;
}

export type RequestType = (typeof requestTypes.types)[number];
export const TYPES: readonly RequestType[] = requestTypes.types;

interface Field {
  key: string;
  type: string;
  requiredAtStep?: string;
  options?: readonly unknown[];
  columns?: readonly string[];
}

/** A form filled in as its fields declare themselves; `over` says what a variant of the type is about. */
export function formOf(world: World, type: RequestType, nth: number, over: Record<string, unknown>): Record<string, unknown> {
  // reason: the supplied types differ in which of these properties their fields have
  const fields = [...requestTypes.common, ...type.fields] as unknown as Field[];
  const filled = fields.flatMap((field) => {
    const value = field.requiredAtStep === undefined ? valueOf(world, field, nth) : undefined;
    return value === undefined ? [] : [[field.key, value] as const];
  });
  return { ...Object.fromEntries(filled), ...over };
}

/** What a step fills in: the code of a payment as the law lists it, the rest as a form does. */
export function fieldsOfVote(world: World, type: RequestType, keys: readonly string[], nth: number): Record<string, unknown> {
  // reason: the supplied types differ in which of these properties their fields have
  const fields = (type.fields as unknown as Field[]).filter(({ key }) => keys.includes(key));
  return Object.fromEntries(fields.map((field) => [field.key, field.key === "knp" ? "710" : valueOf(world, field, nth)]));
}

/** Beside what a type of field says: a paper is of the past, a period ends after it began, days away differ. */
function dated({ today }: World, nth: number): Record<string, unknown> {
  // No two leaves of a person share a day, however many a walk asks for.
  const away = addDays(today, 30 + 3 * (nth % 8_000));
  return {
    invoiceDate: addDays(today, -4),
    dateFrom: away,
    dateTo: addDays(away, 2),
    publishTo: addDays(today, 20),
    validTo: addDays(today, 300),
  };
}

function valueOf(world: World, field: Field, nth: number): unknown {
  const [option] = field.options ?? [];
  const values: Record<string, unknown> = {
    text: `${field.key} ${nth}`,
    longtext: `${field.key} ${nth}`,
    // A few tiyn less each: the same amount on near days looks like a duplicate.
    money: 50_000_00 - (nth % 90_000),
    number: 1,
    date: addDays(world.today, 10),
    month: monthOf(world.today),
    currency: "KZT",
    priority: "medium",
    select: isOption(option) ? option.value : undefined,
    multiselect: isOption(option) ? [option.value] : undefined,
    vat: 16,
    bool: true,
    lines: [{ name: "Chair", spec: "Black", qty: "1", unit: "pc", estPrice: 100_00 }],
    user: field.key === "employee" ? world.asker.id : world.colleague.id,
    department: world.departmentId,
    branch: world.branchId,
    costItem: world.costItemId,
    counterparty: world.supplierId,
    document: world.contractId,
  };
  return field.key === "assignee" ? undefined : (dated(world, nth)[field.key] ?? values[field.type]);
}

function isOption(value: unknown): value is { value: string } {
  return typeof value === "object" && value !== null && "value" in value;
}

/** The keys of a type's fields that hold one file. */
export function fileFields(type: RequestType): string[] {
  return type.fields.flatMap((field) => (field.type === "file" ? [field.key] : []));
}
