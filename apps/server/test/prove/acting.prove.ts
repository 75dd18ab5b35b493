import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { proveRounds, proveSeed } from "../../../../tools/testing/prove.ts";
import { randomFrom } from "../hardness/random.ts";
import type { Reply } from "../kit/api.ts";
import { startTestApp, type TestApp } from "../kit/app.ts";
import { addPerson } from "../kit/cast.ts";
import { seedCompany, type Company } from "../kit/company.ts";
import { eventually } from "../kit/eventually.ts";
import { payments, type Payments } from "../kit/payments.ts";

const ROUNDS = proveRounds(10);
/** All of them under `npm run prove`, else those that are taken first. */
const MOST_PAIRS = process.env["TARTIP_PROVE"] === "full" ? Number.POSITIVE_INFINITY : 18;
/** Monday of the test's clock to its Friday: everything of these days begins at once. */
const DAYS = { fromDate: "2026-11-16", toDate: "2026-11-20" };
/** For a second leave of the same person: nobody asks for the same days twice. */
const LATER = { fromDate: "2026-11-23", toDate: "2026-11-27" };

let test: TestApp;
let company: Company;
let pay: Payments;
let admin: { id: string };
let financeId: string;
let hr: { id: string };
let manager: { id: string };
let principal: { id: string };
let substitute: { id: string };

/** Something that is done to the same two people, and taken back; what it needs beforehand is made before the race. */
interface Command {
  name: string;
  ready(): Promise<() => Promise<Reply[]>>;
}

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  const at = { department: "OPS", managerId: company.ceo.id };
  admin = await addPerson(test.app, "Admin", ["admin"], { department: "ADM" });
  hr = await addPerson(test.app, "Personnel", ["hr"], { department: "ADM" });
  manager = await addPerson(test.app, "Manager", ["executor"], at);
  principal = await addPerson(test.app, "Principal", ["coordinator"], { ...at, managerId: manager.id });
  substitute = await addPerson(test.app, "Substitute", ["executor"], at);
  await test.app.db.updateTable("departments").set({ head_id: principal.id }).where("code", "=", "OPS").execute();
  const finance = test.app.db.updateTable("departments").set({ head_id: company.head.id }).where("code", "=", "FIN");
  financeId = (await finance.returning("id").executeTakeFirstOrThrow()).id;
});
afterAll(() => test.stop());

const as = (who: { id: string }) => test.api.as(who);

/** One call after another, each of what the one before has left; a refusal is an answer too. */
async function inTurn(...calls: (() => Promise<Reply>)[]): Promise<Reply[]> {
  const replies: Reply[] = [];
  for (const call of calls) replies.push(await call());
  return replies;
}

const atOnce = (name: string, ...calls: (() => Promise<Reply>)[]): Command => ({
  name,
  ready: async () => () => inTurn(...calls),
});

async function lastOf(table: "absences" | "substitutions"): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(table)} where cancelled_at is null order by created_at desc, id desc limit 1`.execute(test.app.db);
  return rows[0]?.id ?? principal.id;
}

const arrange = (): Promise<Reply> => {
  const body = { principalId: principal.id, substituteId: substitute.id, ...DAYS };
  return as(hr).post("/substitutions", body);
};
const end = async (what: "absences" | "substitutions"): Promise<Reply> => as(hr).post(`/${what}/${await lastOf(what)}/cancel`);

async function rowOf(table: "people" | "departments", id: string): Promise<number> {
  const { version } = await test.app.db.selectFrom(table).select("version").where("id", "=", id).executeTakeFirstOrThrow();
  return version;
}

async function movedTo(departmentId: string): Promise<Reply> {
  return as(admin).patch(`/people/${principal.id}`, { version: await rowOf("people", principal.id), departmentId });
}

async function headedBy(headId: string): Promise<Reply> {
  const version = await rowOf("departments", company.departmentId);
  return as(admin).patch(`/organisation/departments/${company.departmentId}`, { version, headId });
}

async function revoke(): Promise<Reply> {
  const held = await test.app.db
    .selectFrom("person_roles")
    .innerJoin("roles", "roles.id", "person_roles.role_id")
    .select("person_roles.id")
    .where("person_id", "=", principal.id)
    .where("roles.code", "=", "lawyer")
    .executeTakeFirst();
  return as(admin).delete(`/people/${principal.id}/roles/${held?.id ?? principal.id}`);
}

/** By a link that somebody has just made; a second one ends the first. */
async function newPassword(): Promise<Reply> {
  const link = await as(admin).post(`/people/${principal.id}/password-link`);
  if (link.status !== 201) return link;
  return test.api.post("/set-password", { token: link.body.token, password: "twelve geese by the river" });
}

/** Leaves of the principal that may still stand. */
let leaves: string[] = [];

/** Ends what a race left: its cancelling may have come too late. */
async function endLeaves(): Promise<void> {
  for (const id of leaves) await pay.move(hr, id, "cancel", { reason: "Not now" });
  const left = test.app.db
    .selectFrom("absences")
    .select("id")
    .where("person_id", "=", principal.id)
    .where("cancelled_at", "is", null);
  for (const { id } of await left.execute()) await as(hr).post(`/absences/${id}/cancel`);
  leaves = [];
}

/** A leave of the principal that lacks only its last signature, given and then taken back. */
async function leave(): Promise<() => Promise<Reply[]>> {
  const values = { title: "Leave", kind: "vacation", dueDate: "2026-12-25", employee: principal.id, substitute: substitute.id };
  const place = { department: financeId, branch: company.branchId };
  const { fromDate: dateFrom, toDate: dateTo } = leaves.length === 0 ? DAYS : LATER;
  const made = await as(hr).post("/requests", { type: "hr", values: { ...values, ...place, dateFrom, dateTo } });
  expect(made.body.fields, made.text).toEqual([]);
  const { id } = made.body;
  leaves.push(id);
  await pay.moved(hr, id, "submit");
  await pay.move(hr, id, "take");
  await pay.moved(hr, id, "sendForApproval");
  await pay.approve(company.head, id);
  await pay.handIn(hr, id, "prepare", 1);
  const { votes, version } = await pay.view(id, company.ceo);
  const sign = { action: "approve", version, stepId: votes[0]?.stepId };
  return () =>
    inTurn(
      () => as(company.ceo).post(`/requests/${id}/transitions`, sign),
      () => pay.move(hr, id, "cancel", { reason: "Not now" }),
    );
}

let made = 0;

/** A payment on which the principal decides as head of the department. */
async function vote(): Promise<() => Promise<Reply[]>> {
  made += 1;
  // Never the same amount twice: that looks like a duplicate.
  const id = await pay.sent(100 + made);
  const { votes, version } = await pay.view(id, principal);
  const body = { action: "approve", version, stepId: votes.find(({ key }) => key === "head")?.stepId };
  return () => inTurn(() => as(principal).post(`/requests/${id}/transitions`, body));
}

const COMMANDS: Command[] = [
  atOnce(
    "absence",
    () => as(hr).post("/absences", { personId: principal.id, ...DAYS }),
    () => end("absences"),
  ),
  atOnce("substitution", arrange, () => end("substitutions")),
  atOnce(
    "declined",
    arrange,
    async () => as(substitute).post(`/substitutions/${await lastOf("substitutions")}/decline`),
    () => end("substitutions"),
  ),
  atOnce("role", () => as(admin).post(`/people/${principal.id}/roles`, { roleCode: "lawyer" }), revoke),
  atOnce(
    "place",
    () => movedTo(company.departmentId),
    () => movedTo(company.departmentId),
  ),
  atOnce(
    "head",
    () => headedBy(company.head.id),
    () => headedBy(principal.id),
  ),
  atOnce(
    "leaving",
    () => as(admin).post(`/people/${manager.id}/deactivate`),
    () => as(admin).post(`/people/${manager.id}/activate`),
  ),
  atOnce("password", newPassword),
  { name: "leave", ready: leave },
  { name: "vote", ready: vote },
];

/** PostgreSQL counts when a backend ends, at the latest. */
async function deadlocks(): Promise<number> {
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.execute(
    test.app.db,
  );
  return eventually(async () => {
    const { rows } = await sql<{ others: number; deadlocks: number }>`
      select (select count(*)::int from pg_stat_activity a where a.datname = d.datname and a.pid <> pg_backend_pid()) as others,
        d.deadlocks::int from pg_stat_database d where datname = current_database()`.execute(test.app.db);
    expect(rows[0]?.others).toBe(0);
    return rows[0]?.deadlocks ?? 0;
  });
}

it("changes the same people from two sides at once without a deadlock and without turning anybody away", async () => {
  const random = randomFrom(proveSeed("acting"));
  const pairs = COMMANDS.flatMap((one, at) => COMMANDS.slice(at).map((other) => [one, other] as const));
  let answers = 0;
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [one, other] of pairs.toSorted(() => random.next() - 0.5).slice(0, MOST_PAIRS)) {
      await endLeaves();
      const runs = [await one.ready(), await other.ready()];
      const replies = (await Promise.all(runs.map((run) => run()))).flat();
      for (const { status, text } of replies) expect(status, `${one.name} beside ${other.name}: ${text}`).toBeLessThan(500);
      answers += replies.length;
    }
  process.stdout.write(`acting: ${Math.min(pairs.length, MOST_PAIRS)} pairs, ${ROUNDS} rounds, ${answers} answers\n`);
  expect(await deadlocks()).toBe(0);
});
