import { covers } from "@tartip/domain/access/grants";
import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Db } from "../../platform/db/database.ts";
import { contains, escapeLike } from "../../records/listing/search.ts";

const MOST_OTHERS = 5;

export interface FoundPerson {
  id: string;
  name: string;
  position: string;
}

export interface FoundProject {
  id: string;
  code: string;
  name: string;
}

/** Colleagues by a part of the name or the beginning of the address; outsiders have no directory. */
export async function searchPeople(db: Db, ctx: Context, q: string): Promise<FoundPerson[]> {
  if (!covers(ctx.actor, "directory.read")) return [];
  const text = escapeLike(q);
  return db
    .selectFrom("people")
    .select(["id", "full_name as name", "position"])
    .where("active", "=", true)
    .where((eb) => eb.or([contains(sql`full_name`, q), eb("email", "like", `${text.toLowerCase()}%`)]))
    .orderBy(sql`full_name collate "ru-x-icu"`)
    .orderBy("id")
    .limit(MOST_OTHERS)
    .execute();
}

/** Projects by code or a part of the name, running ones first. */
export async function searchProjects(db: Db, ctx: Context, q: string): Promise<FoundProject[]> {
  if (!covers(ctx.actor, "directory.read")) return [];
  const text = escapeLike(q);
  return db
    .selectFrom("projects")
    .select(["id", "code", "name"])
    .where((eb) => eb.or([contains(sql`name`, q), eb("code", "ilike", `${text}%`)]))
    .orderBy("status")
    .orderBy("code")
    .limit(MOST_OTHERS)
    .execute();
}
