import { expect, it } from "vitest";
import { checkTables } from "../check-tables.ts";
import { plant, spoken } from "./tree.ts";

const OWNERS = {
  owners: {
    platform: ["audit_events"],
    records: ["records"],
    people: ["people"],
    approvals: ["approval_runs"],
    tasks: ["tasks"],
  },
  writers: {},
  readers: {},
};
const TYPES = `export interface DB {
  approval_runs: ApprovalRuns;
  audit_events: AuditEvents;
  people: People;
  records: Records;
  tasks: Tasks;
}
`;
const LIST = "tools/checks/tables.json";

function found(path: string, text: string, lists: object = {}): string[] {
  const files = { [LIST]: JSON.stringify({ ...OWNERS, ...lists }), "apps/server/src/platform/db/schema.ts": TYPES };
  return spoken(checkTables(plant({ ...files, [path]: text })));
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
])("refuses to read another's table: %s", (_name, text, table, owner) => {
  expect(found(SLICE, text)).toEqual([foreignRead(table, owner)]);
});

it.each([
  ["one's own table", "apps/server/src/modules/tasks/store.ts", "sql`update tasks set result = ''`;"],
  ["what all kinds share, read", SLICE, 'db.selectFrom("records").innerJoin("audit_events", "record_id", "id");'],
  ["a lock", SLICE, "sql`select 1 from records for update of records`;"],
  ["a name that is no table", SLICE, "sql`select 1 from given order by place`;"],
  ["a test", "apps/server/src/modules/requests/run.test.ts", 'db.updateTable("tasks");'],
  ["the demonstration company", "apps/server/src/demo/people.ts", 'db.insertInto("people");'],
])("allows %s", (_name, path, text) => {
  expect(found(path, text)).toEqual([]);
});

it("keeps the platform from what stands above it", () => {
  expect(found("apps/server/src/platform/app.ts", 'db.selectFrom("records");')).toEqual([
    "apps/server/src/platform/app.ts:1 platform reads records, which belongs to records: ask its questions.ts",
  ]);
});

it("lets what is listed be, and refuses an entry that nobody needs any longer", () => {
  const lists = { readers: { requests: ["people", "tasks"] }, writers: { [SLICE]: ["approval_runs", "tasks"] } };
  expect(found(SLICE, 'db.updateTable("approval_runs"); db.selectFrom("people");', lists)).toEqual([
    `${LIST}:1 writers: ${SLICE} no longer needs tasks; take it out`,
    `${LIST}:1 readers: requests no longer needs tasks; take it out`,
  ]);
});

it("wants one owner for each table of the database", () => {
  const owners = { ...OWNERS.owners, tasks: [], meetings: ["meetings"] };
  expect(found(SLICE, "", { owners })).toEqual([`${LIST}:1 table tasks has no owner`, `${LIST}:1 there is no table meetings`]);
});
