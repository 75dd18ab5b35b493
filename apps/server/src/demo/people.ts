import { addMonths } from "@tartip/domain/kernel/calendar";
import type { App } from "../platform/app.ts";
import { audit } from "../platform/audit.ts";
import type { Context } from "../platform/context.ts";
import type { Tx } from "../platform/db/database.ts";
import { hashPassword } from "../platform/session/passwords.ts";
import { notifyActorChanged } from "../modules/access/commands.ts";
import { addRow, branches, departments, projects, setRate } from "../modules/organisation/commands.ts";
import { COMPANY, type Shift } from "./company.ts";
import { contextAs } from "./context.ts";

/** Code of the data → id. */
export type Ids = Map<string, string>;

export interface Structure {
  branches: Ids;
  departments: Ids;
  people: Ids;
  projects: Ids;
}

/** The person who administers the demonstration company. */
const ADMINISTRATOR = "E021";
const FOUNDED = "2025-10-01";

/**
 * People with their roles and managers, then branches, departments and projects as their administrator enters them,
 * settings, rates: all in one transaction.
 */
export async function seedStructure(app: App, tx: Tx, shift: Shift): Promise<Structure> {
  const people = await seedPeople(tx, shift, await hashPassword(app.config.demoPassword));
  await seedRoles(tx, shift, people);
  const ctx = await contextAs(app, idOf(people, ADMINISTRATOR), shift.at(FOUNDED, "10:00"), tx);
  const places = { branches: await seedBranches(tx, ctx, people), departments: await seedDepartments(tx, ctx, people) };
  await placePeople(tx, people, places);
  const made = await seedProjects(tx, ctx, shift, places.branches, people);
  await seedSettings(tx, shift, people);
  await seedRates(tx, ctx, shift);
  notifyActorChanged(tx);
  await journal(tx, ctx, people);
  return { ...places, people, projects: made };
}

/** The id the data's code stands for. @throws Error for a code outside the data */
export function idOf(ids: ReadonlyMap<string, string>, code: string): string {
  const id = ids.get(code);
  if (id === undefined) throw new Error(`the demonstration data has no ${code}`);
  return id;
}

async function seedBranches(tx: Tx, ctx: Context, people: Ids): Promise<Ids> {
  const ids: Ids = new Map();
  for (const { code, name, bin, headId } of COMPANY.branches) {
    ids.set(code, await addRow(tx, ctx, branches, { code, name, city: name, bin, headId: idOf(people, headId) }));
  }
  return ids;
}

async function seedDepartments(tx: Tx, ctx: Context, people: Ids): Promise<Ids> {
  const ids: Ids = new Map();
  for (const { code, name, headId } of COMPANY.departments) {
    ids.set(code, await addRow(tx, ctx, departments, { code, name, headId: idOf(people, headId) }));
  }
  return ids;
}

function idsBy(rows: { id: string; code: string | null }[]): Ids {
  return new Map(rows.flatMap(({ id, code }) => (code === null ? [] : [[code, id] as const])));
}

async function seedPeople(tx: Tx, shift: Shift, passwordHash: string): Promise<Ids> {
  const rows = COMPANY.employees.map((person) => ({
    code: person.id,
    last_name: person.lastName,
    first_name: person.firstName,
    position: person.position,
    email: person.email,
    phone: person.phone,
    language: person.lang,
    external: person.roles.includes("contractor"),
    password_hash: passwordHash,
    created_at: shift.at(FOUNDED, "09:00"),
  }));
  return idsBy(await tx.insertInto("people").values(rows).returning(["id", "code"]).execute());
}

async function placePeople(tx: Tx, people: Ids, places: Pick<Structure, "branches" | "departments">): Promise<void> {
  for (const { id, managerId, department, branch } of COMPANY.employees) {
    const place = {
      manager_id: managerId === null ? null : idOf(people, managerId),
      department_id: department === null ? null : idOf(places.departments, department),
      branch_id: idOf(places.branches, branch),
    };
    await tx.updateTable("people").set(place).where("id", "=", idOf(people, id)).execute();
  }
}

async function seedRoles(tx: Tx, shift: Shift, people: Ids): Promise<void> {
  const roles = idsBy(await tx.selectFrom("roles").select(["id", "code"]).execute());
  const rows = COMPANY.employees.flatMap((person) =>
    person.roles.map((code) => ({
      person_id: idOf(people, person.id),
      role_id: idOf(roles, code),
      granted_by: idOf(people, ADMINISTRATOR),
      granted_at: shift.at(FOUNDED, "10:00"),
    })),
  );
  await tx.insertInto("person_roles").values(rows).execute();
}

async function seedProjects(tx: Tx, ctx: Context, shift: Shift, places: Ids, people: Ids): Promise<Ids> {
  const ids: Ids = new Map();
  for (const { code, name, branch, ownerId, from, to, status } of COMPANY.projects) {
    const days = { fromDate: shift.day(from), toDate: shift.day(to) };
    const owned = { branchId: idOf(places, branch), ownerId: idOf(people, ownerId) };
    ids.set(code, await addRow(tx, ctx, projects, { code, name, ...owned, ...days, active: status === "active" }));
  }
  return ids;
}

async function seedSettings(tx: Tx, shift: Shift, people: Ids): Promise<void> {
  const { name, bin, kbe, vatPayer, address } = COMPANY.company;
  const { ownerStandIn, ...limits } = COMPANY.settings;
  const values: Record<string, unknown> = {
    company: { name, bin, kbe, vatPayer, address },
    thresholds: COMPANY.matrix.thresholds,
    ownerStandIn: idOf(people, ownerStandIn),
    setUpClosed: true,
    ...limits,
  };
  const at = shift.at(FOUNDED, "10:30");
  for (const [key, value] of Object.entries(values)) {
    const row = { value: JSON.stringify(value), updated_at: at, updated_by: idOf(people, ADMINISTRATOR) };
    await tx
      .insertInto("settings")
      .values({ key, ...row })
      .onConflict((conflict) => conflict.column("key").doUpdateSet(row))
      .execute();
  }
}

/** Invented rates of the first of each month, in millionths: the first of them and the change a month. */
const RATES: Record<string, { start: number; step: number }> = {
  USD: { start: 512_400_000, step: 1_150_000 },
  EUR: { start: 556_900_000, step: 1_730_000 },
  RUB: { start: 6_210_000, step: 24_000 },
};
const FIRST_RATE_MONTH = "2025-10";
const RATE_MONTHS = 14;

async function seedRates(tx: Tx, ctx: Context, shift: Shift): Promise<void> {
  for (const [currency, { start, step }] of Object.entries(RATES)) {
    for (let index = 0; index < RATE_MONTHS; index += 1) {
      const onDate = `${shift.month(addMonths(FIRST_RATE_MONTH, index))}-01`;
      await setRate(tx, ctx, { currency, onDate, rateMicro: start + step * index + (index % 3) * Math.round(step / 2) });
    }
  }
}

/** The journal begins with the administrator setting the company up. */
async function journal(tx: Tx, ctx: Context, people: Ids): Promise<void> {
  for (const { id, lastName, firstName, position, roles } of COMPANY.employees) {
    const entityId = idOf(people, id);
    await audit(tx, ctx, {
      action: "person.created",
      entity: "person",
      entityId,
      after: { lastName, firstName, position, roles },
    });
  }
}
