import { covers, grantsFor, holds } from "@tartip/domain/access/grants";
import { PERMISSIONS } from "@tartip/domain/access/roles";
import { notFound } from "@tartip/domain/kernel/errors";
import { sql, type SqlBool } from "kysely";
import { dayOf } from "../../platform/clock.ts";
import type { Context } from "../../platform/context.ts";
import { readPage, type SortColumn } from "../../platform/http/keyset.ts";
import { contains, escapeLike } from "../../records/listing/search.ts";
import { mayBeGivenTasks } from "./questions.ts";

export interface PeopleFilter {
  q?: string;
  departmentId?: string;
  branchId?: string;
  roleCode?: string;
  state?: "active" | "inactive" | "all";
  /** Only people the reader may give a task of its own to. */
  forTask?: boolean;
}

const BY_NAME: SortColumn[] = [
  { by: sql.ref("people.full_name"), type: "text", direction: "asc", collation: "ru-x-icu" },
  { by: sql.ref("people.id"), type: "uuid", direction: "asc" },
];

/** A page of the directory; outsiders find only the names of people in their own tasks. */
export async function listPeople(
  ctx: Context,
  { limit, after, ...filter }: PeopleFilter & { limit: number; after?: string | undefined },
) {
  const asked = { ...filter, outsider: ctx.actor.external };
  const of = { key: ctx.app.cursorKey, list: "people", sort: "name", asked, order: BY_NAME, limit, after };
  const { items, next } = await readPage(of, (place) =>
    filtered(ctx, filter).select(place.cursor.as("cursor")).where(place.after).orderBy(place.order).limit(place.limit).execute(),
  );
  return { items: items.map((row) => presentListed(ctx, row)), next };
}

function filtered(ctx: Context, filter: PeopleFilter) {
  const mayAll = covers(ctx.actor, "people.manage") || covers(ctx.actor, "people.update", { area: "hrFields" });
  const state = mayAll ? (filter.state ?? "active") : "active";
  return listed(ctx)
    .where(known(ctx))
    .$if(filter.forTask === true, (query) => query.where(mayBeGivenTasks(ctx.actor)))
    .$if(state !== "all", (query) => query.where("people.active", "=", state === "active"))
    .$if(filter.q !== undefined, (query) => query.where(matches(ctx, filter.q ?? "")))
    .$if(filter.departmentId !== undefined && !ctx.actor.external, (query) =>
      query.where("people.department_id", "=", filter.departmentId ?? null),
    )
    .$if(filter.branchId !== undefined && !ctx.actor.external, (query) =>
      query.where("people.branch_id", "=", filter.branchId ?? null),
    )
    .$if(filter.roleCode !== undefined && !ctx.actor.external, (query) =>
      query.where(
        sql<SqlBool>`exists (select 1 from person_roles h join roles r on r.id = h.role_id
          where h.person_id = people.id and r.code = ${filter.roleCode ?? ""})`,
      ),
    );
}

function listed(ctx: Context) {
  const today = dayOf(ctx.now());
  return ctx.app.db
    .selectFrom("people")
    .select(["people.id", "full_name as name", "position", "department_id as departmentId", "branch_id as branchId"])
    .select(["manager_id as managerId", "email", "phone", "external", "active"])
    .select(
      sql<
        string | null
      >`(select max(a.to_date) from absences a where a.person_id = people.id and a.cancelled_at is null and not a.awaits_word
        and ${today}::date between a.from_date and a.to_date)`.as("awayUntil"),
    );
}

/** People who exist for the actor at all. */
function known({ actor }: Context) {
  if (!actor.external) return sql<SqlBool>`true`;
  return sql<SqlBool>`(people.id = ${actor.id} or exists (
    select 1 from records t
    where t.kind = 'task' and (t.assignee_id = ${actor.id}
        or exists (select 1 from participants mine where mine.record_id = t.id and mine.person_id = ${actor.id}))
      and (people.id in (t.author_id, t.assignee_id)
        or exists (select 1 from participants other where other.record_id = t.id and other.person_id = people.id))))`;
}

/** By name; by address and position too where these are shown. */
function matches(ctx: Context, q: string) {
  const pattern = `%${escapeLike(q)}%`;
  const name = sql<SqlBool>`${contains(sql`people.last_name || ' ' || people.first_name`, q)} or ${contains(sql`people.full_name`, q)}`;
  if (ctx.actor.external) return sql<SqlBool>`(${name})`;
  const address = readsDirectory(ctx) ? sql<SqlBool>`people.email ilike ${pattern}` : sql<SqlBool>`false`;
  return sql<SqlBool>`(${name} or ${contains(sql`people.position`, q)} or ${address})`;
}

type Listed = Awaited<ReturnType<ReturnType<typeof listed>["executeTakeFirstOrThrow"]>>;

function presentListed(ctx: Context, row: Listed) {
  const { id, name, email, phone, position, departmentId, branchId, managerId, external, active, awayUntil } = row;
  if (ctx.actor.external && id !== ctx.actor.id) return { id, name };
  const contact = readsDirectory(ctx) || id === ctx.actor.id ? { email, phone } : {};
  return { id, name, position, departmentId, branchId, managerId, external, active, awayUntil, ...contact };
}

function readsDirectory({ actor }: Pick<Context, "actor">): boolean {
  return covers(actor, "directory.read");
}

/** The row of one person as the directory shows it. @throws DomainError `not_found` */
export async function readListed(ctx: Context, id: string) {
  const row = await listed(ctx).where(known(ctx)).where("people.id", "=", id).executeTakeFirst();
  if (!row) throw notFound("person");
  return presentListed(ctx, row);
}

/** What waits for the person, by the one source of «ждёт меня». */
export async function readCounters({ app, actor }: Context) {
  const { rows } = await sql<{ kind: string; waiting: number; decisions: number }>`
    select r.kind, count(distinct r.id)::int as waiting,
      count(distinct r.id) filter (where a.reason in ('decision', 'over_limit'))::int as decisions
    from awaits a join records r on r.id = a.record_id
    where a.person_id = ${actor.id} or a.queue_id = any(${[...actor.queueIds]}::uuid[])
    group by r.kind`.execute(app.db);
  const of = (kind: string) => rows.find((row) => row.kind === kind)?.waiting ?? 0;
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  return {
    myDay: sum(rows.map((row) => row.waiting)),
    request: of("request"),
    task: of("task"),
    invoice: of("invoice"),
    document: of("document"),
    meeting: of("meeting"),
    budgetChange: of("budget_change"),
    decisions: sum(rows.map((row) => row.decisions)),
  };
}

/** Substitutions of one side in force today. */
export async function standingIn(ctx: Context, side: "principal" | "substitute", personId: string) {
  const today = dayOf(ctx.now());
  const other = side === "principal" ? "substitute_id" : "principal_id";
  const rows = await ctx.app.db
    .selectFrom("substitutions as s")
    .innerJoin("people as p", "p.id", `s.${other}`)
    .select(["p.id", "p.full_name as name", "s.to_date as until"])
    .where(`s.${side}_id`, "=", personId)
    .where("s.cancelled_at", "is", null)
    .where("s.declined_at", "is", null)
    .where("s.awaits_word", "=", false)
    .where("s.from_date", "<=", today)
    .where("s.to_date", ">=", today)
    .orderBy("p.full_name")
    .execute();
  return rows.map(({ id, name, until }) => ({ person: { id, name }, until }));
}

/** Rights held anywhere at all, for menus. */
export function permissionsOf({ actor }: Pick<Context, "actor">): string[] {
  return PERMISSIONS.filter((permission) => holds(actor, permission) && grantsFor(actor, permission).length > 0);
}
