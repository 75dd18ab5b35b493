import { Type as T, type FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { problems } from "../../platform/http/problems.ts";
import { Instant, KindName, Nullable, NullableInstant, Uuid, oneOf } from "../../records/routes-schema.ts";
import { TaskRow } from "../tasks/questions.ts";
import { myDay } from "./screen.ts";

const MaybeText = (description: string) => Nullable(T.String(), description);
const MaybeMinor = (description: string) => Nullable(T.Integer(), description);

const head = {
  id: Uuid("Request"),
  number: MaybeText("Number"),
  title: T.String({ description: "Subject" }),
  typeCode: T.String({ description: "Request type" }),
};

const Budget = T.Object(
  {
    planMinor: T.Integer({ description: "Plan" }),
    actualMinor: T.Integer({ description: "Paid" }),
    committedMinor: T.Integer({ description: "Approved, unpaid" }),
    thisMinor: T.Integer({ description: "This request" }),
    leftMinor: T.Integer({ description: "Plan without paid, committed and this request; negative when over the plan" }),
  },
  { description: "Its budget cell, base currency minor units" },
);

const Decision = T.Object(
  {
    ...head,
    recordKind: T.Optional(KindName),
    status: T.String({ description: "Status" }),
    priority: T.Integer({ description: "1 low … 4 urgent" }),
    version: T.Integer({ description: "Send it back with the vote" }),
    stepIds: T.Array(Uuid("Step"), {
      description: "Steps to vote at, the ordinary one first: one visit, each a decision of its own",
    }),
    kind: oneOf(["decision", "over_limit"], "An ordinary decision, or one that includes an excess of the limit"),
    since: Instant("Asked since"),
    dueAt: NullableInstant("Deadline"),
    amountMinor: MaybeMinor("Amount"),
    currency: MaybeText("Currency"),
    counterpartyName: MaybeText("Supplier"),
    budget: T.Unsafe<T.Static<typeof Budget> | null>({ ...Budget, type: ["object", "null"] }),
  },
  { description: "A vote awaited" },
);

const Urgent = T.Object(
  {
    ...head,
    version: T.Integer({ description: "Send it back with the action" }),
    authorName: T.String({ description: "Who asks" }),
    reason: oneOf(["accept", "take"], "To be accepted, or taken from the queue"),
    since: Instant("Waits since"),
  },
  { description: "An urgent request" },
);

const Waiting = T.Object(
  {
    ...head,
    recordKind: T.Optional(KindName),
    status: T.String({ description: "Status" }),
    priority: T.Integer({ description: "1 low … 4 urgent" }),
    version: T.Integer({ description: "Send it back with the action" }),
    reason: T.String({
      description: "accept, take, send, clarify, rework, close, name_person, confirm_account, payment_needed, redo",
    }),
    since: Instant("Waits since"),
    dueAt: NullableInstant("Deadline"),
  },
  { description: "A record that waits for the person" },
);

const Awaited = T.Object(
  {
    name: MaybeText("Who is awaited; null for a queue"),
    reason: T.String({ description: "Why" }),
    since: T.String({ description: "Since" }),
    taskTitle: MaybeText("Task it is about; of a step in the language of the person"),
  },
  { description: "Somebody awaited" },
);

const Own = T.Object(
  {
    ...head,
    status: T.String({ description: "Status" }),
    dueAt: NullableInstant("Deadline"),
    amountMinor: MaybeMinor("Amount"),
    currency: MaybeText("Currency"),
    awaited: T.Array(Awaited, { description: "Who is awaited, longest first" }),
  },
  { description: "An own request" },
);

const Escalated = T.Object(
  {
    ...head,
    recordKind: KindName,
    status: T.String({ description: "Status" }),
    dueAt: Instant("Deadline that has passed"),
    awaited: T.Array(Awaited, { description: "Whom it awaits, longest first" }),
  },
  { description: "Work of others that is late and went up to the person" },
);

const Unmanned = T.Object(
  {
    role: T.String({ description: "Code of the role whose holders would take them" }),
    requests: T.Integer({ description: "How many" }),
    since: Instant("The longest waits since"),
  },
  { description: "Personal requests that nobody is left to take, and that the person may not see" },
);

const MyDay = T.Object(
  {
    decisions: T.Array(Decision, { description: "Votes awaited, the most pressing first" }),
    urgent: T.Array(Urgent, { description: "Urgent requests to accept" }),
    waiting: T.Array(Waiting, { description: "What else waits" }),
    tasks: T.Array(T.Ref("TaskRow"), { description: "Tasks to do, check or take" }),
    own: T.Array(Own, { description: "Own open requests and where they stand" }),
    escalated: T.Array(Escalated, {
      description: "Late work of others that was told to the person as a head, longest late first",
    }),
    unmanned: T.Array(Unmanned, { description: "Roles that somebody must be given, so that personal requests go on" }),
  },
  { $id: "MyDay", description: "The person's day" },
);

/** One page, one answer. */
export const myDayRoutes: FastifyPluginAsyncTypebox = async (api) => {
  api.addSchema(TaskRow);
  api.addSchema(MyDay);
  api.get(
    "/my-day",
    {
      schema: {
        operationId: "getMyDay",
        summary: "What waits for the person",
        tags: ["My day"],
        response: { 200: T.Ref("MyDay"), ...problems(401) },
      },
    },
    async ({ context }) => myDay(context),
  );
};
