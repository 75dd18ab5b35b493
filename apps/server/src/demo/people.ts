import { addMonths } from "@tartip/domain/kernel/calendar";
import type { App } from "../platform/app.ts";
import { audit } from "../platform/audit.ts";
import type { Tx } from "../platform/db/database.ts";
import { hashPassword } from "../platform/session/passwords.ts";
import { notifyActorChanged } from "../modules/access/commands.ts";
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
const FOUNDED = "2026-01-05";

/** Branches, departments, people with their roles, heads and managers, projects, settings, rates: all in one transaction. */
export async function seedStructure(app: App, tx: Tx, shift: Shift): Promise<Structure> {
  const passwordHash = await hashPassword(app.config.demoPassword);
  const branches = await seedBranches(tx);
  const departments = await seedDepartments(tx);
  const people = await seedPeople(tx, shift, { branches, departments, passwordHash });
  await seedRoles(tx, shift, people);
  await seedHeads(tx, people);
  const projects = await seedProjects(tx, shift, branches, people);
  await seedSettings(tx, shift, people);
  await seedRates(tx, shift);
  notifyActorChanged(tx);
  await journal(app, tx, shift, people);
  return { branches, departments, people, projects };
}

/** The id the data's code stands for. @throws Error for a code outside the data */
export function idOf(ids: ReadonlyMap<string, string>, code: string): string {
  const id = ids.get(code);
  if (id === undefined) throw new Error(`the demonstration data has no ${code}`);
  return id;
}

async function seedBranches(tx: Tx): Promise<Ids> {
  const rows = COMPANY.branches.map(({ code, name, bin }, position) => {
    const text = JSON.stringify(name);
    return { code, name: text, city: text, bin, position };
  });
  return idsBy(await tx.insertInto("branches").values(rows).returning(["id", "code"]).execute());
}

async function seedDepartments(tx: Tx): Promise<Ids> {
  const rows = COMPANY.departments.map(({ code, name }, position) => ({ code, name: JSON.stringify(name), position }));
  return idsBy(await tx.insertInto("departments").values(rows).returning(["id", "code"]).execute());
}

function idsBy(rows: { id: string; code: string | null }[]): Ids {
  return new Map(rows.flatMap(({ id, code }) => (code === null ? [] : [[code, id] as const])));
}

interface Places {
  branches: Ids;
  departments: Ids;
  passwordHash: string;
}

async function seedPeople(tx: Tx, shift: Shift, { branches, departments, passwordHash }: Places): Promise<Ids> {
  const rows = COMPANY.employees.map((person) => ({
    code: person.id,
    last_name: person.lastName,
    first_name: person.firstName,
    position: person.position,
    department_id: person.department === null ? null : idOf(departments, person.department),
    branch_id: idOf(branches, person.branch),
    email: person.email,
    phone: person.phone,
    language: person.lang,
    external: person.roles.includes("contractor"),
    password_hash: passwordHash,
    created_at: shift.at(FOUNDED, "09:00"),
  }));
  const people = idsBy(await tx.insertInto("people").values(rows).returning(["id", "code"]).execute());
  for (const { id, managerId } of COMPANY.employees) {
    if (managerId === null) continue;
    await tx
      .updateTable("people")
      .set({ manager_id: idOf(people, managerId) })
      .where("id", "=", idOf(people, id))
      .execute();
  }
  return people;
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

async function seedHeads(tx: Tx, people: Ids): Promise<void> {
  for (const { code, headId } of COMPANY.branches) {
    await tx
      .updateTable("branches")
      .set({ head_id: idOf(people, headId) })
      .where("code", "=", code)
      .execute();
  }
  for (const { code, headId } of COMPANY.departments) {
    await tx
      .updateTable("departments")
      .set({ head_id: idOf(people, headId) })
      .where("code", "=", code)
      .execute();
  }
}

async function seedProjects(tx: Tx, shift: Shift, branches: Ids, people: Ids): Promise<Ids> {
  const rows = COMPANY.projects.map((project) => ({
    code: project.code,
    name: project.name,
    branch_id: idOf(branches, project.branch),
    owner_id: idOf(people, project.ownerId),
    from_date: shift.day(project.from),
    to_date: shift.day(project.to),
    status: project.status,
  }));
  return idsBy(await tx.insertInto("projects").values(rows).returning(["id", "code"]).execute());
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

/** Invented rates of the first of each month, in millionths: the start of the year and the change a month. */
const RATES: Record<string, { start: number; step: number }> = {
  USD: { start: 512_400_000, step: 1_150_000 },
  EUR: { start: 556_900_000, step: 1_730_000 },
  RUB: { start: 6_210_000, step: 24_000 },
};
const FIRST_RATE_MONTH = "2025-12";
const RATE_MONTHS = 13;

async function seedRates(tx: Tx, shift: Shift): Promise<void> {
  const months = Array.from({ length: RATE_MONTHS }, (_, index) => index);
  const rows = Object.entries(RATES).flatMap(([currency, { start, step }]) =>
    months.map((index) => ({
      currency,
      on_date: `${shift.month(addMonths(FIRST_RATE_MONTH, index))}-01`,
      rate_micro: start + step * index + (index % 3) * Math.round(step / 2),
    })),
  );
  await tx
    .insertInto("currency_rates")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The journal begins with the administrator setting the company up. */
async function journal(app: App, tx: Tx, shift: Shift, people: Ids): Promise<void> {
  const ctx = await contextAs(app, idOf(people, ADMINISTRATOR), shift.at(FOUNDED, "10:00"), tx);
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
