import { Type as T } from "@fastify/type-provider-typebox";
import { BlockerView } from "../../records/actions-schema.ts";
import { MaybeLabel } from "../../records/label-schema.ts";
import { Instant, Nullable, NullableInstant, NullablePerson, PersonView, oneOf } from "../../records/routes-schema.ts";

const MaybeId = (description: string) => Nullable(T.String({ format: "uuid" }), description);
const MaybeText = (description: string) => Nullable(T.String(), description);
const MaybeMinor = (description: string) => Nullable(T.Integer(), description);

const NamedView = T.Object(
  { id: T.String({ description: "Id" }), name: T.String({ description: "Name" }) },
  { description: "A name" },
);

const Figure = T.Object(
  {
    cellId: T.String({ description: "Budget cell" }),
    pct: T.Number({ description: "Excess in per cent of the plan" }),
    missingMinor: T.Integer({ description: "Missing amount, base currency minor units" }),
    unplanned: T.Optional(T.Boolean({ description: "Nothing is planned for the branch and year" })),
  },
  { description: "What a decision over the limit names" },
);
const MaybeFigure = T.Unsafe<T.Static<typeof Figure> | null>({ ...Figure, type: ["object", "null"] });

const Vote = T.Object(
  {
    id: T.String({ description: "Vote" }),
    stepId: T.String({ description: "Step" }),
    person: PersonView,
    onBehalfOf: NullablePerson("For whom a substitute voted"),
    decision: oneOf(["approve", "return", "reject"], "Decision"),
    comment: T.String({ description: "Comment" }),
    recordVersion: T.Integer({ description: "Version voted on" }),
    at: T.String({ description: "When" }),
    merged: T.Boolean({ description: "Taken over from the same person's vote at another step" }),
    voidedAt: MaybeText("When it fell"),
    voidReason: MaybeText("withdrawn, changed, recalled"),
    voidDiff: T.Unsafe<unknown>({ description: "Fields whose change voided it: [{field, before, after}]" }),
    figure: MaybeFigure,
  },
  { description: "A vote" },
);

const Candidate = T.Object(
  {
    person: PersonView,
    onBehalfOf: NullablePerson("Principal"),
    asked: T.Boolean({ description: "False when the person votes at a later step" }),
    via: T.Object(
      {
        code: T.String({ description: "Rule (explain:via.*)" }),
        params: T.Record(T.String(), T.String(), { description: "Parameters of the sentence" }),
      },
      { description: "By which rule" },
    ),
  },
  { description: "Whom a step asks" },
);

const SheetStepView = T.Object(
  {
    id: T.String({ description: "Step" }),
    key: T.String({ description: "Key in the route" }),
    kind: oneOf(["normal", "over_limit", "added", "second"], "Kind"),
    title: T.Object(
      {
        ru: T.Optional(T.String({ description: "Russian" })),
        kk: T.Optional(T.String({ description: "Kazakh" })),
        en: T.Optional(T.String({ description: "English" })),
      },
      { description: "Title; empty for steps the type does not know" },
    ),
    round: T.Integer({ description: "Round, from 0" }),
    status: oneOf(["waiting", "open", "merged", "finished", "skipped"], "State"),
    quorum: T.String({ description: "any, all or how many" }),
    escalated: T.Boolean({ description: "Nobody may act: the administrator names a person" }),
    figure: MaybeFigure,
    openedAt: MaybeText("Asked since"),
    dueAt: MaybeText("Deadline"),
    decidedAt: MaybeText("Finished"),
    candidates: T.Array(Candidate, { description: "People asked" }),
    votes: T.Array(Vote, { description: "Every vote, void ones included" }),
  },
  { description: "A step of the run" },
);

const QueueView = T.Object(
  {
    id: T.String({ description: "Queue" }),
    roleCode: T.String({ description: "Role" }),
    branchId: MaybeId("Branch"),
    departmentId: MaybeId("Department"),
  },
  { description: "A queue" },
);

/** Where a record stands, who is next and what blocks it. */
export const ExplainView = T.Object(
  {
    now: T.Array(
      T.Object(
        {
          taskTitle: MaybeText("Task awaited"),
          stepKey: MaybeText("Step"),
          title: MaybeLabel("Title of the step"),
          person: NullablePerson("Person"),
          queue: T.Unsafe<T.Static<typeof QueueView> | null>({ ...QueueView, type: ["object", "null"] }),
          reason: T.String({ description: "Why (explain:awaits.*)" }),
          stepId: MaybeText("Approval step"),
          since: Instant("Since"),
          dueAt: NullableInstant("Deadline"),
          usualMinutes: MaybeMinor("Usually takes so many minutes"),
        },
        { description: "Somebody awaited" },
      ),
      { description: "Who is awaited now" },
    ),
    next: T.Array(
      T.Object(
        {
          stepKey: T.String({ description: "Step" }),
          as: oneOf(["task", "approval"], "Task or approval"),
          kind: oneOf(["normal", "over_limit", "added", "second"], "Kind of the approval; normal for a task"),
          title: MaybeLabel("Title; null for a step the type does not know"),
          people: T.Array(NamedView, { description: "Who would act" }),
          queueRole: MaybeText("Role whose queue it waits in"),
          via: T.Unsafe<{ code: string; params: Record<string, string> } | null>({
            type: ["object", "null"],
            description: "By which rule (explain:via.*)",
            additionalProperties: true,
          }),
        },
        { description: "A step to come" },
      ),
      { description: "Who is next and by which rule" },
    ),
    blocks: T.Array(BlockerView, { description: "What stands in the way of the next move" }),
  },
  { description: "Where it stands" },
);

/** The run of a record with its sheet. */
export const ApprovalView = T.Unsafe<{
  runId: string;
  status: string;
  round: number;
  steps: T.Static<typeof SheetStepView>[];
} | null>({
  type: ["object", "null"],
  description: "The run; null before the first sending",
  properties: {
    runId: T.String({ description: "Run" }),
    status: T.String({ description: "State of the run" }),
    round: T.Integer({ description: "Running round, from 0" }),
    steps: T.Array(SheetStepView, { description: "Steps with votes" }),
  },
});

/** The open steps of the reader. */
export const OwnVotesView = T.Array(
  T.Object(
    {
      stepId: T.String({ description: "Step to vote at" }),
      key: T.String({ description: "Key" }),
      kind: oneOf(["normal", "over_limit", "added", "second"], "Kind"),
      ownsFields: T.Array(T.String(), { description: "Fields filled in the vote" }),
    },
    { description: "An open step of the reader" },
  ),
  { description: "Decisions awaited of the reader" },
);
