import type { App } from "../apps/server/src/platform/app.ts";
import { SUBJECT, type RecordedRead, type Recording, type Statement } from "./bare.ts";
import { RARE_WORDS } from "./scenarios.ts";

/**
 * What a server without rights, history, notices or rules would ask the database for, written by hand: the rows by the
 * index of their order with their names, one page with its tasks and comments, one statement a write. It answers the same
 * JSON. The distance to it is what everything besides costs, our own statements included.
 */
const ROW = `r.id, r.number, q.type_id, r.type_code, r.title, r.status, r.open, r.priority, r.restricted, r.author_id, author.full_name as author_name,
  r.assignee_id, assignee.full_name as assignee_name, r.queue_id, r.branch_id, r.department_id, r.project_id, r.due_at, r.created_at, r.updated_at,
  r.version, q.amount_minor, q.currency, c.name as counterparty_name`;
const NAMES = `join requests q on q.id = r.id join people author on author.id = r.author_id
  left join people assignee on assignee.id = r.assignee_id left join counterparties c on c.id = q.counterparty_id`;

const listOf = (where: string, order: string, values: unknown[] = []): Statement => ({
  text: `select ${ROW} from (select * from records where kind = 'request' and status <> 'draft'${where} order by ${order} limit 51) r ${NAMES} order by ${order}`,
  values,
});

const PAGE = [
  `select ${ROW}, q.data, q.description from records r ${NAMES} where r.id = $1`,
  `select t.id, r.number, r.title, r.status, r.due_at, p.full_name from tasks t join records r on r.id = t.id
    left join people p on p.id = r.assignee_id where t.parent_record_id = $1 order by t.id`,
  `select c.id, c.html, c.created_at, p.full_name from comments c join people p on p.id = c.author_id
    where c.record_id = $1 order by c.created_at limit 50`,
];

const SEARCH = `select r.id, r.kind, r.type_code, r.number, r.title, r.status from record_search s join records r on r.id = s.record_id
  where s.vector @@ to_tsquery('russian', $1) order by r.updated_at desc limit 20`;

const CREATE = `with r as (insert into records (id, kind, type_code, title, status, author_id, department_id, branch_id, created_at, updated_at)
    select uuidv7(), 'request', 'it', $1, 'draft', id, department_id, branch_id, now(), now() from people where id = $2 returning id, author_id),
  q as (insert into requests (id, type_id, type_code, chain_id, data) select id, $3::uuid, 'it', id, $4::jsonb from r)
  insert into participants (record_id, person_id, role, since) select id, author_id, 'author', now() from r`;

const ACCEPT = `with r as (update records set status = 'in_progress', version = version + 1, updated_at = now() where id = $1 returning id)
  insert into status_log (record_id, from_status, to_status, action, actor_id, at) select id, 'new', 'in_progress', 'accept', $2, now() from r`;

/** The hand-written statements under the names of what was recorded of the application. */
export async function plainOf(app: App, recording: Recording, personId: string): Promise<Recording> {
  const branch = await app.db.selectFrom("branches").select("id").where("code", "=", "B3").executeTakeFirstOrThrow();
  const lists = [
    listOf(" and open and type_code in ('payment', 'purchase')", "due_at, id"),
    listOf("", "created_at desc, id desc"),
    listOf(" and branch_id = $1 and status in ('approval', 'in_progress')", "created_at desc, id desc", [branch.id]),
  ];
  const type = await app.db.selectFrom("request_types").select("id").where("code", "=", "it").where("current", "=", true).executeTakeFirstOrThrow(); // prettier-ignore
  const own = (name: string, answer: unknown): Statement[] => {
    const at = Number(name.split("-")[1]);
    if (name.startsWith("list")) return lists.slice(at, at + 1);
    // reason: a recorded page is a request's, which has an id
    if (name.startsWith("page")) return PAGE.map((text) => ({ text, values: [(answer as { id: string }).id] }));
    return [{ text: SEARCH, values: [`${RARE_WORDS[at] ?? ""}:*`] }];
  };
  const reads: Record<string, RecordedRead> = {};
  for (const [name, { answer }] of Object.entries(recording.reads)) reads[name] = { statements: own(name, answer), answer };
  const values = JSON.stringify({ kind: "setup", system: "1С", impact: "one", priority: "medium" });
  reads["create"] = {
    statements: [{ text: CREATE, values: ["Доступ к отчётам", personId, type.id, values] }],
    answer: recording.writes["create"]?.answer,
  };
  reads["accept"] = { statements: [{ text: ACCEPT, values: [SUBJECT, personId] }], answer: recording.writes["accept"]?.answer };
  return { reads, writes: {} };
}
