import { edgeFrom, type Workflow } from "@tartip/domain/kernel/workflow";
import { invoiceWorkflow } from "@tartip/domain/invoices/workflow";
import { taskWorkflow } from "@tartip/domain/tasks/workflow";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requestKindWorkflow } from "../../src/modules/requests/kind.ts";
import type { Reply } from "../kit/api.ts";
import { startTestApp, type TestApp } from "../kit/app.ts";
import { present } from "../kit/present.ts";
import { seedEveryone, walkOf, type Everyone } from "./everyone.ts";

let test: TestApp;
let everyone: Everyone;
let placed: Record<"requests" | "tasks" | "invoices", string>;

beforeAll(async () => {
  test = await startTestApp();
  everyone = await seedEveryone(test);
  const walk = walkOf(test, everyone);
  const id = await walk.sent(1_000);
  const { tasks } = (await test.api.as(everyone.coordinator).get(`/requests/${id}`)).body;
  placed = { requests: id, tasks: present(tasks[0]).id, invoices: await walk.invoiceOf(id) };
});
afterAll(() => test.stop());

const NONSENSE = ["", " ", "fly", "__proto__", "constructor", "toString", "SUBMIT"];
/** No record of the test ever gets there: the one who has the right is told that the page is old. */
const OLD_VERSION = 999_999;

const KINDS: { kind: "requests" | "tasks" | "invoices"; workflow: Workflow<string, string> }[] = [
  { kind: "requests", workflow: requestKindWorkflow },
  { kind: "tasks", workflow: taskWorkflow },
  { kind: "invoices", workflow: invoiceWorkflow },
];

/** Sets the state behind the application's back: the table is asked, not the way that led here. */
async function place(id: string, { final }: Workflow<string, string>, status: string): Promise<number> {
  const { version } = await test.app.db
    .updateTable("records")
    .set({ status, open: !final.includes(status) })
    .where("id", "=", id)
    .returning("version")
    .executeTakeFirstOrThrow();
  return version;
}

function ask(kind: string, who: { id: string }, id: string, body: object): Promise<Reply> {
  const headers = { "idempotency-key": `cell-${keys++}` };
  return test.api.as(who).post(`/${kind}/${id}/transitions`, { reason: "Причина", ...body }, { headers });
}
let keys = 0;

async function stateOf(id: string) {
  return test.app.db.selectFrom("records").select(["status", "version"]).where("id", "=", id).executeTakeFirstOrThrow();
}

describe.each(KINDS)("every cell of the table of $kind", ({ kind, workflow }) => {
  it("without an edge is no way, for nobody", async () => {
    const { author, coordinator, accountant } = everyone;
    const people = kind === "invoices" ? [author, accountant] : [author, coordinator];
    let refusedByTable = 0;
    for (const status of workflow.states.filter((state) => state !== "draft")) {
      const version = await place(placed[kind], workflow, status);
      const nonsense = status === workflow.initial || status === "new" ? NONSENSE : [];
      for (const action of [...Object.keys(workflow.edges), ...nonsense]) {
        const edge = edgeFrom(workflow, status, action);
        if (edge && !edge.automatic) continue;
        for (const who of people) {
          const reply = await ask(kind, who, placed[kind], { action, version });
          const where = `${action} while ${status}: ${reply.text}`;
          expect([400, 403, 404, 409], where).toContain(reply.status);
          if (reply.status === 409) expect(reply.problem.code, where).toBe("invalid_transition");
          if (reply.status === 409) refusedByTable += 1;
          // A step that is not named is not there; only a vote has one.
          if (reply.status === 404) expect(kind, where).toBe("requests");
        }
      }
      expect(await stateOf(placed[kind])).toEqual({ status, version });
    }
    expect(refusedByTable).toBeGreaterThan(workflow.states.length * 3);
  });

  it("with an edge asks for the right, then for the version, and changes nothing of an old page", async () => {
    const { author, coordinator, head, accountant, treasurer } = everyone;
    const told = new Set<string>();
    for (const status of workflow.states.filter((state) => state !== "draft")) {
      const version = await place(placed[kind], workflow, status);
      for (const action of Object.keys(workflow.edges)) {
        const edge = edgeFrom(workflow, status, action);
        if (!edge || edge.automatic) continue;
        for (const who of [author, coordinator, head, accountant, treasurer]) {
          const reply = await ask(kind, who, placed[kind], { action, version: OLD_VERSION });
          const where = `${action} while ${status}: ${reply.text}`;
          expect([403, 404, 409], where).toContain(reply.status);
          if (reply.status === 409) expect(reply.problem.code, where).toBe("stale_version");
          if (reply.status === 409) told.add(action);
        }
      }
      expect(await stateOf(placed[kind])).toEqual({ status, version });
    }
    // Where a right was met at all, the version was asked next.
    expect(told.size).toBeGreaterThan(3);
  });
});
