import { sql } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import { contains } from "../listing/search.ts";
import type { RecordRow } from "../record.ts";
import { whoMaySee, wrongField } from "../sight.ts";

export interface Mentioned {
  id: string;
  name: string;
}

/** A person to choose from, with what tells namesakes apart. */
export interface Mentionable extends Mentioned {
  position: string;
}

const AT_MOST = 10;
const ASKED_AT_ONCE = 16;
const ASKED_IN_ALL = 64;
const MOST_MENTIONS = 30;

/**
 * The people behind the ids, each of whom may see the record.
 *
 * @throws DomainError `bad_input` naming who may not: that somebody exists must not be learnt from a comment
 */
export async function mentionedPeople(
  tx: Tx,
  ctx: Context,
  record: RecordRow,
  { ids, shared }: { ids: string[]; shared: boolean },
): Promise<Mentioned[]> {
  if (ids.length === 0) return [];
  if (ids.length > MOST_MENTIONS) throw wrongField("mentions", "too_many", { limit: MOST_MENTIONS });
  const found = await tx
    .selectFrom("people")
    .select(["id", "full_name as name"])
    .where("id", "in", ids)
    .where("active", "=", true)
    .$if(!shared, (query) => query.where("external", "=", false))
    .execute();
  const seeing = await whoMaySee(tx, ctx, record, found.map((person) => person.id)); // prettier-ignore
  if (seeing.length < ids.length) throw wrongField("mentions", "cannot_see_record");
  return found;
}

/** People whose name begins with (or contains) the text and who may see the record; those of the record first. */
export async function mentionable(db: Db, ctx: Context, record: RecordRow, typed: string): Promise<Mentionable[]> {
  const chosen: Mentionable[] = [];
  for (let offset = 0; offset < ASKED_IN_ALL && chosen.length < AT_MOST; offset += ASKED_AT_ONCE) {
    const candidates = await namesLike(db, { ctx, record, typed, offset });
    const seeing = new Set(await whoMaySee(db, ctx, record, candidates.map((person) => person.id))); // prettier-ignore
    chosen.push(...candidates.filter((person) => seeing.has(person.id)));
    if (candidates.length < ASKED_AT_ONCE) break;
  }
  return chosen.slice(0, AT_MOST);
}

async function namesLike(
  db: Db,
  { ctx, record, typed, offset }: { ctx: Context; record: RecordRow; typed: string; offset: number },
): Promise<Mentionable[]> {
  const near = sql<boolean>`exists (select 1 from participants p where p.record_id = ${record.id} and p.person_id = people.id)`;
  const own = sql<boolean>`people.id in (${record.authorId}, ${record.assigneeId}::uuid)`;
  return (
    db
      .selectFrom("people")
      .select(["id", "full_name as name", "position"])
      .where("active", "=", true)
      .where("id", "!=", ctx.actor.id)
      .where(contains(sql`full_name`, typed))
      // An outsider has no directory: only people they already meet on this record.
      .$if(ctx.actor.external, (query) => query.where(sql<boolean>`(${near} or ${own})`))
      .orderBy(sql`(coalesce(${own}, false) or ${near})`, "desc")
      .orderBy(sql`full_name collate "ru-x-icu"`)
      .orderBy("id")
      .limit(ASKED_AT_ONCE)
      .offset(offset)
      .execute()
  );
}
