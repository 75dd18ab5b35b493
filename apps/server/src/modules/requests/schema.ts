import { Type as T } from "@fastify/type-provider-typebox";
import { requestWorkflow } from "@tartip/domain/requests/workflow";
import { ActionView } from "../../records/actions-schema.ts";
import { MaybeLabel } from "../../records/label-schema.ts";
import { MeaningView } from "./meaning-schema.ts";
import { Instant, Nullable, NullableInstant, NullablePerson, PersonView, Uuid, oneOf } from "../../records/routes-schema.ts";
import { ApprovalView, ExplainView, OwnVotesView } from "../approvals/questions.ts";

const RequestStatus = oneOf(requestWorkflow.states, "Status");

const MaybeId = (description: string) => Nullable(T.String({ format: "uuid" }), description);
const MaybeText = (description: string) => Nullable(T.String(), description);
const MaybeMinor = (description: string) => Nullable(T.Integer(), description);

/** What every view of a request shares. */
const head = {
  id: Uuid("Request"),
  number: MaybeText("Number of the type and year; null in a draft"),
  typeCode: T.String({ description: "Request type" }),
  title: T.String({ description: "Subject" }),
  status: RequestStatus,
  open: T.Boolean({ description: "False once closed or rejected" }),
  priority: T.Integer({ description: "1 low, 2 medium, 3 high, 4 urgent" }),
  restricted: T.Boolean({ description: "Seen only by the people of the record and its own role" }),
  version: T.Integer({ description: "Send it back with every change" }),
  queueId: MaybeId("Queue it waits in"),
  departmentId: MaybeId("Department"),
  branchId: MaybeId("Branch"),
  projectId: MaybeId("Project"),
  dueAt: NullableInstant("Deadline"),
  createdAt: Instant("Made"),
  updatedAt: Instant("Last change"),
};

const AwaitedBrief = T.Object(
  {
    personId: MaybeId("Person; null for a queue"),
    name: MaybeText("Family and first name"),
    reason: T.String({ description: "decision, over_limit, accept, take, send, rework, clarify, close, payment_needed, redo" }),
    since: T.String({ description: "Since when" }),
  },
  { description: "Somebody awaited" },
);

export const RequestRow = T.Object(
  {
    ...head,
    authorId: Uuid("Author"),
    authorName: T.String({ description: "Author's name" }),
    assigneeId: MaybeId("Responsible"),
    assigneeName: MaybeText("Responsible's name"),
    amountMinor: MaybeMinor("Amount in minor units; null when there is none or it may not be seen"),
    currency: MaybeText("Currency of the amount"),
    counterpartyName: MaybeText("Supplier or other party"),
    paid: T.Optional(T.Boolean({ description: "Whether it has invoices and nothing is left to pay of them" })),
    awaited: T.Array(AwaitedBrief, { description: "Who is awaited, longest first" }),
  },
  { $id: "RequestRow", description: "A request in a list" },
);

export const RequestPage = T.Object({
  items: T.Array(T.Ref("RequestRow"), { description: "Requests" }),
  next: MaybeText("Pass as `after` for the next page; null at the end"),
});

export const RequestSumsView = T.Object({
  count: T.Integer({ description: "Requests under the filter, counted up to 10 000" }),
  capped: T.Boolean({ description: "True when there are more" }),
  totals: T.Array(
    T.Object({
      currency: T.String({ description: "Currency" }),
      amountMinor: T.Integer({ description: "Sum of the amounts that may be seen, minor units" }),
    }),
    { description: "Sums by currency" },
  ),
});

const NamedView = T.Object(
  { id: T.String({ description: "Id" }), name: T.String({ description: "Name" }) },
  { description: "A name" },
);

const NamedDocument = T.Object(
  {
    id: Uuid("Document"),
    name: T.String({ description: "Title" }),
    opens: T.Boolean({ description: "Whether the reader may open it; one may be named as a basis without that" }),
  },
  { description: "A document named in the form" },
);

const TaskBrief = T.Object(
  {
    id: Uuid("Task"),
    number: MaybeText("Number"),
    title: T.String({ description: "Title" }),
    titles: MaybeLabel("Title of its step in three languages; null for a task made by hand"),
    stepKey: MaybeText("Step of the type"),
    status: T.String({ description: "Status" }),
    skipped: T.Boolean({ description: "The step did not apply" }),
    fallsAway: T.Boolean({ description: "By what is filled in now the step will not apply" }),
    assignee: NullablePerson("Assignee"),
    queueId: MaybeId("Queue"),
    dueAt: MaybeText("Deadline"),
    completesBy: MaybeText("Fact that closes it: invoicePaid, closingDocumentLinked"),
    requiresFile: T.Boolean({ description: "A file or a link must come with the result" }),
    resultLinks: T.Array(T.String({ description: "Web address" }), { description: "Links handed in" }),
    mayBeRedone: T.Boolean({ description: "Done by a person who can do it again when the request is reopened" }),
  },
  { description: "A task of the request" },
);

const leaveDays = {
  fromDate: T.String({ description: "First day" }),
  toDate: T.String({ description: "Last day" }),
  own: T.Boolean({ description: "Made by this request; false for what stood on these days before and was kept" }),
};

const LeaveView = Nullable(
  T.Object({
    substituteNamed: T.Boolean({ description: "Whether the request names a substitute" }),
    absences: T.Array(T.Object(leaveDays), { description: "Days the person is away" }),
    substitutions: T.Array(T.Object({ ...leaveDays, substitute: PersonView }), { description: "Who stands in" }),
  }),
  "What stands on the days of an approved leave; null for every other request",
);

const PaidView = T.Unsafe<object | null>({
  type: ["object", "null"],
  description: "What was paid of its invoices; null while nothing was",
  properties: {
    on: T.String({ format: "date", description: "The bank's day of the last payment, YYYY-MM-DD" }),
    whole: T.Boolean({ description: "Whether nothing is left to pay" }),
  },
  required: ["on", "whole"],
});

export const RequestView = T.Object(
  {
    ...head,
    typeId: Uuid("Version of the type"),
    chainId: Uuid("Root of the expense chain"),
    author: PersonView,
    assignee: NullablePerson("Responsible"),
    subject: NullablePerson("Whom it is about"),
    acceptedBy: NullablePerson("Who accepted it"),
    acceptedAt: NullableInstant("When it was accepted"),
    submittedAt: NullableInstant("Submitted"),
    closedAt: NullableInstant("Closed or rejected"),
    values: T.Record(T.String(), T.Unknown(), { description: "The form by field key; hidden fields are absent" }),
    names: T.Object(
      {
        people: T.Array(NamedView, { description: "People" }),
        counterparties: T.Array(NamedView, { description: "Counterparties" }),
        documents: T.Array(NamedDocument, { description: "Documents" }),
      },
      { description: "Names of ids in the values" },
    ),
    amountMinor: T.Optional(MaybeMinor("Amount; absent when it may not be seen")),
    currency: T.Optional(MaybeText("Currency; absent when the amount may not be seen")),
    baseMinor: T.Optional(MaybeMinor("Amount in base currency; absent when it may not be seen")),
    moneyVisible: T.Boolean({ description: "Whether the reader sees amounts" }),
    urgent: T.Unsafe<object | null>({
      type: ["object", "null"],
      description: "Set while it is urgent and nobody has accepted it",
      properties: {
        headToldAt: NullableInstant("When the head was told; null = not yet"),
        headHearsAt: NullableInstant("When the head is told, after the working minutes of the setting"),
      },
    }),
    clarification: T.Unsafe<object | null>({
      type: ["object", "null"],
      description: "An open question to the author",
      properties: {
        question: T.String({ description: "Question" }),
        askedBy: NullablePerson("Who asks"),
        askedAt: NullableInstant("When"),
        asked: NullablePerson("Whose answer is awaited: the author, or who answers in their place"),
        forReader: T.Boolean({ description: "Whether the reader's answer is awaited; who asked may end the question too" }),
      },
    }),
    returned: T.Unsafe<object | null>({
      type: ["object", "null"],
      description: "The return it came from",
      properties: {
        from: T.String({ description: "approval, recall or done" }),
        toStep: MaybeText("Task step to be done again"),
        taskId: MaybeId("After it was done: the task to be done again; when it is over, the request comes back by itself"),
        at: NullableInstant("When"),
        by: NullablePerson("Who sent it back"),
        reason: T.String({ description: "Reason" }),
        answered: T.Boolean({ description: "Whether anything was answered or changed since" }),
      },
    }),
    remindedAt: NullableInstant("When those awaited were last reminded by hand"),
    pausedMinutes: T.Integer({
      description: "Working minutes by which deadlines moved while questions to the author stood open",
    }),
    leave: LeaveView,
    substituteAway: T.Optional(
      T.Array(T.Object({ fromDate: leaveDays.fromDate, toDate: leaveDays.toDate }), {
        description: "Days of a leave asked for on which the substitute named is away; a warning",
      }),
    ),
    tasks: T.Array(TaskBrief, { description: "Tasks" }),
    approval: ApprovalView,
    invoices: T.Array(
      T.Object({
        id: Uuid("Invoice"),
        number: T.String({ description: "Supplier's number" }),
        status: T.String({ description: "Status" }),
      }),
      { description: "Invoices of the request" },
    ),
    paid: T.Optional(PaidView),
    explain: ExplainView,
    actions: T.Array(ActionView, { description: "What the reader may do, and what stands in the way" }),
    votes: OwnVotesView,
    meaning: MeaningView,
    mayEdit: T.Boolean({ description: "Whether the reader may change the card" }),
    approvalAhead: T.Boolean({ description: "Whether, as it is filled in now, somebody is still to be asked in a round" }),
    mayAssign: T.Boolean({ description: "Whether the reader may name another responsible" }),
  },
  { $id: "Request", description: "A request as its page shows it" },
);
