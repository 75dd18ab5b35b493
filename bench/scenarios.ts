import { sql } from "kysely";
import type { FastifyInstance } from "fastify";
import type { App } from "../apps/server/src/platform/app.ts";
import type { Reader } from "./actors.ts";
import type { Recording, RecordedRead, RecordedWrite, WrittenRows } from "./bare.ts";
import type { LoadTask } from "./client.ts";
import { statementsOf } from "./recording.ts";

type Requests = LoadTask["requests"];

/** What is measured: the requests for the application, and the same for the bare server. */
export interface Scenario {
  name: string;
  real: Requests;
  bare: Requests;
  /** Where the plain server is asked otherwise than the bare one. */
  plain?: Requests;
  /** Every request may be sent only once; `more` makes the next ones. */
  more?: (count: number) => Promise<{ real: Requests; bare: Requests; plain: Requests }>;
}

const API = "/api/v1";
const PAGES = 200;
export const RARE_WORDS = Array.from({ length: 20 }, (_, k) => `редкослово${String.fromCharCode(1072 + k, 1092 - k)}`);

export const LISTS = {
  list: "limit=50&open=true&type=payment&type=purchase&sort=dueAt",
  "list, newest": "limit=50",
  "list of a branch by status": "limit=50&status=approval&status=in_progress&branchId=:branch&sort=-createdAt",
} as const;

/** Asks the application once for everything that will be measured and notes how it asks the database. */
export async function record(
  app: App,
  server: FastifyInstance,
  actor: Reader,
): Promise<{ recording: Recording; scenarios: Scenario[] }> {
  const recording: Recording = { reads: {}, writes: {} };
  const token = await actor.token();
  const branch = await app.db.selectFrom("branches").select("id").where("code", "=", "B3").executeTakeFirstOrThrow();
  const read = async (name: string, path: string): Promise<void> => {
    recording.reads[name] = await recordRead(server, token, path);
  };
  const scenarios: Scenario[] = [];
  for (const [name, query] of Object.entries(LISTS)) {
    const path = `${API}/requests?${query.replace(":branch", branch.id)}`;
    const key = `list-${scenarios.length}`;
    await read(key, path);
    scenarios.push({ name, real: [get(path)], bare: [get(`/${key}`)] });
  }
  const pages = (await somePages(app)).map((id) => `${API}/requests/${id}`);
  for (const [index, path] of pages.entries()) await read(`page-${index}`, path);
  scenarios.push({ name: "page", real: pages.map(get), bare: pages.map((_, index) => get(`/page-${index}`)) });
  const searches = RARE_WORDS.map((word) => `${API}/search?q=${encodeURIComponent(word)}`);
  for (const [index, path] of searches.entries()) await read(`search-${index}`, path);
  scenarios.push({ name: "search", real: searches.map(get), bare: searches.map((_, index) => get(`/search-${index}`)) });
  scenarios.push(await createScenario(app, server, token, recording), await acceptScenario(app, server, actor, recording));
  return { recording, scenarios };
}

function get(path: string): Requests[number] {
  return { method: "GET", path };
}

async function recordRead(server: FastifyInstance, token: string, url: string): Promise<RecordedRead> {
  const ask = () => server.inject({ url, headers: { authorization: `Bearer ${token}` } });
  await ask();
  const { result, statements } = await statementsOf(ask);
  if (result.statusCode !== 200) throw new Error(`${url} answered ${result.statusCode}: ${result.body}`);
  return { statements, answer: result.json() };
}

/** Pages of what a reader sees, the newest first. */
export async function pagesOf(server: FastifyInstance, of: Reader): Promise<Requests> {
  const headers = { authorization: `Bearer ${await of.token()}` };
  const answer = await server.inject({ url: `${API}/requests?limit=${PAGES}`, headers });
  return answer.json<{ items: { id: string }[] }>().items.map(({ id }) => get(`${API}/requests/${id}`));
}

/** Requests of every state, the newest of each first: what people open. */
async function somePages(app: App): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`select id from (select id, row_number() over (partition by status order by created_at desc) as place
    from records where kind = 'request' and status <> 'draft' and not restricted) r order by place, id limit ${PAGES}`.execute(
    app.db,
  );
  return rows.map((row) => row.id);
}

async function createScenario(app: App, server: FastifyInstance, token: string, recording: Recording): Promise<Scenario> {
  const values = {
    title: "Доступ к отчётам",
    kind: "setup",
    system: "1С",
    impact: "one",
    priority: "medium",
    description: "Нужен доступ",
  };
  const body = JSON.stringify({ type: "it", values });
  const made = await post(server, token, `${API}/requests`, body);
  recording.writes["create"] = await recordWrite(app, made.id, null, made);
  return {
    name: "create",
    real: [{ method: "POST", path: `${API}/requests`, body }],
    bare: [{ method: "POST", path: "/create", body }],
  };
}

async function acceptScenario(app: App, server: FastifyInstance, actor: Reader, recording: Recording): Promise<Scenario> {
  const body = JSON.stringify({ action: "accept", version: 1 });
  const at = (id: string) => `${API}/requests/${id}/transitions`;
  const [first = "", subject = ""] = await waitingRequests(app, actor.personId, 2);
  // The first of all makes the queues that its tasks wait in.
  await post(server, await actor.token(), at(first), body);
  const answer = await post(server, await actor.token(), at(subject), body);
  recording.writes["accept"] = await recordWrite(app, subject, subject, answer);
  const more = async (count: number) => {
    const ids = await waitingRequests(app, actor.personId, 3 * count);
    const without = (some: string[]) => some.map((id) => ({ method: "POST" as const, path: `/accept?id=${id}`, body }));
    return {
      real: ids.slice(0, count).map((id) => ({ method: "POST" as const, path: at(id), body })),
      bare: without(ids.slice(count, 2 * count)),
      plain: without(ids.slice(2 * count)),
    };
  };
  return { name: "accept", real: [], bare: [], more };
}

async function post(server: FastifyInstance, token: string, url: string, payload: string): Promise<{ id: string }> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const answer = await server.inject({ method: "POST", url, headers, payload });
  if (answer.statusCode >= 300) throw new Error(`${url} answered ${answer.statusCode}: ${answer.body}`);
  return answer.json();
}

/** Requests that wait for the person to accept them, each with what a submission leaves behind. */
async function waitingRequests(app: App, personId: string, count: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with base as (select uuidv7() as id, q.type_id, r.author_id, r.department_id, r.branch_id, n
      from generate_series(1, ${count}::int) n cross join lateral (select * from records where kind = 'request' and type_code = 'it' and status = 'closed' limit 1) r
      join requests q on q.id = r.id),
    shared as (insert into records (id, kind, type_code, number, title, status, author_id, assignee_id, department_id, branch_id, created_at, updated_at)
      select id, 'request', 'it', id::text, 'Доступ к отчётам', 'new', author_id, ${personId}::uuid, department_id, branch_id, now(), now() from base),
    own as (insert into requests (id, type_id, type_code, chain_id, data, submitted_at)
      select id, type_id, 'it', id, '{"kind": "setup", "system": "1С", "impact": "one", "priority": "medium"}', now() from base),
    people as (insert into participants (record_id, person_id, role, since)
      select id, author_id, 'author', now() from base union all select id, ${personId}::uuid, 'assignee', now() from base),
    waits as (insert into awaits (record_id, person_id, reason, since) select id, ${personId}::uuid, 'accept', now() from base)
    select id from base`.execute(app.db);
  return rows.map((row) => row.id);
}

/** Reads back every row that the last transaction on this record wrote. */
async function recordWrite(app: App, recordId: string, subject: string | null, answer: unknown): Promise<RecordedWrite> {
  const { rows: columns } = await sql<{ table: string; columns: string[]; key: string[] }>`
    select c.table_name as table, array_agg(c.column_name::text order by c.ordinal_position) filter (where c.is_generated = 'NEVER' and c.identity_generation is distinct from 'ALWAYS') as columns,
      (select coalesce(array_agg(a.attname::text), '{}') from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
        where i.indrelid = c.table_name::regclass and i.indisprimary) as key
    from information_schema.columns c join information_schema.tables t on t.table_schema = 'public' and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
    where c.table_schema = 'public' group by c.table_name`.execute(app.db);
  const { rows: by } = await sql<{ xid: string }>`select xmin::text as xid from records where id = ${recordId}`.execute(app.db);
  const tables: WrittenRows[] = [];
  for (const { table, columns: writable, key } of columns) {
    const written = await sql<{ row: Record<string, unknown> }>`select to_jsonb(t) as row from ${sql.table(table)} t
      where t.xmin = ${by[0]?.xid ?? "0"}::text::xid`.execute(app.db);
    const rows = written.rows.map(({ row }) => row);
    const updated = rows.filter((row) => subject !== null && row["id"] === subject);
    const inserted = rows.filter((row) => !updated.includes(row));
    if (rows.length > 0) tables.push({ table, columns: writable, key, inserted: inserted.map(withFreshNumber), updated });
  }
  // Parents first: a row's table may refer to another of the same transaction.
  const order = ["records", "requests", "tasks"];
  tables.sort((a, b) => rank(order, a.table) - rank(order, b.table));
  const fresh = tables.flatMap((table) => table.inserted.flatMap((row) => (typeof row["id"] === "string" ? [row["id"]] : [])));
  return { tables, fresh, subject, answer };
}

function rank(order: readonly string[], table: string): number {
  const at = order.indexOf(table);
  return at === -1 ? order.length : at;
}

function withFreshNumber(row: Record<string, unknown>): Record<string, unknown> {
  return typeof row["number"] === "string" ? { ...row, number: "fresh" } : row;
}
