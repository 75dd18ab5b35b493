import { actionsOf } from "@tartip/domain/kernel/workflow";
import { Type as T } from "@fastify/type-provider-typebox";
import { DOUBTS } from "@tartip/domain/invoices/doubts";
import { invoiceWorkflow } from "@tartip/domain/invoices/workflow";
import { MAX_AMOUNT_MINOR } from "@tartip/domain/kernel/money";
import { ActionView } from "../../records/actions-schema.ts";
import { Instant, Nullable, NullableInstant, NullablePerson, oneOf, PersonView, Uuid } from "../../records/routes-schema.ts";
import type { PaidTo } from "./account.ts";

const Text = (description: string, maxLength = 500) => T.String({ maxLength, description });
const Maybe = (description: string) => Nullable(T.String(), description);
const Day = (description: string) => T.String({ format: "date", description: `${description}, YYYY-MM-DD` });
const Minor = (description: string) => T.Integer({ description: `${description}, minor units` });
const Named = (description: string) => T.Object({ id: Uuid("Id"), name: T.String({ description: "Name" }) }, { description });

const DoubtCode = oneOf(DOUBTS, "What is in doubt");
const Status = oneOf(invoiceWorkflow.states, "State of the invoice");

const money = {
  amountMinor: T.Optional(Minor("Amount; absent when amounts may not be seen")),
  paidMinor: T.Optional(Minor("Paid so far")),
  restMinor: T.Optional(Minor("What is left to be paid")),
  baseMinor: T.Optional(Minor("Amount in base currency at the stored rate")),
  currency: T.Optional(T.String({ description: "Currency" })),
};

const shared = {
  id: Uuid("Invoice"),
  number: Maybe("Own number in the registry"),
  title: T.String({ description: "Subject" }),
  status: Status,
  open: T.Boolean({ description: "Whether it still lives" }),
  version: T.Integer({ description: "Send back with an action" }),
  invoiceNumber: T.String({ description: "The supplier's number" }),
  invoiceDate: Day("The supplier's date"),
  payBy: Nullable(T.String({ format: "date" }), "To be paid until"),
  createdAt: Instant("Registered"),
  updatedAt: Instant("Last changed"),
};

export const InvoiceListed = T.Object(
  {
    ...shared,
    ...money,
    counterparty: Named("Whom to pay"),
    overdue: T.Boolean({ description: "Unpaid after its day" }),
    branches: T.Array(Named("Branch"), { description: "Branches of its lines" }),
    projects: T.Array(Named("Project"), { description: "Projects of its lines" }),
    costItems: T.Array(Named("Cost item"), { description: "Cost items of its lines" }),
    request: T.Unsafe<{ id: string; number: string | null } | null>({
      type: ["object", "null"],
      properties: { id: Uuid("Request"), number: Maybe("Number of the request") },
      required: ["id", "number"],
      description: "The request it follows",
    }),
  },
  { $id: "InvoiceListed", description: "An invoice in the registry" },
);

export const InvoicePage = T.Object(
  {
    items: T.Array(T.Ref("InvoiceListed"), { description: "Invoices" }),
    next: Maybe("Pass as `after` for the next page; null at the end"),
  },
  { $id: "InvoicePage", description: "A page of the registry" },
);

export const InvoiceSummary = T.Object(
  {
    count: T.Integer({ description: "Invoices under the filter, counted up to 10 000" }),
    capped: T.Boolean({ description: "There are more than 10 000" }),
    totals: T.Array(
      T.Object(
        {
          currency: T.String({ description: "Currency" }),
          count: T.Integer({ description: "Invoices in it whose amounts may be seen" }),
          amountMinor: Minor("Sum of amounts"),
          paidMinor: Minor("Sum paid"),
          baseMinor: Minor("Sum in base currency"),
        },
        { description: "One currency" },
      ),
      { description: "Totals by currency" },
    ),
  },
  { $id: "InvoiceSummary", description: "Count and totals of a filter" },
);

export const PaymentView = T.Object(
  {
    id: Uuid("Payment"),
    kind: oneOf(["payment", "refund"], "Money that left, or came back"),
    paidOn: Day("The bank's day"),
    amountMinor: Minor("Amount in the invoice's currency"),
    baseMinor: Minor("Amount in base currency at the rate of that day"),
    documentNumber: T.String({ description: "Number of the payment document" }),
    note: T.String({ description: "Note or reason" }),
    enteredBy: PersonView,
    enteredAt: Instant("Entered"),
  },
  { $id: "InvoicePayment", description: "A payment or a refund" },
);

export const PaymentList = T.Object(
  { items: T.Array(T.Ref("InvoicePayment"), { description: "Oldest first" }) },
  { $id: "InvoicePaymentList", description: "Payments of an invoice" },
);

const CellFigures = T.Unsafe<object | null>({
  type: ["object", "null"],
  description: "Figures of the line's budget cell, base currency minor units; null while the cell does not exist",
  properties: {
    cellId: Uuid("Cell"),
    planMinor: Minor("Plan"),
    actualMinor: Minor("Paid"),
    committedMinor: Minor("Approved and unpaid"),
    inWorkMinor: Minor("Submitted, not yet approved"),
    grantedMinor: Minor("Open over-limit decisions"),
    availableMinor: Minor("Plan without paid and committed; negative means over it"),
    thisMinor: Minor("This part, until the invoice is approved; then it stands among the commitments"),
    leftMinor: Minor("Left with this part; negative when over the plan"),
  },
});

const Split = T.Object(
  {
    lineNo: T.Integer({ description: "Position" }),
    title: T.String({ description: "What for" }),
    branchId: Uuid("Branch"),
    projectId: Nullable(T.String({ format: "uuid" }), "Project"),
    costItemId: Uuid("Cost item"),
    month: Day("First day of the budget month"),
    amountMinor: Minor("Amount in the invoice's currency"),
    baseMinor: Minor("Amount in base currency"),
    cell: CellFigures,
  },
  { description: "A part on one budget cell" },
);

const object = <V>(properties: object, description: string, required = Object.keys(properties)) =>
  T.Unsafe<V | null>({ type: ["object", "null"], properties, required, description });

const Alike = T.Object(
  {
    id: Uuid("Invoice"),
    number: Maybe("Own number"),
    title: T.String({ description: "Subject" }),
    status: T.String({ description: "State" }),
    level: oneOf(["certain", "likely", "weak"], "How sure"),
    because: oneOf(["same", "number", "amountNearDate", "amount", "otherPayee"], "What they have in common"),
  },
  { description: "An invoice that looks like this one" },
);

export const AlikeList = T.Object({ items: T.Array(Alike, { description: "Surest first" }) });

export const TypedQuery = T.Object({
  counterpartyId: Uuid("Supplier"),
  invoiceNumber: T.String({ description: "Supplier's number", minLength: 1, maxLength: 100 }),
  invoiceDate: T.String({ format: "date", description: "Supplier's date" }),
  amountMinor: T.Integer({ description: "Amount in minor units", minimum: 1, maximum: MAX_AMOUNT_MINOR }),
  currency: T.String({ description: "Currency", minLength: 3, maxLength: 3 }),
});

export const InvoiceCard = T.Object(
  {
    ...shared,
    ...money,
    purpose: T.String({ description: "Payment purpose" }),
    payKind: oneOf(["prepay", "post", "part"], "Prepayment, payment after, by parts"),
    fileId: Maybe("The invoice's file"),
    closing: oneOf(["linked", "waived", "absent"], "Closing document"),
    closingWaived: Maybe("Why no closing document is required"),
    counterparty: T.Object(
      {
        id: Uuid("Counterparty"),
        name: T.String({ description: "Name" }),
        bin: Maybe("BIN, IIN or foreign tax number"),
        kbe: Maybe("Beneficiary code"),
        resident: T.Boolean({ description: "Resident of Kazakhstan" }),
      },
      { description: "Whom to pay" },
    ),
    request: object<{ id: string; number: string | null; status: string }>(
      { id: Uuid("Request"), number: Maybe("Number"), status: T.String({ description: "State of the request" }) },
      "The request it follows",
    ),
    author: NullablePerson("Who registered it"),
    basis: object<{ id: string; kind: string; number: string; date: string | null; title: string; opens: boolean }>(
      {
        id: Uuid("Document"),
        kind: T.String({ description: "Kind of document" }),
        number: T.String({ description: "Its number" }),
        date: Maybe("Its date"),
        title: T.String({ description: "Its title, for who may open it" }),
        opens: T.Boolean({ description: "Whether the reader may open it" }),
      },
      "Basis of the payment",
    ),
    approvalsOf: Uuid("Record whose approval sheet holds for it"),
    department: Maybe("Department"),
    branch: Maybe("Branch"),
    project: Maybe("Project"),
    duplicates: T.Array(Alike, { description: "Possible duplicates, surest first" }),
    explains: T.Optional(
      T.Object(
        {
          duplicate: T.Boolean({ description: "Why it is no duplicate" }),
          doubts: T.Boolean({ description: "Why its papers are right" }),
        },
        { description: "What this person may explain before it is decided on" },
      ),
    ),
    actions: T.Array(ActionView, { description: "What this person may do, and what stands in the way" }),
    restWaivedMinor: T.Optional(Minor("Part that is not going to be paid")),
    restWaivedReason: T.Optional(Maybe("Why it is not")),
    rateMicro: T.Optional(T.Integer({ description: "Base units for one unit of the currency, in millionths" })),
    rateDate: T.Optional(Day("Day of the rate")),
    vatRate: T.Optional(T.String({ description: "VAT rate in per cent, or none" })),
    vatMinor: T.Optional(Minor("VAT contained")),
    knp: T.Optional(Maybe("Payment purpose code")),
    account: T.Optional(
      object<PaidTo>(
        {
          id: Uuid("Account"),
          iban: T.String({ description: "IBAN" }),
          bic: T.String({ description: "BIC" }),
          bankName: T.String({ description: "Bank" }),
          confirmed: T.Boolean({ description: "Confirmed by a second person" }),
          confirmedAt: NullableInstant("Since when money may go there"),
          inUse: T.Boolean({ description: "False once it was taken out of use after the decision" }),
          next: object<NonNullable<PaidTo["next"]>>(
            { iban: T.String({ description: "IBAN" }), confirmedAt: NullableInstant("Since when money may go there") },
            "The account the supplier has now, where the one decided on is out of use",
          ),
        },
        "Account the money goes to",
      ),
    ),
    splits: T.Optional(T.Array(Split, { description: "Parts on budget cells" })),
    payments: T.Optional(T.Array(T.Ref("InvoicePayment"), { description: "Payments and refunds" })),
    duplicateReason: T.Optional(Maybe("Why a likely duplicate is none")),
    doubts: T.Optional(
      T.Array(
        T.Object(
          { doubt: DoubtCode, reason: Maybe("Why it is right; null while nobody has said so") },
          { description: "What may be wrong with the papers" },
        ),
        { description: "What must be answered before it is sent" },
      ),
    ),
    splitWarning: T.Optional(
      object<{ threshold: string; totalMinor: number; ids: string[] }>(
        {
          threshold: T.String({ description: "Threshold passed together" }),
          totalMinor: Minor("All pieces in base currency"),
          ids: T.Array(Uuid("Invoice"), { description: "The pieces" }),
        },
        "Looks like one expense cut into pieces; a warning",
      ),
    ),
  },
  { $id: "InvoiceCard", description: "Everything of one invoice" },
);

const amount = T.Integer({
  minimum: 1,
  maximum: MAX_AMOUNT_MINOR,
  description: "Of pay and refund: amount in the invoice's currency, minor units",
});

export const InvoiceTransition = T.Object(
  {
    action: oneOf(actionsOf(invoiceWorkflow), "What to do"),
    version: T.Integer({ minimum: 1, description: "Version the person saw" }),
    reason: T.Optional(Text("Why; for actions that owe a reason, and for closing without a closing document", 2000)),
    paidOn: T.Optional(Day("Of pay and refund: the bank's day")),
    amountMinor: T.Optional(amount),
    documentNumber: T.Optional(
      T.String({ minLength: 1, maxLength: 50, description: "Of pay and refund: number of the payment document" }),
    ),
    note: T.Optional(Text("Of pay: a note", 500)),
  },
  { additionalProperties: false, description: "An action on the invoice" },
);

export const InvoiceMoved = T.Object(
  { id: Uuid("Invoice"), status: Status, version: T.Integer({ description: "New version" }) },
  { $id: "InvoiceMoved", description: "Where the invoice stands now" },
);

export const DoubtAnswer = T.Object(
  {
    version: T.Integer({ minimum: 1, description: "Version the person saw" }),
    doubt: DoubtCode,
    reason: T.String({ minLength: 3, maxLength: 1000, description: "Why it is right" }),
  },
  { additionalProperties: false, description: "Why papers that look wrong are right" },
);

export const DuplicateReason = T.Object(
  {
    version: T.Integer({ minimum: 1, description: "Version the person saw" }),
    reason: T.String({ minLength: 3, maxLength: 1000, description: "Why it is no duplicate" }),
  },
  { additionalProperties: false, description: "Why an invoice that looks like another is none" },
);
