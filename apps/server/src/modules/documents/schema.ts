import { Type as T } from "@fastify/type-provider-typebox";
import { documentWorkflow } from "@tartip/domain/documents/workflow";
import { FileView } from "../../records/files/schema.ts";
import { Instant, KindName, Nullable, NullableInstant, oneOf, PersonView, Uuid } from "../../records/routes-schema.ts";
import { ActionView } from "../../records/actions-schema.ts";
import { ApprovalView, ExplainView, OwnVotesView } from "../approvals/questions.ts";

const Text = (description: string, maxLength = 500) => T.String({ maxLength, description });
const MaybeId = (description: string) => Nullable(T.String({ format: "uuid" }), description);
const MaybeDay = (description: string) => Nullable(T.String({ format: "date" }), `${description}, YYYY-MM-DD`);

const Status = oneOf(documentWorkflow.states, "State");

const Validity = T.Object(
  {
    state: oneOf(["openEnded", "notYet", "valid", "expiring", "expired"], "Where it stands in time"),
    daysLeft: T.Optional(T.Integer({ description: "Days left, the last one included" })),
    daysAgo: T.Optional(T.Integer({ description: "Days since it ended" })),
    startsIn: T.Optional(T.Integer({ description: "Days until it begins" })),
    warning: T.Optional(Nullable(T.Integer(), "Warning reached: 90, 60 or 30 days before the end")),
  },
  { description: "Validity on the company's day" },
);

const listed = {
  id: Uuid("Document"),
  number: Nullable(T.String(), "Number in the archive"),
  title: Text("Title"),
  status: Status,
  createdAt: Instant("When the card was made"),
  kindCode: Text("Kind of document", 60),
  docNumber: Text("Number on the paper"),
  docDate: MaybeDay("Date on the paper"),
  subject: Text("What it is about", 2000),
  validFrom: MaybeDay("Valid from"),
  validTo: MaybeDay("Valid through"),
  validity: Validity,
  hasFile: T.Boolean({ description: "Whether a file stands on the card" }),
  isBasis: T.Boolean({ description: "Whether the kind can be the basis of a payment" }),
  counterparty: T.Unsafe<{ id: string; name: string } | null>({
    type: ["object", "null"],
    properties: { id: { type: "string", description: "Counterparty" }, name: { type: "string", description: "Name" } },
    required: ["id", "name"],
    description: "Counterparty",
  }),
  branchId: MaybeId("Branch"),
  projectId: MaybeId("Project"),
  departmentId: MaybeId("Department of the author"),
  amountMinor: T.Optional(Nullable(T.Integer(), "Amount in minor units; absent for who may not see amounts")),
  currency: T.Optional(Nullable(T.String(), "Currency of the amount")),
};

const Listed = T.Object(listed, { $id: "DocumentListed", description: "A document in the archive" });

const Page = T.Object(
  {
    items: T.Array(T.Ref("DocumentListed"), { description: "Newest first" }),
    next: Nullable(T.String(), "Pass as `after`; null at the end"),
  },
  { $id: "DocumentPage", description: "A page of the archive" },
);

const Link = T.Object({
  id: Uuid("Link"),
  link: Text("What the link says", 40),
  direction: oneOf(["out", "in"], "`out` when the document refers to the other"),
  other: T.Object(
    {
      id: Uuid("Other record"),
      kind: KindName,
      number: Nullable(T.String(), "Number"),
      title: Text("Title"),
      status: Text("State", 40),
    },
    { description: "The other end" },
  ),
});

const MaybeExplain = T.Unsafe<T.Static<typeof ExplainView> | null>({
  ...ExplainView,
  type: ["object", "null"],
  description: "Where its approval stands; null once it is over",
});

const Card = T.Object(
  {
    ...listed,
    author: PersonView,
    counts: T.Boolean({ description: "Whether a payment may rest on it by its state: it is signed, or was before it ended" }),
    version: T.Integer({ description: "Send back when changing" }),
    files: T.Array(FileView, { description: "Versions of the file and attachments" }),
    links: T.Array(Link, { description: "Visible records linked with it" }),
    actions: T.Array(ActionView, { description: "What the reader may do now" }),
    may: T.Object(
      {
        edit: T.Boolean({ description: "Change the card" }),
        addVersion: T.Boolean({ description: "Bring a new version of its file" }),
      },
      { description: "What the reader may do" },
    ),
    updatedAt: Instant("Last change"),
    approval: T.Optional(ApprovalView),
    explain: T.Optional(MaybeExplain),
    votes: T.Optional(OwnVotesView),
    remindedAt: T.Optional(NullableInstant("When those awaited were last reminded by hand")),
  },
  { $id: "DocumentCard", description: "A document" },
);

export const DOCUMENT_SCHEMAS = [Listed, Page, Card];

const fields = {
  title: T.Optional(Text("Title; made of subject and number when absent")),
  docNumber: T.Optional(Text("Number on the paper", 100)),
  docDate: T.Optional(MaybeDay("Date on the paper")),
  counterpartyId: T.Optional(MaybeId("Counterparty")),
  subject: T.Optional(Text("What it is about", 2000)),
  validFrom: T.Optional(MaybeDay("Valid from")),
  validTo: T.Optional(MaybeDay("Valid through")),
  amountMinor: T.Optional(Nullable(T.Integer(), "Amount in minor units")),
  currency: T.Optional(Nullable(T.String({ pattern: "^[A-Z]{3}$" }), "Currency of the amount")),
  branchId: T.Optional(MaybeId("Branch; the author's when absent")),
  projectId: T.Optional(MaybeId("Project")),
};
const KindCode = T.String({ minLength: 1, maxLength: 60, description: "Kind of document, from the reference" });

export const NewBody = T.Object({ kindCode: KindCode, ...fields });
export const PatchBody = T.Object({
  version: T.Integer({ minimum: 1, description: "Version the person saw" }),
  kindCode: T.Optional(KindCode),
  ...fields,
});

export const TransitionBody = T.Object({
  action: Text("Action as listed in `actions` of the card: sendForApproval, approve, register, close …", 60),
  version: T.Integer({ minimum: 1, description: "Version the person saw" }),
  reason: T.Optional(Text("Why, where a reason must be given", 2000)),
  comment: T.Optional(Text("Comment of an approving vote", 4000)),
  stepId: T.Optional(Uuid("Approval step a vote is for")),
  personId: T.Optional(Uuid("Person, to reassign a step to or to add beside it")),
  validTo: T.Optional(T.String({ format: "date", description: "New last day, for extend" })),
});
