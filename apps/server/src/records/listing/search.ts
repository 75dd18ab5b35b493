import type { Kind } from "@tartip/domain/kernel/kinds";
import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import { knownKind } from "../kinds.ts";
import { seesWholeOf, visibleTo } from "../visibility.ts";

/** A record in the answer of a search. */
interface FoundRecord {
  id: string;
  kind: Kind;
  typeCode: string | null;
  number: string | null;
  title: string;
  status: string;
}

export interface RecordSearch {
  q: string;
  kinds: readonly Kind[];
  limit: number;
}

/** How many matches of one index are looked at before rights are asked. */
const CANDIDATES = 1_000;

/** The shortest text a trigram index can find. */
const TRIGRAM = 3;

const LONGEST_TEXT = 20_000;

/**
 * Sets what a record is found by: its number is added by itself, and the database folds the letters; give title, names, BIN and
 * the like.
 * Call it whenever one of them changed.
 */
export async function indexRecord(tx: Tx, recordId: string, kind: Kind, text: string): Promise<void> {
  const known = sql<string>`concat_ws(' ', (select number from records where id = ${recordId} and kind = ${kind}), ${text.slice(0, LONGEST_TEXT)}::text)`;
  await tx
    .insertInto("record_search")
    .values({ record_id: recordId, kind, text: known })
    .onConflict((conflict) => conflict.column("record_id").doUpdateSet({ text: known }))
    .execute();
}

interface Hits {
  ids: string[];
  kinds: Kind[];
}

/** Records that hold the words or the text, whoever may see them: as many as rights are asked of, and one more. */
export function hitsOf(search: RecordSearch): RawBuilder<Hits> {
  const matches = matchesOf(search);
  if (matches.length === 0) return sql`select '{}'::uuid[] as ids, '{}'::text[] as kinds`;
  const parts = matches.map((match) => sql`(select record_id, kind from record_search where ${match} limit ${CANDIDATES + 1})`);
  return sql`select coalesce(array_agg(record_id), '{}') as ids, coalesce(array_agg(distinct kind), '{}') as kinds
    from (${sql.join(parts, sql` union `)}) hit`;
}

/**
 * Of what was hit, as far as the actor may see it: rights are asked of the hits alone, and of their kinds alone; only when
 * too common a word filled them with records of others is everything asked.
 */
export async function visibleHits(db: Db, ctx: Context, search: RecordSearch, hits: Hits | undefined): Promise<FoundRecord[]> {
  const kinds = search.kinds.filter((kind) => hits?.kinds.includes(kind));
  if (!hits || kinds.length === 0) return [];
  const among = sql`unnest(${hits.ids}::uuid[])`;
  const { rows } = await sql<FoundRecord>`${visibleAmong(ctx, { ...search, kinds }, among)}`.execute(db);
  if (rows.length >= search.limit || hits.ids.length <= CANDIDATES) return rows;
  const every = sql`(select record_id from record_search where ${sql.join(matchesOf(search), sql` or `)})`;
  return (await sql<FoundRecord>`${visibleAmong(ctx, search, every)}`.execute(db)).rows;
}

/** The best first: the number itself, then titles that hold the text, then what moved last. */
function visibleAmong(ctx: Context, { q, kinds, limit }: RecordSearch, source: RawBuilder<unknown>): RawBuilder<unknown> {
  const visible = sql.join(kinds.map((kind) => findable(ctx, kind)), sql` or `); // prettier-ignore
  return sql`select records.id, records.kind, records.type_code as "typeCode", records.number, records.title, records.status
    from ${source} hit (record_id) join records on records.id = hit.record_id where (${visible})
    order by (records.number ilike ${`%${escapeLike(q)}`}) desc nulls last, ${contains(sql`records.title`, q)} desc,
      records.open desc, records.updated_at desc, records.id
    limit ${limit}`;
}

/** Who sees only what is shared of a restricted record must not feel for the rest of it by searching. */
function findable({ actor }: Context, kind: Kind): RawBuilder<boolean> {
  const visible = visibleTo(actor, kind);
  return knownKind(kind)?.foundWhole ? sql`(${visible} and (not records.restricted or ${seesWholeOf(actor, kind)}))` : visible;
}

/** Conditions on `record_search`, one per index; none when there is nothing to look for. */
function matchesOf({ q, kinds }: RecordSearch): RawBuilder<boolean>[] {
  const text = sought(q);
  const words = text.match(/[\p{L}\p{N}]+/gu)?.slice(0, 12) ?? [];
  if (words.length === 0) return [];
  const query = words.map((word) => `${word}:*`).join(" & ");
  const ofKinds = sql`kind = any(${[...kinds]}::text[])`;
  const matches = [
    sql<boolean>`(${ofKinds} and vector @@ (to_tsquery('russian', folded(${query})) || to_tsquery('simple', folded(${query}))))`,
  ];
  if (text.length >= TRIGRAM) matches.push(sql<boolean>`(${ofKinds} and ${keptTextHolds(sql`text`, text)})`);
  return matches;
}

/**
 * Whether a text holds what is typed, with ё as е and Kazakh letters as the Russian ones people type for them: `folded` of the
 * database says which.
 */
export function contains(text: RawBuilder<unknown>, q: string): RawBuilder<SqlBool> {
  return keptTextHolds(sql`folded(${text})`, q);
}

/** The same of a text that is kept folded. */
export function keptTextHolds(text: RawBuilder<unknown>, q: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${text} ilike folded(${`%${escapeLike(sought(q))}%`}))`;
}

/** What is looked for: a BIN or IIN copied in groups is one number. */
export function sought(q: string): string {
  const text = q.trim();
  const digits = text.replaceAll(/\s/gu, "");
  return /^\d{12}$/u.test(digits) ? digits : text;
}

/** So that what people type stands for itself. */
export function escapeLike(text: string): string {
  return text.trim().replaceAll(/[\\%_]/gu, "\\$&");
}
