import { expect, it } from "vitest";
import { checkTables } from "../check-tables.ts";
import { plant, spoken } from "./tree.ts";

const OWNERS = {
  platform: ["audit_events"],
  records: ["records"],
  "modules/people": ["people"],
  "modules/approvals": ["approval_runs"],
  "modules/tasks": ["tasks"],
};
type Owners = Record<string, string[]>;
const TYPES = `export interface DB {
  approval_runs: ApprovalRuns;
  audit_events: AuditEvents;
  people: People;
  records: Records;
  tasks: Tasks;
}
`;
const LIST = "tools/checks/tables.json";

interface Given {
  owners?: Owners;
  frozen?: Record<"writers" | "readers", number>;
  writers?: Owners;
  readers?: Owners;
  unread?: Owners;
}

function found(
  path: string,
  text: string,
  { owners = OWNERS, writers = {}, readers = {}, unread = {}, frozen }: Given = {},
): string[] {
  const length = (list: Owners): number => Object.values(list).flat().length;
  const lists = { frozen: frozen ?? { writers: length(writers), readers: length(readers) }, writers, readers, unread };
  const owned = Object.entries(owners).map(([folder, own]) => [`apps/server/src/${folder}/tables.json`, JSON.stringify(own)]);
  const files = { [LIST]: JSON.stringify(lists), "apps/server/src/platform/db/schema.ts": TYPES };
  return spoken(checkTables(plant({ ...Object.fromEntries(owned), ...files, [path]: text })));
}

const SLICE = "apps/server/src/modules/requests/run.ts";
const foreignWrite = (table: string, owner: string) =>
  `${SLICE}:1 requests writes ${table}, which belongs to ${owner}: call a command of its owner`;
const foreignRead = (table: string, owner: string) =>
  `${SLICE}:1 requests reads ${table}, which belongs to ${owner}: ask its questions.ts`;

it.each([
  ["an update", 'db.updateTable("approval_runs").set({ status: "cancelled" });', "approval_runs", "approvals"],
  ["an insert", 'db.insertInto("tasks").values({});', "tasks", "tasks"],
  ["a deletion", 'db.deleteFrom("people");', "people", "people"],
  ["an update in SQL", "sql`update approval_runs set status = 'cancelled' where id = ${id}`;", "approval_runs", "approvals"],
  ["an insert in SQL", "sql<Row>`with x as (insert into tasks (id) values (${id})) select 1`;", "tasks", "tasks"],
  ["a deletion in SQL", "sql`delete from people where id = ${id}`;", "people", "people"],
  ["a write to what all kinds share", 'db.updateTable("records");', "records", "records"],
])("refuses %s of another's table", (_name, text, table, owner) => {
  expect(found(SLICE, text)).toEqual([foreignWrite(table, owner)]);
});

it.each([
  ["a selection", 'db.selectFrom("people");', "people", "people"],
  ["a selection by another name", 'db.selectFrom("people as p");', "people", "people"],
  ["one of several", 'db.selectFrom(["requests", "tasks as t"]);', "tasks", "tasks"],
  ["a join", 'db.selectFrom("records").leftJoin("people as p", "p.id", "records.author_id");', "people", "people"],
  ["a join in SQL", "sql`select 1 from records r join people p on p.id = ${id}`;", "people", "people"],
  ["a list in SQL", "sql`select 1 from records r, tasks t where t.id = ${id}`;", "tasks", "tasks"],
  ["a part of a query that begins with it", "counted(tx, sql`people where active`);", "people", "people"],
  ["a name written into the text", 'sql`select 1 from ${sql.table("tasks")}`;', "tasks", "tasks"],
])("refuses to read another's table: %s", (_name, text, table, owner) => {
  expect(found(SLICE, text)).toEqual([foreignRead(table, owner)]);
});

it.each([
  ["one's own table", "apps/server/src/modules/tasks/store.ts", "sql`update tasks set result = ''`;"],
  ["what all kinds share, read", SLICE, 'db.selectFrom("records").innerJoin("audit_events", "record_id", "id");'],
  ["a lock", SLICE, "sql`select 1 from records for update of records`;"],
  ["a name that is no table", SLICE, "sql`select 1 from given order by place`;"],
  ["a test", "apps/server/src/modules/requests/run.test.ts", 'db.updateTable("tasks");'],
  ["a part of a query, seen where it stands", SLICE, "sql`select 1 from ${rowsOf(lines)} where x is distinct from ${y}`;"],
  ["a column and a type", SLICE, "sql`select ${sql.ref(column)}::${sql.raw(type)} from records`;"],
  ["what is no query", SLICE, "Array.from(names); Buffer.from(text);"],
  ["the demonstration company", "apps/server/src/demo/people.ts", 'db.insertInto("people");'],
])("allows %s", (_name, path, text) => {
  expect(found(path, text)).toEqual([]);
});

it("keeps the platform from what stands above it", () => {
  expect(found("apps/server/src/platform/app.ts", 'db.selectFrom("records");')).toEqual([
    "apps/server/src/platform/app.ts:1 platform reads records, which belongs to records: ask its questions.ts",
  ]);
});

const UNREAD = `${SLICE}:1 names a table at run time: write it out, or list the file in ${LIST}`;

it.each([
  ["a name in a variable", "db.selectFrom(table);"],
  ["a name put together", "db.updateTable(`${kind}s`);"],
  ["a name that a function gives to be written to", "db.updateTable(tableOf(kind));"],
  ["one of several", 'db.selectFrom(["records", table]);'],
  ["a name in SQL", "sql`select 1 from ${sql.table(of)} n`;"],
  ["a name that is written to", "sql`update ${name} set a = 1`;"],
  ["a text made elsewhere", "sql`select 1 from records where ${sql.raw(condition)}`;"],
  ["a text as a query", "sql.raw(text).execute(db);"],
])("refuses what cannot be read: %s", (_name, text) => {
  expect(found(SLICE, text)).toEqual([UNREAD]);
});

it("takes a listed file at its word: what its names can be, it reads and writes", () => {
  const unread = { [SLICE]: ["tasks", "records"] };
  expect(found(SLICE, "db.selectFrom(table);", { unread })).toEqual([foreignRead("tasks", "tasks")]);
  expect(found(SLICE, "sql`delete from ${name}`;", { unread })).toEqual([
    foreignWrite("tasks", "tasks"),
    foreignWrite("records", "records"),
  ]);
  expect(found(SLICE, 'db.selectFrom("records");', { unread })).toEqual([
    `${LIST}:1 unread: ${SLICE} puts no name of a table together any longer; take it out`,
  ]);
});

it("lets what is listed be, and refuses an entry that nobody needs any longer", () => {
  const lists = { readers: { requests: ["people", "tasks"] }, writers: { [SLICE]: ["approval_runs", "tasks"] } };
  expect(found(SLICE, 'db.updateTable("approval_runs"); db.selectFrom("people");', lists)).toEqual([
    `${LIST}:1 writers: ${SLICE} no longer needs tasks; take it out`,
    `${LIST}:1 readers: requests no longer needs tasks; take it out`,
  ]);
});

it("refuses lists that grow, and holds what they have shrunk to", () => {
  const lists = { readers: { requests: ["people", "tasks"] } };
  const text = 'db.selectFrom(["people", "tasks"]);';
  expect(found(SLICE, text, { ...lists, frozen: { writers: 0, readers: 1 } })).toEqual([
    `${LIST}:1 readers: has 2 entries where 1 are frozen; it only shrinks`,
  ]);
  expect(found(SLICE, text, { ...lists, frozen: { writers: 1, readers: 2 } })).toEqual([
    `${LIST}:1 frozen: writers has 0 entries now; make it 0`,
  ]);
});

it("wants one owner for each table of the database", () => {
  const owners = { ...OWNERS, "modules/tasks": [], "modules/meetings": ["meetings", "people"] };
  expect(found(SLICE, "", { owners })).toEqual([
    "apps/server/src/platform/db/schema.ts:1 table tasks has no owner: name it in the tables.json of its slice",
    "apps/server/src/modules/meetings/tables.json:1 there is no table meetings",
    "apps/server/src/modules/people/tables.json:1 people has another owner already",
  ]);
});
