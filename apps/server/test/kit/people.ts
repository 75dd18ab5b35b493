import type { Actor } from "@tartip/domain/access/actor";
import type { App } from "../../src/platform/app.ts";
import type { LoadActor } from "../../src/platform/module.ts";
import { hashPassword } from "../../src/platform/session/passwords.ts";

let made = 0;

export interface PersonInput {
  email?: string;
  password?: string;
  language?: "ru" | "kk" | "en";
  external?: boolean;
}

/** A person without any right, straight in the table: for tests of the platform itself. */
export async function barePerson(app: App, input: PersonInput = {}): Promise<{ id: string; email: string }> {
  made += 1;
  const email = input.email ?? `person${made}@example.kz`;
  const { id } = await app.db
    .insertInto("people")
    .values({
      last_name: "Ахметова",
      first_name: `Айгуль ${made}`,
      email,
      language: input.language ?? "ru",
      external: input.external ?? false,
      password_hash: input.password ? await hashPassword(input.password) : null,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { id, email };
}

/** Loads who the person is and no rights. */
export const loadBareActor: LoadActor = async (db, personId) => {
  const person = await db
    .selectFrom("people")
    .selectAll()
    .where("id", "=", personId)
    .where("active", "=", true)
    .executeTakeFirst();
  if (!person) return null;
  const actor: Actor = {
    id: person.id,
    name: person.full_name,
    // reason: a CHECK of the table allows these three values only
    language: person.language as Actor["language"],
    departmentId: person.department_id,
    branchId: person.branch_id,
    managerId: person.manager_id,
    external: person.external,
    roles: [],
    grants: [],
    queueIds: [],
    headsDepartmentIds: [],
    headsBranchIds: [],
    standsInFor: [],
  };
  return actor;
};
