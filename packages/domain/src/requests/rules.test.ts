import { describe, expect, it } from "vitest";
import { actor, record, requestFacts, stepTask } from "../../test/crowd.ts";
import { actionsOf } from "../kernel/workflow.ts";
import { requestBlockers } from "./guards.ts";
import { decideRequest, mayAssignRequest, mayEditRequest } from "./policy.ts";

import { requestWorkflow } from "./workflow.ts";
import type { RequestFacts } from "./facts.ts";
import type { RequestAction } from "./workflow.ts";

const CAST = {
  author: actor("author"),
  doer: actor("doer"),
  member: actor("member", [], { queueIds: ["q"] }),
  coordinator: actor("coordinator", ["coordinator"]),
  elsewhere: actor("elsewhere", ["coordinator"], { departmentId: "legal" }),
  head: actor("boss", [], { headsDepartmentIds: ["sales"] }),
  asked: actor("asked"),
  accountant: actor("acc", ["accountant"]),
  cfo: actor("cfo", ["cfo"]),
  helper: actor("helper"),
  stranger: actor("stranger"),
  admin: actor("admin", ["admin"]),
  outsider: actor("out", ["contractor"], { external: true }),
};

function allowed(action: RequestAction, changes: Partial<RequestFacts> = {}): string[] {
  const facts = requestFacts({
    record: record({ taskAssigneeIds: ["helper"] }),
    openSteps: [{ key: "head", candidateIds: ["asked"] }],
    ...changes,
  });
  return Object.entries(CAST)
    .filter(([, who]) => decideRequest(who, facts, action).allowed)
    .map(([name]) => name);
}

const QUESTION = { askedById: "helper", askedId: "boss" };
/** The author left; the head of the department answers in their place. */
const ANSWERER = { answererId: "boss", question: QUESTION };

const waiting = { state: "new" as const, record: record({ responsibleId: null, queueId: "q" }) };

describe("who may act on a request", () => {
  it.each<[RequestAction, Partial<RequestFacts>, string[]]>([
    ["submit", { state: "draft" }, ["author"]],
    ["accept", { state: "new" }, ["doer", "coordinator", "accountant"]],
    ["accept", waiting, []],
    ["take", waiting, ["member", "coordinator", "accountant"]],
    ["sendForApproval", {}, ["doer", "coordinator", "accountant"]],
    ["plan", {}, ["doer"]],
    ["return", { state: "approval" }, ["asked"]],
    ["reject", { state: "approval" }, ["asked"]],
    ["reject", { state: "new" }, ["doer", "coordinator", "head", "accountant"]],
    ["resubmit", { state: "rework" }, ["author", "doer"]],
    ["resubmit", { state: "rework", returnedFrom: "done", redoTaskId: "t" }, []],
    ["recall", { state: "waiting" }, ["accountant", "cfo"]],
    ["waivePayment", { state: "waiting" }, ["accountant", "cfo"]],
    ["close", { state: "done" }, ["author", "coordinator", "accountant"]],
    ["returnDone", { state: "done" }, ["author", "coordinator", "accountant"]],
    ["cancel", {}, ["author", "coordinator", "accountant"]],
    ["cancel", { sent: true }, ["coordinator", "accountant"]],
    ["reopen", { state: "closed" }, ["coordinator", "head", "accountant"]],
    ["remind", { state: "approval" }, ["author", "doer", "coordinator", "accountant"]],
    [
      "remind",
      { state: "approval", reminder: { awaitedIds: ["doer"], queueAwaited: false, againAt: null } },
      ["author", "coordinator", "accountant"],
    ],
    ["clarify", {}, ["doer", "coordinator", "asked", "accountant", "helper"]],
    ["answer", {}, ["author"]],
    ["answer", ANSWERER, ["author", "head", "helper"]],
    ["resubmit", { state: "rework", ...ANSWERER }, ["author", "doer", "head"]],
    ["close", { state: "done", ...ANSWERER }, ["author", "coordinator", "head", "accountant"]],
    ["cancel", ANSWERER, ["author", "coordinator", "head", "accountant"]],
  ])("%s with %o: %o", (action, changes, people) => {
    expect(allowed(action, changes)).toEqual(people);
  });

  it("leaves what happens by itself to the system", () => {
    for (const action of actionsOf(requestWorkflow).filter((one) => requestWorkflow.edges[one].automatic))
      expect(allowed(action)).toEqual([]);
  });

  it("names the rule where a relation alone is not enough", () => {
    const own = requestFacts({ ...waiting, record: record({ authorId: "member", responsibleId: null, queueId: "q" }) });
    expect(decideRequest(CAST.member, own, "take")).toEqual({ allowed: false, rule: "author_takes_own" });
    expect(decideRequest(CAST.member, { ...own, queueHasOthers: false }, "take")).toEqual({ allowed: true });
    const self = requestFacts({ state: "approval", openSteps: [{ key: "head", candidateIds: ["author"] }] });
    expect(decideRequest(CAST.author, self, "return")).toEqual({ allowed: false, rule: "s1_author" });
    expect(decideRequest(CAST.author, requestFacts({ sent: true }), "cancel")).toEqual({
      allowed: false,
      rule: "author_after_sending",
    });
  });

  it("names the author alone only where nobody acts in their place", () => {
    const rule = (action: RequestAction) => decideRequest(CAST.member, requestFacts(), action);
    expect([rule("submit"), rule("answer")]).toMatchObject([{ rule: "only_author" }, { rule: "only_asked" }]);
  });

  it("lets only HR coordinate a request of HR", () => {
    const facts = requestFacts({ state: "done", record: record({ restricted: true, typeCode: "hr" }) });
    expect(decideRequest(CAST.coordinator, facts, "close").allowed).toBe(false);
    expect(decideRequest(CAST.head, { ...facts, state: "closed" }, "reopen").allowed).toBe(false);
    expect(decideRequest(actor("x", ["hr"]), facts, "close").allowed).toBe(true);
  });

  it("lets the card be changed by stage", () => {
    const may = (state: RequestFacts["state"]): string[] =>
      Object.entries(CAST)
        .filter(
          ([, who]) => mayEditRequest(who, requestFacts({ state, openSteps: [{ key: "acc", candidateIds: ["asked"] }] })).allowed,
        )
        .map(([name]) => name);
    expect(may("draft")).toEqual(["author"]);
    expect(may("in_progress")).toEqual(["doer", "coordinator", "accountant"]);
    expect(may("approval")).toEqual(["doer", "asked"]);
    expect([may("waiting"), may("done"), may("closed")]).toEqual([[], [], []]);
    expect(mayAssignRequest(CAST.coordinator, requestFacts()).allowed).toBe(true);
    expect(mayAssignRequest(CAST.author, requestFacts()).allowed).toBe(false);
  });

  it("keeps the responsible of what has ended", () => {
    const ended = (["closed", "rejected"] as const).map((state) => mayAssignRequest(CAST.coordinator, requestFacts({ state })));
    expect(ended).toMatchObject([{ rule: "record_finished" }, { rule: "record_finished" }]);
    expect(mayAssignRequest(CAST.coordinator, requestFacts({ state: "waiting" })).allowed).toBe(true);
  });
});

describe("what stands in the way", () => {
  const codes = (action: RequestAction, changes: Partial<RequestFacts> = {}): string[] =>
    requestBlockers(requestFacts(changes), action, () => false).map((one) => one.code);
  const draft = { id: "d", author: "Buyer", isReaders: false };
  const invoice = { id: "i", requestId: "p", number: "СЧ-1", state: "approved" as const, paidMinor: 0 };

  it("holds the customer's rule: no approval without invoice file and basis with a file", () => {
    expect(codes("sendForApproval")).toEqual([]);
    expect(
      codes("sendForApproval", {
        filledFields: [],
        basis: null,
        missing: { atSubmission: [], atApproval: ["basis", "invoiceFile", "basisKind"] },
      }),
    ).toEqual(["field_required", "invoice_file_missing", "basis_missing"]);
    expect(codes("sendForApproval", { basis: { documentId: "d", kind: "contract", hasFile: false, registered: true } })).toEqual([
      "basis_file_missing",
    ]);
    expect(
      codes("finishApproval", {
        nextRound: null,
        steps: { head: "finished", legal: "skipped", acc: "finished", cfo: "skipped", ceo: "skipped" },
        basis: { documentId: "d", kind: "offer", hasFile: true, registered: true },
      }),
    ).toEqual(["basis_kind_wrong"]);
    const unread = { documentId: "d", kind: "act", hasFile: true, registered: false };
    expect(codes("sendForApproval", { basis: unread })).toEqual(["basis_not_registered"]);
    expect(codes("finishApproval", { steps: { head: "open" } })).toEqual(["round_open"]);
  });

  it("lists every blocker of sending at once", () => {
    const tasks = [stepTask({ state: "in_progress", hasFile: false })];
    const checklist = [
      { id: "c", title: "Сверка", required: true, done: false },
      { id: "o", title: "По желанию", required: false, done: false },
    ];
    expect(codes("sendForApproval", { tasks, checklist, filledFields: ["basis"] })).toEqual([
      "task_open",
      "checklist_open",
      "invoice_file_missing",
    ]);
    expect(codes("sendForApproval", { tasks: [] })).toEqual(["task_open"]);
    expect(codes("startRound", { tasks: [], steps: { check: "skipped" } })).toEqual([]);
    expect(codes("sendForApproval", { nextRound: null })).toEqual(["nothing_to_approve"]);
  });

  it.each<[RequestAction, Partial<RequestFacts>, string[]]>([
    ["submit", { missing: { atSubmission: ["amount", "purpose"], atApproval: [] } }, ["field_required", "field_required"]],
    ["plan", {}, ["approval_needed"]],
    ["plan", { steps: { head: "finished", acc: "finished" } }, []],
    ["resubmit", { state: "rework", returnedFrom: "approval" }, ["nothing_changed"]],
    ["resubmit", { state: "rework", returnedFrom: "approval", changedSinceReturn: true, basis: null }, ["basis_missing"]],
    ["resubmit", { state: "rework", returnedFrom: "done", changedSinceReturn: true, basis: null }, []],
    ["redone", { state: "rework", returnedFrom: "approval" }, ["nothing_changed"]],
    ["redone", { state: "rework", returnedFrom: "done", redoTaskId: "t" }, []],
    ["redone", { redoTaskId: "t", tasks: [stepTask({ state: "submitted" })] }, ["task_open"]],
    ["redone", { redoTaskId: "t", tasks: [stepTask({ state: "cancelled" })] }, []],
    ["close", { tasks: [stepTask({ state: "in_progress" })] }, ["task_open"]],
    ["recall", { invoices: [invoice] }, []],
    ["recall", { invoices: [{ ...invoice, state: "in_payment" }] }, ["invoice_not_approved"]],
    ["recall", {}, ["invoice_missing"]],
    ["complete", { invoices: [{ ...invoice, state: "paid", paidMinor: 1 }] }, []],
    [
      "complete",
      { invoices: [invoice], tasks: [stepTask({ stepKey: "pay", title: "Оплатить", state: "todo" })] },
      ["task_open", "invoice_unpaid"],
    ],
    ["complete", { invoices: [{ ...invoice, state: "rejected" }] }, ["payment_needed"]],
    ["complete", { invoices: [{ ...invoice, state: "cancelled" }, invoice] }, ["invoice_unpaid"]],
    [
      "complete",
      {
        invoices: [
          { ...invoice, state: "paid" },
          { ...invoice, state: "rejected" },
        ],
      },
      [],
    ],
    ["complete", { payment: { orderTaskId: "t", draft: null, waived: false } }, ["payment_missing"]],
    ["complete", { payment: { orderTaskId: "t", draft, waived: false } }, ["payment_not_filed"]],
    [
      "complete",
      { payment: { orderTaskId: "t", draft, waived: false }, invoices: [{ ...invoice, state: "rejected" }] },
      ["payment_not_filed"],
    ],
    ["complete", { payment: { orderTaskId: "t", draft: null, waived: false }, invoices: [invoice] }, ["invoice_unpaid"]],
    ["complete", { payment: { orderTaskId: "t", draft, waived: true }, invoices: [{ ...invoice, state: "rejected" }] }, []],
    ["close", { payment: { orderTaskId: "t", draft: null, waived: false } }, ["payment_missing"]],
    ["waivePayment", { payment: { orderTaskId: "t", draft, waived: false } }, []],
    ["submit", { state: "draft", filedBeside: true }, ["filed_beside"]],
    ["reopen", { state: "rejected", filedBeside: true }, ["filed_beside"]],
    ["waivePayment", { payment: { orderTaskId: "t", draft, waived: true } }, ["payment_goes_on"]],
    ["waivePayment", { payment: { orderTaskId: "t", draft, waived: false }, invoices: [invoice] }, ["payment_goes_on"]],
    ["waivePayment", {}, ["payment_goes_on"]],
    ["complete", { gates: { approvalStart: [], approvalOutcome: [], done: ["fileOfTask:check"] } }, []],
    ["complete", { gates: { approvalStart: [], approvalOutcome: [], done: ["fileOfTask:sign"] } }, ["task_file_missing"]],
    ["cancel", { invoices: [{ ...invoice, state: "in_payment" }] }, ["invoice_in_payment"]],
    ["cancel", { invoices: [{ ...invoice, paidMinor: 5 }] }, ["invoice_in_payment"]],
    ["cancel", { invoices: [invoice] }, []],
    ["reopen", { daysSinceFinished: 30 }, []],
    ["reopen", { daysSinceFinished: 31, invoices: [{ ...invoice, state: "paid" }] }, ["reopen_too_late", "invoice_paid"]],
    ["remind", {}, []],
    ["remind", { reminder: { awaitedIds: ["a"], queueAwaited: false, againAt: "2026-11-16T09:00:00Z" } }, ["reminded_lately"]],
    ["clarify", { question: QUESTION }, ["question_open"]],
    ["answer", {}, ["no_question"]],
  ])("%s with %o: %o", (action, changes, expected) => {
    expect(codes(action, changes)).toEqual(expected);
  });

  it("says where to cure it", () => {
    const [blocker] = requestBlockers(requestFacts({ filledFields: ["basis"] }), "sendForApproval", () => false);
    expect(blocker).toEqual({ code: "invoice_file_missing", fix: { kind: "file", target: "invoiceFile" } });
  });
});
