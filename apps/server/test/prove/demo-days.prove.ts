import { addMonths, companyDay, monthOf } from "@tartip/domain/kernel/calendar";
import { requestWorkflow } from "@tartip/domain/requests/workflow";
import { sql } from "kysely";
import { Type } from "typebox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MOMENTS, momentOf } from "../../../../tools/testing/days.ts";
import { proveSeed } from "../../../../tools/testing/prove.ts";
import { seedDemo } from "../../src/demo/seed.ts";
import { requestMinute } from "../../src/modules/requests/jobs.ts";
import { fixedClock } from "../kit/clock.ts";
import { brokenInvariants } from "../hardness/everyone.ts";
import { startTestApp, type TestApp } from "../kit/app.ts";
import { readJson } from "../kit/json.ts";
import { present } from "../kit/present.ts";
import { IN_QUEUE } from "../../src/records/notices/tell.ts";

/** All days under `npm run prove`, one otherwise. */
const DAYS = process.env["TARTIP_PROVE"] === "full" ? MOMENTS : [momentOf(proveSeed("days of the demonstration"))];

/** Instants that lie ahead by their nature. */
const AHEAD = ["due_at", "original_due_at", "expires_at", "auto_close_at", "from_at", "to_at"];
/** Days of what has happened: a paper is not dated tomorrow, nor is money paid then. */
const HAPPENED = ["payments.paid_on", "invoices.invoice_date", "documents.doc_date"];

interface Awaited {
  recordId: string;
  kind: string;
  status: string;
  reason: string;
  personId: string | null;
}

const PAGES: Record<string, string> = {
  request: "/requests",
  task: "/tasks",
  invoice: "/invoices",
  document: "/documents",
  counterparty: "/counterparties",
};

const PAGE = Type.Object({
  actions: Type.Array(
    Type.Object({ allowed: Type.Boolean(), blockers: Type.Array(Type.Object({ fix: Type.Optional(Type.Unknown()) })) }),
  ),
  votes: Type.Optional(Type.Array(Type.Unknown())),
});

const ROWS = Type.Array(Type.Unknown());
const DAY = Type.Object({ decisions: ROWS, urgent: ROWS, waiting: ROWS, tasks: ROWS });

describe.each(DAYS)("the demonstration made on $name ($at)", ({ at }) => {
  let test: TestApp;
  const today = companyDay(at);

  beforeAll(async () => {
    test = await startTestApp({ clock: fixedClock(at), env: { TARTIP_DEMO: "1" } });
    await seedDemo(test.app, () => undefined);
  });
  afterAll(() => test.stop());

  it("keeps every promise of the ledger", async () => {
    expect(await brokenInvariants(test)).toEqual([]);
  });

  it("remembers nothing that has not happened yet", async () => {
    const { rows: columns } = await sql<{ name: string }>`
      select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and data_type = 'timestamp with time zone' and column_default is null
        and not (column_name = any(${AHEAD}))
        and table_name in (select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE')`.execute(
      test.app.db,
    );
    expect(columns.length).toBeGreaterThan(30);
    const late: string[] = [];
    for (const { name } of columns) if (await reaches(name, at)) late.push(name);
    for (const name of HAPPENED) if (await reaches(name, today, "date")) late.push(name);
    expect(late).toEqual([]);
  });

  async function reaches(name: string, limit: string, type = "timestamptz"): Promise<boolean> {
    const [table = "", column = ""] = name.split(".");
    const query = sql<{ late: boolean }>`
      select coalesce(max(${sql.ref(column)}) > ${limit}::${sql.raw(type)}, false) as late from ${sql.table(table)}`;
    const { rows } = await query.execute(test.app.db);
    return rows[0]?.late ?? true;
  }

  it("has a plan of the next month in which money is asked for", async () => {
    const month = `${addMonths(monthOf(today), 1)}-01`;
    const cells = await test.app.db.selectFrom("budget_cells").selectAll().where("month", "=", month).execute();
    expect(cells.length).toBeGreaterThan(20);
    expect(cells.filter((cell) => cell.committed_minor + cell.in_work_minor > 0).length).toBeGreaterThan(0);
  });

  it("has spent each closed month between 80 and 108 % of its plan, some lines over and some under", async () => {
    const { rows } = await sql<{ share: number; over: number; under: number }>`
      select sum(actual_minor)::float / sum(plan_minor) as share, count(*) filter (where actual_minor > plan_minor)::int as over,
        count(*) filter (where actual_minor < plan_minor)::int as under
      from budget_cells where month < ${`${monthOf(today)}-01`} group by month`.execute(test.app.db);
    expect(rows).toHaveLength(12);
    expect(rows.filter(({ share }) => share < 0.8 || share > 1.08)).toEqual([]);
    expect(rows.every(({ under }) => under > 0) && rows.filter(({ over }) => over > 0).length > 4).toBe(true);
    const { rows: projects } = await sql`select distinct project_id from budget_lines where project_id is not null`.execute(
      test.app.db,
    );
    expect(projects.length).toBeGreaterThan(2);
  });

  it("is late with about one tenth of what waits, by days", async () => {
    const { rows } = await sql<{ late: number; all: number; longest: number }>`
      select count(*) filter (where due_at < ${at})::int as late, count(*)::int as all,
        extract(epoch from ${at}::timestamptz - min(due_at))::float / 86400 as longest from awaits`.execute(test.app.db);
    const { late, all, longest } = present(rows[0]);
    expect(late / all).toBeGreaterThan(0.04);
    expect(late / all).toBeLessThan(0.16);
    expect(longest).toBeLessThan(14);
  });

  it("has requests in every status, and finished ones that do not close in the next minute", async () => {
    const counted = async () => {
      const rows = await test.app.db.selectFrom("records").select("status").where("kind", "=", "request").execute();
      return Map.groupBy(rows, ({ status }) => status);
    };
    const before = await counted();
    expect([...before.keys()].toSorted()).toEqual(requestWorkflow.states.toSorted());
    await requestMinute.job.run(test.app, {});
    expect((await counted()).get("done")).toHaveLength(present(before.get("done")).length);
  });

  it("offers another person for each role, and lets all of them in to a day with something to do", async () => {
    const { people, password } = (await test.api.get("/demo/people")).body;
    expect(new Set(people.map(({ email }) => email)).size).toBe(people.length);
    const held = await test.app.db.selectFrom("person_roles").select("role_id").distinct().execute();
    expect(people).toHaveLength(held.length);
    const idle: string[] = [];
    for (const { email } of people) {
      const entered = await test.api.post("/session", { email, password });
      expect(entered.status, email).toBe(200);
      const day = await test.api.get("/my-day", { headers: { authorization: `Bearer ${entered.body.token}` } });
      expect(day.status, `${email}: ${day.text}`).toBe(200);
      const { decisions, urgent, waiting, tasks } = readJson(DAY, day.text);
      if (decisions.length + urgent.length + waiting.length + tasks.length === 0) idle.push(email);
    }
    expect(idle).toEqual([]);
  });

  it("asks of everybody awaited only what they can do, and leaves no open request that nobody is awaited for", async () => {
    const { rows } = await sql<Awaited>`
      select a.record_id as "recordId", r.kind, r.status, a.reason, coalesce(a.person_id, (
          select h.person_id from queues q join roles on roles.code = q.role_code join person_roles h on h.role_id = roles.id
            join people p on p.id = h.person_id and ${IN_QUEUE} where q.id = a.queue_id limit 1)) as "personId"
      from awaits a join records r on r.id = a.record_id`.execute(test.app.db);
    expect(rows.length).toBeGreaterThan(50);
    const stuck: string[] = [];
    for (const row of rows)
      if (!(await canMove(row))) stuck.push(`${row.kind} in ${row.status} awaits ${row.personId} for ${row.reason}`);
    expect(stuck).toEqual([]);
    const { rows: forgotten } = await sql<{ id: string; status: string }>`
      select r.id, r.status from records r where r.kind = 'request' and r.open and r.status <> 'draft' and not exists (
        select 1 from awaits a left join tasks t on t.id = a.record_id left join invoices i on i.id = a.record_id
        where a.record_id = r.id or t.parent_record_id = r.id or i.request_id = r.id)`.execute(test.app.db);
    expect(forgotten).toEqual([]);
  });

  /** Whether an action is open to the person, or says what they have to do first. */
  async function canMove({ recordId, kind, personId }: Awaited): Promise<boolean> {
    if (personId === null) return false;
    const reply = await test.api.as({ id: personId }).get(`${PAGES[kind] ?? "/nothing"}/${recordId}`);
    if (reply.status !== 200) return false;
    const { actions, votes } = readJson(PAGE, reply.text);
    return (
      actions.some(({ allowed, blockers }) => allowed || blockers.some(({ fix }) => fix !== undefined)) ||
      (votes ?? []).length > 0
    );
  }
});
