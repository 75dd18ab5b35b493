import { covers } from "@tartip/domain/access/grants";
import { sql, type RawBuilder } from "kysely";
import type { Context } from "../../platform/context.ts";
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
export function peopleOf({ actor }: Context, q: string): RawBuilder<FoundPerson> {
  if (!covers(actor, "directory.read")) return NONE;
  return sql`select id, full_name as name, position from people
    where active and (${contains(sql`full_name`, q)} or email like ${`${escapeLike(q).toLowerCase()}%`})
    order by full_name collate "ru-x-icu", id limit ${MOST_OTHERS}`;
}

/** Projects by code or a part of the name, running ones first. */
export function projectsOf({ actor }: Context, q: string): RawBuilder<FoundProject> {
  if (!covers(actor, "directory.read")) return NONE;
  return sql`select id, code, name from projects
    where ${contains(sql`name`, q)} or code ilike ${`${escapeLike(q)}%`}
    order by status, code limit ${MOST_OTHERS}`;
}

const NONE: RawBuilder<never> = sql`select null where false`;
