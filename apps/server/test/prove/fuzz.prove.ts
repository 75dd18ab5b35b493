import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { proveRounds, proveSeed } from "../../../../tools/testing/prove.ts";
import { callsOf, type FuzzCall, type KnownIds } from "../hardness/fuzz-calls.ts";
import { brokenInvariants, fillFiles, ROLES, seedEveryone, walkOf, type Everyone } from "../hardness/everyone.ts";
import { operationsOf } from "../hardness/operations.ts";
import type { Reply } from "../kit/api.ts";
import { startTestApp, type TestApp } from "../kit/app.ts";
import { addPerson } from "../kit/cast.ts";

const FULL = 20_000;
let test: TestApp;
let everyone: Everyone;
let callers: { id: string }[];

beforeAll(async () => {
  test = await startTestApp();
  everyone = await seedEveryone(test);
  const walk = walkOf(test, everyone);
  await walk.draft(10_000);
  await walk.submitted(20_000);
  const sent = await walk.sent(30_000);
  await walk.approved(40_000);
  await liven(sent);
  await fillFiles(test);
  const { author, coordinator, head, cfo, accountant, treasurer, executor, by } = everyone;
  callers = [author, coordinator, head, cfo, accountant, treasurer, executor, ...ROLES.map((role) => by[role])];
});
afterAll(() => test.stop());

/** Gives a record a comment, a checklist item, a watcher and a link, so that their operations have something to hold. */
async function liven(id: string): Promise<void> {
  const api = test.api.as(everyone.coordinator);
  await api.post(`/records/${id}/comments`, { source: "Вопрос" });
  await api.post(`/records/${id}/checklist`, { text: "Проверить" });
  await api.put(`/records/${id}/watchers/${everyone.executor.id}`);
  await api.post(`/records/${id}/links`, { toId: everyone.contractId, kind: "related" });
}

/** Whatever exists, by the name of the parameter that asks for it. People who call are never deactivated by id. */
async function knownIds(): Promise<KnownIds> {
  const ids = async (query: string): Promise<string[]> => {
    const { rows } = await sql.raw<{ id: string }>(`select id::text as id from ${query}`).execute(test.app.db);
    return rows.map((row) => row.id);
  };
  const spare = [await addPerson(test.app, "Spare1", ["executor"]), await addPerson(test.app, "Spare2", ["coordinator"])];
  const spareIds = spare.map((one) => one.id);
  const people = await ids("people");
  const known: Record<string, string[]> = {
    any: [...(await ids("records")), ...spareIds],
    "id:people": spareIds,
    "id:records": await ids("records"),
    "id:requests": await ids("records where kind = 'request'"),
    "id:tasks": await ids("records where kind = 'task'"),
    "id:invoices": await ids("records where kind = 'invoice'"),
    "id:documents": await ids("records where kind = 'document'"),
    "id:counterparties": await ids("records where kind = 'counterparty'"),
    "id:files": await ids("files"),
    "id:budgets": [...(await ids("budget_cells")), ...(await ids("budget_entries"))],
    "id:organisation": [
      ...(await ids("branches")),
      ...(await ids("departments")),
      ...(await ids("projects")),
      ...(await ids("cost_items where code like '03%'")),
    ],
    commentId: await ids("comments"),
    itemId: await ids("checklist_items"),
    linkId: await ids("record_links"),
    accountId: await ids("bank_accounts"),
    stepId: await ids("approval_steps"),
    personId: people,
    branchId: await ids("branches"),
    departmentId: await ids("departments"),
    parentId: [...(await ids("departments")), ...(await ids("cost_items where kind = 'group'"))],
    headId: people,
    ownerId: people,
    costItemId: await ids("cost_items"),
    toId: await ids("records"),
  };
  return known;
}

it("answers no request with a fault, and every refusal in the person's language", async () => {
  const seed = proveSeed("fuzz");
  const operations = await operationsOf(test);
  const ids = await knownIds();
  expect(operations.length).toBeGreaterThan(60);
  const perOperation = Math.ceil(proveRounds(FULL) / operations.length);
  const faults = new Map<string, string>();
  let sent = 0;
  let taken = 0;
  for (const [index, operation] of operations.entries()) {
    for (const call of fc.sample(callsOf(operation, callers.length, ids), { numRuns: perOperation, seed: seed + index })) {
      const reply = await send(call);
      sent += 1;
      if (operation.id === "setPreferences") await speakRussian(call);
      if (reply.status < 300) taken += 1;
      const wrong = faultOf(call, reply);
      if (wrong !== null) faults.set(`${operation.id}: ${wrong}`, describeCall(call, reply));
    }
  }
  process.stdout.write(`fuzz: ${sent} requests to ${operations.length} operations, ${taken} of them accepted\n`);
  expect([...faults].map(([fault, call]) => `${fault}\n    ${call}`).join("\n")).toBe("");
  // A fuzz that is refused at the door proves nothing of the rooms.
  expect(taken).toBeGreaterThan(sent / 20);
  expect(await brokenInvariants(test)).toEqual([]);
});

/** Anyone who chose another language is asked in Russian again, so that sentences can be told from keys. */
async function speakRussian(call: FuzzCall): Promise<void> {
  const caller = callers[call.caller];
  if (caller) await test.api.as(caller).patch("/me", { language: "ru" });
}

async function send(call: FuzzCall): Promise<Reply> {
  const caller = callers[call.caller];
  const api = caller ? test.api.as(caller) : test.api;
  const headers: Record<string, string> = {
    ...(call.contentType === null ? {} : { "content-type": call.contentType }),
    ...(call.key === null ? {} : { "idempotency-key": Buffer.from(call.key).toString("latin1") }),
  };
  const body = call.payload ?? undefined;
  switch (call.operation.method) {
    case "GET":
      return api.get(call.url, { headers });
    case "DELETE":
      return api.delete(call.url, { headers });
    case "POST":
      return api.post(call.url, body, { headers });
    case "PUT":
      return api.put(call.url, body, { headers });
    case "PATCH":
      return api.patch(call.url, body, { headers });
  }
}

/** What a body must never hold of us. */
const INTERNALS =
  /\b(select .+ from|insert into|update .+ set|violates|syntax error|relation "|kysely|node_modules|SQLSTATE|PostgreSQL|at async|\.ts:\d+|ECONN|pg_)/iu;

/** Null when the answer keeps its promises. */
function faultOf(call: FuzzCall, reply: Reply): string | null {
  if (reply.status >= 500) return `answered ${reply.status}`;
  if (reply.status < 400) return null;
  if (!String(reply.headers["content-type"]).startsWith("application/problem+json")) return `${reply.status} without a problem`;
  const { problem } = reply;
  if (problem.status !== reply.status || !/^[a-z_]+$/u.test(problem.code)) return `a problem without a code: ${problem.code}`;
  const sentences: string[] = [
    problem.title,
    problem.detail,
    ...problem.fields.map((one) => one.detail),
    ...problem.blockers.map((one) => one.text),
  ];
  const bare = sentences.find(
    (sentence) => !/\p{Script=Cyrillic}{2}/u.test(sentence) || /\{\{|undefined|\[object/u.test(sentence),
  );
  if (bare !== undefined) return `${problem.code} speaks no Russian: ${bare}`;
  const sentText = `${call.payload ?? ""}${decodeURIComponent(call.url)}`;
  const leak = INTERNALS.exec(reply.text);
  return leak && !sentText.includes(leak[0]) ? `tells of the inside: ${leak[0]}` : null;
}

function describeCall(call: FuzzCall, reply: Reply): string {
  const body = call.payload === null ? "" : ` ${call.contentType} ${call.payload.slice(0, 500)}`;
  return `caller ${call.caller} ${call.operation.method} ${call.url.slice(0, 400)}${body}\n    → ${reply.status} ${reply.text.slice(0, 300)}`;
}
