import type { App } from "../../src/platform/app.ts";

export interface CastOptions {
  external?: boolean;
  /** Code of a branch; made when there is none. */
  branch?: string;
  department?: string;
  managerId?: string;
}

/** Adds a person with roles straight into the database: for tests, which must not depend on administration. */
export async function addPerson(
  { db }: Pick<App, "db">,
  name: string,
  roles: string[],
  options: CastOptions = {},
): Promise<{ id: string }> {
  const { external = false, branch = "ALA", department = "FIN", managerId = null } = options;
  const branchId = await placeOf({ db }, "branches", branch);
  const departmentId = await placeOf({ db }, "departments", department);
  const person = await db
    .insertInto("people")
    .values({
      last_name: name,
      first_name: "Test",
      email: `${name.toLowerCase()}@test.example`,
      phone: "+7 700",
      branch_id: branchId,
      department_id: external ? null : departmentId,
      external,
      manager_id: managerId,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  for (const code of roles) {
    const role = await db.selectFrom("roles").select("id").where("code", "=", code).executeTakeFirstOrThrow();
    await db.insertInto("person_roles").values({ person_id: person.id, role_id: role.id }).execute();
  }
  return person;
}

async function placeOf({ db }: Pick<App, "db">, table: "branches" | "departments", code: string): Promise<string> {
  const known = await db.selectFrom(table).select("id").where("code", "=", code).executeTakeFirst();
  if (known) return known.id;
  const name = JSON.stringify({ ru: code, kk: code, en: code });
  const made =
    table === "branches"
      ? await db.insertInto("branches").values({ code, name, city: name }).returning("id").executeTakeFirstOrThrow()
      : await db.insertInto("departments").values({ code, name }).returning("id").executeTakeFirstOrThrow();
  return made.id;
}
