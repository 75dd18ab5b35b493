import type { Actor } from "@tartip/domain/access/actor";
import { PARTICIPATION, visibilityPlan, type ReadAlternative } from "@tartip/domain/access/visibility";
import { kindsAbove, type Kind } from "@tartip/domain/kernel/kinds";
import { sql, type RawBuilder } from "kysely";
import type { Context } from "../platform/context.ts";
import type { Db, Tx } from "../platform/db/database.ts";
import { kindOf, knownKind, type Hanging } from "./kinds.ts";

type Sql = RawBuilder<boolean>;

/** Whose view of which records, under which table alias. */
export interface Of {
  actor: Actor;
  alias: string;
  kind: Kind;
  /** The rows asked about are the person's own candidates. */
  few?: boolean;
}

/** The record's own column behind each of the other relations. */
const TIES: ReadonlyMap<string, string> = new Map([
  ["author", "author_id"],
  ["responsible", "assignee_id"],
  ["subject", "subject_id"],
]);

/**
 * SQL twin of `mayRead` for records of one kind, over the table alias given. Both interpret `visibilityPlan`;
 * a test over a seeded crowd holds them to one answer.
 */
export function visibleTo(actor: Actor, kind: Kind, alias = "records"): Sql {
  const plan = visibilityPlan(actor, kind);
  const r = sql.ref(alias);
  const few = !isWide(plan);
  const whole = sql<boolean>`(${r}.kind = ${sql.lit(kind)} and ${admittedByAny(plan, { actor, alias, kind, few })})`;
  return few ? sql<boolean>`(${r}.id = any(array(${candidates(actor, kind)})) and ${whole})` : whole;
}

/** SQL twin of `seesMoney`: the ways of the plan that also show amounts. */
export function seesMoneyOf(actor: Actor, kind: Kind, alias = "records"): Sql {
  return admittedByAny(withMoney(visibilityPlan(actor, kind)), { actor, alias, kind });
}

/** What hangs on a record shows its amounts to those who see those of that record. */
function withMoney(plan: readonly ReadAlternative[]): ReadAlternative[] {
  return plan
    .filter((way) => way.money && way.restricted !== "shared")
    .map((way) => (way.by === "parent" ? { ...way, alternatives: withMoney(way.alternatives) } : way));
}

/** The ways of the plan that show more than what is shared; outsiders have none. */
export function seesWholeOf(actor: Actor, kind: Kind, alias = "records"): Sql {
  if (actor.external) return sql`false`;
  return admittedByAny(visibilityPlan(actor, kind), { actor, alias, kind }, WHOLE);
}

/** The subject, or nothing where the actor sees only what is shared of a restricted record. */
export function titleTo(actor: Actor, kind: Kind, alias = "records"): RawBuilder<string> {
  const r = sql.ref(alias);
  return sql<string>`case when ${r}.kind <> ${kind} or not ${r}.restricted or ${seesWholeOf(actor, kind, alias)} then ${r}.title else '' end`;
}

/** Whether a grant reaches records beyond the person's own ties, be it through what they hang on. */
export function isWide(plan: readonly ReadAlternative[]): boolean {
  return plan.some((way) =>
    way.by === "parent" ? isWide(way.alternatives) : ["all", "department", "branch", "type", "group"].includes(way.by),
  );
}

/**
 * A person who reads by relations alone sees few records of many: their ids are found by index first, so that the
 * list never walks over everybody else's. A superset; the plan itself still decides.
 */
export function candidates(actor: Actor, kind: Kind): RawBuilder<string> {
  const own: RawBuilder<string> = sql`
    select p.record_id from participants p where p.person_id = ${actor.id}
    union select o.id from records o where o.author_id = ${actor.id} and o.kind = ${kind}
    union select o.id from records o where o.assignee_id = ${actor.id} and o.kind = ${kind}
    union select o.id from records o where o.subject_id = ${actor.id}
    union select o.id from records o where o.queue_id = any(${[...actor.queueIds]}::uuid[])`;
  const above = kindsAbove(kind).filter((parent) => knownKind(parent) !== undefined);
  if (above.length === 0) return own;
  const near = sql.join(above.map((parent) => candidates(actor, parent)), sql` union `); // prettier-ignore
  return sql`${own} union ${hangingOf(kind).below(near)}`;
}

/** A way that shows only what is shared counts as whole where the record is not restricted. */
const WHOLE = { sharedOnlyUnrestricted: true };

/**
 * Any of the ways as SQL. The row's own columns are asked first; then the people of the record, by one probe of their
 * key; what a record hangs on comes last.
 */
export function admittedByAny(
  ways: readonly ReadAlternative[],
  of: Of,
  { sharedOnlyUnrestricted } = { sharedOnlyUnrestricted: false },
): Sql {
  const admitting = (way: ReadAlternative, reach: Sql): Sql =>
    sql`(${sql.join([...limitsOf(way, of, sharedOnlyUnrestricted), reach], sql` and `)})`;
  const direct = ways.filter((way) => way.by !== "parent" && rolesOf(way) === null);
  // What most rows pass is asked first.
  const inOrder = [...direct.filter((way) => way.by === "all"), ...direct.filter((way) => way.by !== "all")];
  const byPeople = ways.flatMap((way) => {
    const roles = rolesOf(way);
    if (roles === null) return [];
    return [
      {
        admits: (reach: Sql) => admitting(way, reach),
        plays: sql<boolean>`p.role in (${sql.join(roles.map((role) => sql.lit(role)))})`,
      },
    ];
  });
  const parents = ways.filter((way) => way.by === "parent");
  return anyOf([
    ...inOrder.map((way) => admitting(way, reaches(way, of))),
    ...(of.few ? byPeople.map(({ admits, plays }) => admits(takesPart(plays, of))) : []),
    ...(byPeople.length === 0 || of.few
      ? []
      : [
          participates(
            byPeople.map(({ admits, plays }) => admits(plays)),
            of,
          ),
        ]),
    ...parents.map((way) => admitting(way, reaches(way, of))),
  ]);
}

/** What the record itself must be for a way; mirrors `admits` line by line. */
export function limitsOf(way: ReadAlternative, of: Of, sharedOnlyUnrestricted: boolean): Sql[] {
  const r = sql.ref(of.alias);
  const limits: Sql[] = [];
  if (!way.drafts) limits.push(sql`${r}.status <> 'draft'`);
  if (way.restricted === "never" || (way.restricted === "shared" && sharedOnlyUnrestricted))
    limits.push(sql`not ${r}.restricted`);
  return limits;
}

/** The participation a way asks for; null when it asks for none. */
function rolesOf(way: ReadAlternative): readonly string[] | null {
  if (way.by !== "relation" || !Object.hasOwn(PARTICIPATION, way.relation)) return null;
  // reason: just tested to be a key
  return PARTICIPATION[way.relation as keyof typeof PARTICIPATION];
}

/**
 * A scalar with its own limit, because PostgreSQL turns an `exists` here into a hash of everything the person ever took
 * part in, for the sake of fifty rows.
 */
function participates(roles: Sql[], of: Of): Sql {
  return sql`coalesce((select true from participants p where p.record_id = ${sql.ref(of.alias)}.id and p.person_id = ${of.actor.id}
    and ${anyOf(roles)} limit 1), false)`;
}

/** The same for rows that are all the person's own: what they took part in is read once, by its index alone. */
function takesPart(plays: Sql, { actor, alias }: Of): Sql {
  return sql`${sql.ref(alias)}.id in (select p.record_id from participants p where p.person_id = ${actor.id} and ${plays})`;
}

function reaches(way: ReadAlternative, of: Of): Sql {
  const { alias } = of;
  const r = sql.ref(alias);
  switch (way.by) {
    case "all":
      return inBranch(way.branchId, alias);
    case "department":
      return sql`(${r}.department_id = any(${[...way.ids]}::uuid[]) and ${inBranch(way.branchId, alias)})`;
    case "branch":
      return sql`${r}.branch_id = any(${[...way.ids]}::uuid[])`;
    case "type":
      return sql`(${r}.type_code = any(${[...way.codes]}::text[]) and ${inBranch(way.branchId, alias)})`;
    case "group":
      return sql`(exists (select 1 from code_lists c where c.list = 'document_kind' and c.code = ${r}.type_code
        and c.value->>'group' = any(${[...way.groups]}::text[])) and ${inBranch(way.branchId, alias)})`;
    case "queue":
      return sql`${r}.queue_id = any(${[...way.ids]}::uuid[])`;
    case "relation":
      return tied(way.relation, of);
    case "parent":
      return throughParent(way, of);
  }
}

function tied(relation: Extract<ReadAlternative, { by: "relation" }>["relation"], { actor, alias }: Of): Sql {
  const column = TIES.get(relation);
  if (column === undefined) throw new Error(`${relation} is no column of a record`);
  return sql`${sql.ref(`${alias}.${column}`)} = ${actor.id}`;
}

/** What hangs on a record is seen by readers of the whole of that record. */
function throughParent(way: Extract<ReadAlternative, { by: "parent" }>, of: Of): Sql {
  const parent = `${of.alias}_${way.kind}`;
  const hanging = hangingOf(of.kind);
  const joins = way.unseen ? hanging.named : hanging.joins;
  if (!joins) throw new Error(`the kind ${of.kind} may be named unseen, but does not say how`);
  const p = sql.ref(parent);
  const opens = admittedByAny(way.alternatives, { actor: of.actor, alias: parent, kind: way.kind }, WHOLE);
  return sql`exists (select 1 from records ${p} where ${p}.kind = ${way.kind} and ${joins(sql.ref(of.alias), p)} and ${opens})`;
}

function hangingOf(kind: Kind): Hanging {
  const { hangs } = kindOf(kind);
  if (!hangs) throw new Error(`the kind ${kind} hangs on others, but does not say how`);
  return hangs;
}

export function inBranch(branchId: string | null, alias: string): Sql {
  return branchId === null ? sql`true` : sql`${sql.ref(alias)}.branch_id = ${branchId}`;
}

function anyOf(parts: Sql[]): Sql {
  return parts.length === 0 ? sql`false` : sql`(${sql.join(parts, sql` or `)})`;
}

/**
 * Of these records, the ones the actor may see. Asks the rights of the kinds that occur and of no others: planning the
 * rule of all kinds takes longer than any of our reads.
 *
 * @param known the kinds of these records, where the caller has read them
 */
export async function visibleIds(
  db: Db | Tx,
  ctx: Context,
  ids: readonly string[],
  known?: readonly Kind[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const kinds = [...new Set(known ?? (await kindsOf(db, ids)))].toSorted();
  if (kinds.length === 0) return new Set();
  const visible = anyOf(kinds.map((kind) => visibleTo(ctx.actor, kind)));
  const { rows } = await sql<{ id: string }>`
    select records.id from records where records.id = any(${[...ids]}::uuid[]) and ${visible}`.execute(db);
  return new Set(rows.map((row) => row.id));
}

async function kindsOf(db: Db | Tx, ids: readonly string[]): Promise<Kind[]> {
  const { rows } = await sql<{ kind: Kind }>`select distinct kind from records where id = any(${[...ids]}::uuid[])`.execute(db);
  return rows.map((row) => row.kind);
}
