import { Type as T } from "@fastify/type-provider-typebox";
import { taskWorkflow } from "@tartip/domain/tasks/workflow";
import { ActionView } from "../../records/actions-schema.ts";
import { Instant, Nullable, NullableInstant, NullablePerson, PersonView, Uuid, oneOf } from "../../records/routes-schema.ts";
import { MaybeLabel } from "../../records/label-schema.ts";

const TaskStatus = oneOf(taskWorkflow.states, "Status");
const MaybeId = (description: string) => Nullable(T.String({ format: "uuid" }), description);
const MaybeText = (description: string) => Nullable(T.String(), description);

const head = {
  id: Uuid("Task"),
  number: MaybeText("Number"),
  title: T.String({ description: "Title" }),
  titles: MaybeLabel("Title of its step in three languages; null for a task made by hand"),
  status: TaskStatus,
  open: T.Boolean({ description: "False once done or cancelled" }),
  priority: T.Integer({ description: "1 low, 2 medium, 3 high, 4 urgent" }),
  version: T.Integer({ description: "Send it back with every change" }),
  queueId: MaybeId("Queue it waits in"),
  branchId: MaybeId("Branch"),
  departmentId: MaybeId("Department"),
  dueAt: NullableInstant("Deadline"),
  createdAt: Instant("Made"),
  updatedAt: Instant("Last change"),
  typeCode: MaybeText("Type of its request"),
  completesBy: MaybeText("Fact that closes it: invoicePaid, closingDocumentLinked"),
};

export const TaskRow = T.Object(
  {
    ...head,
    assigneeId: MaybeId("Assignee"),
    assigneeName: MaybeText("Assignee's name"),
    requiresFile: T.Boolean({ description: "A file or a link must come with the result" }),
    reopened: T.Boolean({ description: "Done before and taken up again: nothing was handed in since" }),
    request: T.Unsafe<{ id: string; number: string | null; title: string; status: string } | null>({
      type: ["object", "null"],
      description: "Request it belongs to",
      properties: {
        id: Uuid("Request"),
        number: MaybeText("Number"),
        title: T.String({ description: "Subject; empty when personal" }),
        status: T.String({ description: "Status" }),
      },
    }),
  },
  { $id: "TaskRow", description: "A task in a list" },
);

export const TaskPage = T.Object({
  items: T.Array(T.Ref("TaskRow"), { description: "Tasks" }),
  next: MaybeText("Pass as `after` for the next page; null at the end"),
});

export const TaskCount = T.Object({
  count: T.Integer({ description: "Tasks under the filter, counted up to 10 000" }),
  capped: T.Boolean({ description: "True when there are more" }),
});

const Neighbour = T.Object(
  {
    id: Uuid("Task"),
    number: MaybeText("Number"),
    title: T.String({ description: "Title" }),
    status: T.String({ description: "Status" }),
  },
  { description: "Another task" },
);

const Result = T.Object(
  {
    id: T.String({ description: "Result" }),
    result: T.String({ description: "What was done" }),
    links: T.Array(T.String(), { description: "Web addresses" }),
    by: PersonView,
    at: T.String({ description: "When" }),
    outcome: MaybeText("accepted, returned; null while it is checked"),
    reason: MaybeText("Reason of a return"),
  },
  { description: "A hand-in; earlier ones stay" },
);

export const TaskView = T.Object(
  {
    ...head,
    stepKey: MaybeText("Step of the request's type"),
    description: T.String({ description: "What is to be done" }),
    assignee: NullablePerson("Assignee"),
    setter: NullablePerson("Who set it"),
    reviewer: NullablePerson("Who checks the result"),
    originalDueAt: NullableInstant("First deadline"),
    pausedMinutes: T.Integer({
      description: "Working minutes by which the deadline moved while the author of its request was asked",
    }),
    result: MaybeText("What was done"),
    resultLinks: T.Array(T.String(), { description: "Links of the result" }),
    handedInAt: NullableInstant("Handed in"),
    remindedAt: NullableInstant("When who is awaited was last reminded by hand"),
    acceptance: T.Boolean({ description: "The doer accepts or refuses the work before it" }),
    demands: T.Object(
      {
        file: T.Boolean({ description: "A file must come with it, or a link unless `fileOnly`" }),
        fileOnly: T.Boolean({ description: "Only a file does, no link" }),
        minFiles: T.Integer({ description: "Least number of files, links counted with them unless `fileOnly`" }),
        files: T.Integer({ description: "Files that count as its result so far" }),
        missingFields: T.Array(T.String(), { description: "Fields of the request to be filled first" }),
      },
      { description: "What the result must bring" },
    ),
    request: T.Unsafe<object | null>({
      type: ["object", "null"],
      description: "Request it belongs to",
      properties: {
        id: Uuid("Request"),
        number: MaybeText("Number"),
        title: T.String({ description: "Subject; empty when the reader may not see it" }),
        status: T.String({ description: "Status" }),
        typeCode: MaybeText("Type"),
        open: T.Boolean({ description: "Whether it still lives" }),
        visible: T.Boolean({ description: "Whether the reader may open it" }),
      },
    }),
    shared: T.Array(
      T.Object(
        {
          key: T.String({ description: "Field" }),
          label: T.String({ description: "Label" }),
          value: T.Unknown({ description: "Value" }),
        },
        { description: "A shared field" },
      ),
      { description: "Fields of a restricted request shown to the doer" },
    ),
    results: T.Array(Result, { description: "Hand-ins, oldest first" }),
    predecessors: T.Array(Neighbour, { description: "Tasks it waits for" }),
    successors: T.Array(Neighbour, { description: "Tasks that wait for it" }),
    subtasks: T.Array(
      T.Object(
        {
          id: Uuid("Task"),
          number: MaybeText("Number"),
          title: T.String({ description: "Title" }),
          status: T.String({ description: "Status" }),
          assigneeName: MaybeText("Assignee"),
          dueAt: MaybeText("Deadline"),
        },
        { description: "A part" },
      ),
      { description: "Subtasks" },
    ),
    deadlineMoves: T.Array(
      T.Object(
        {
          from: MaybeText("Deadline before"),
          to: MaybeText("Deadline after"),
          reason: T.String({ description: "Reason" }),
          by: T.String({ description: "Who moved it" }),
          at: T.String({ description: "When" }),
        },
        { description: "A move of the deadline" },
      ),
      { description: "Every move of the deadline" },
    ),
    setBack: Nullable(
      T.Object({
        action: T.String({ description: "return, sendBack, reopen, cancel" }),
        reason: T.String({ description: "Reason given" }),
        by: MaybeText("Who did it"),
      }),
      "The last move, when it took the work back or away",
    ),
    actions: T.Array(ActionView, { description: "What the reader may do, and what stands in the way" }),
    mayEdit: T.Boolean({ description: "Whether the reader may change the card, its deadline apart" }),
    mayMoveDeadline: T.Boolean({ description: "Whether the reader may move the deadline" }),
  },
  { $id: "Task", description: "A task as its page shows it" },
);
