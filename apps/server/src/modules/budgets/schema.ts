import { Type as T } from "@fastify/type-provider-typebox";
import { MAX_AMOUNT_MINOR } from "@tartip/domain/kernel/money";
import { Instant, KindName, Nullable, NullablePerson, oneOf, PersonView, Uuid } from "../../records/routes-schema.ts";

const Minor = (description: string) => T.Integer({ description: `${description}, base currency minor units` });
const Month = (description: string) =>
  T.String({ pattern: "^20[0-9]{2}-(0[1-9]|1[0-2])-01$", description: `${description}: first day of the month, YYYY-MM-01` });
const MaybeUuid = (description: string) => Nullable(T.String({ format: "uuid" }), description);
const MaybeText = (description: string) => Nullable(T.String(), description);

const figures = {
  planMinor: Minor("Plan"),
  actualMinor: Minor("Paid"),
  committedMinor: Minor("Approved and unpaid"),
  inWorkMinor: Minor("Submitted, not yet approved"),
  grantedMinor: Minor("Open over-limit decisions"),
};

const derived = {
  availableMinor: Minor("Plan without paid and committed; negative means over it"),
  forecastMinor: Minor("Paid, committed and in work together"),
  deviationMinor: Minor("Paid without plan"),
};

const nullableObject = <V>(properties: Record<string, unknown>, description: string) =>
  T.Unsafe<V | null>({ type: ["object", "null"], properties, required: Object.keys(properties), description });

const item = { id: Uuid("Cost item"), code: T.String({ description: "Code" }), name: T.String({ description: "Name" }) };

export const GridQuery = T.Object({
  year: T.Integer({ minimum: 2000, maximum: 2099, description: "Calendar year" }),
  branchId: T.Optional(Uuid("Lines of this branch alone")),
  projectId: T.Optional(Uuid("Lines of this project alone")),
});

export const BudgetGrid = T.Object(
  {
    lines: T.Array(
      T.Object(
        {
          lineId: Uuid("Line"),
          branch: T.Object({ id: Uuid("Branch"), name: T.String({ description: "Name" }) }, { description: "Branch" }),
          project: nullableObject<{ id: string; name: string }>(
            { id: Uuid("Project"), name: T.String({ description: "Name" }) },
            "Project; null for the line of all others",
          ),
          costItem: T.Object(item, { description: "Cost item" }),
          group: nullableObject<{ id: string; code: string; name: string }>(item, "Group of the cost item"),
          responsible: NullablePerson("Who answers for the line"),
          cells: T.Array(
            T.Object(
              {
                cellId: Uuid("Cell"),
                month: Month("Month"),
                closed: T.Boolean({ description: "Whether the month is closed" }),
                ...figures,
                ...derived,
              },
              { description: "One month" },
            ),
            { description: "Months that have a cell, in order" },
          ),
        },
        { description: "A budget line" },
      ),
      { description: "Lines by branch and code of the item" },
    ),
  },
  { $id: "BudgetGrid", description: "Lines by months of a year" },
);

const record = {
  id: Uuid("Record"),
  kind: KindName,
  number: MaybeText("Number"),
  title: T.String({ description: "Subject" }),
  status: T.String({ description: "State" }),
};
const CellRecord = nullableObject<{ id: string; kind: string; number: string | null; title: string; status: string }>(
  record,
  "The record; null when it may not be seen",
);

export const BudgetCell = T.Object(
  {
    cellId: Uuid("Cell"),
    lineId: Uuid("Line"),
    branchId: Uuid("Branch"),
    projectId: MaybeUuid("Project"),
    costItemId: Uuid("Cost item"),
    month: Month("Month"),
    closed: T.Boolean({ description: "Whether the month is closed" }),
    ...figures,
    ...derived,
    holdings: T.Array(
      T.Object(
        {
          record: CellRecord,
          inWorkMinor: figures.inWorkMinor,
          committedMinor: figures.committedMinor,
          actualMinor: figures.actualMinor,
          grantedMinor: figures.grantedMinor,
        },
        { description: "What one record holds here now" },
      ),
      { description: "What the figures are made of" },
    ),
    entries: T.Array(
      T.Object(
        {
          id: T.Integer({ description: "Number of the entry" }),
          kind: oneOf(["plan", "actual", "commit", "in_work", "grant"], "Figure it moves"),
          amountMinor: Minor("Signed amount"),
          cause: T.String({ description: "Why, as a code" }),
          reason: MaybeText("Reason given"),
          at: Instant("When"),
          actor: PersonView,
          record: CellRecord,
          hidden: T.Boolean({ description: "Its record may not be seen by this person" }),
        },
        { description: "A line of the append-only ledger" },
      ),
      { description: "Newest first, 500 at most" },
    ),
  },
  { $id: "BudgetCell", description: "One month of a budget line" },
);

export const ImpactBody = T.Object(
  {
    chainId: T.Optional(Uuid("Expense chain the draft belongs to")),
    requestId: T.Optional(Uuid("Request whose lines these are: what it holds already is left out")),
    lines: T.Array(
      T.Object(
        {
          branchId: Uuid("Branch"),
          projectId: MaybeUuid("Project"),
          costItemId: Uuid("Cost item"),
          month: Month("Budget month"),
          baseMinor: T.Integer({ minimum: 0, maximum: MAX_AMOUNT_MINOR, description: "Amount, base currency minor units" }),
        },
        { additionalProperties: false, description: "A part of the expense" },
      ),
      { minItems: 1, maxItems: 100, description: "The expense" },
    ),
  },
  { additionalProperties: false, description: "A draft's expense" },
);

export const BudgetImpact = T.Object(
  {
    over: T.Union([T.Boolean(), T.Null()], {
      description: "Whether an over-limit decision would be needed; null where that hangs on a cell this reader is not told of",
    }),
    pct: T.Union([T.Number(), T.Null()], {
      description: "Largest excess in per cent of a plan; null for who may not read a touched line",
    }),
    unplanned: T.Boolean({ description: "Whether room is lacking only where nothing is planned for the branch and year" }),
    cells: T.Array(
      T.Object(
        {
          cellId: MaybeUuid("Cell; null when nothing was planned there"),
          branchId: Uuid("Branch"),
          projectId: MaybeUuid("Project of the line it falls into"),
          costItemId: Uuid("Cost item"),
          month: Month("Month"),
          over: T.Union([T.Boolean(), T.Null()], {
            description:
              "Whether this cell lacks room; null for a restricted item and after many sums in a day, unless one reads the line",
          }),
          figures: T.Optional(
            T.Object(
              {
                planMinor: figures.planMinor,
                actualMinor: Minor("Paid by others than this chain"),
                committedMinor: Minor("Committed by others than this chain"),
                grantedMinor: figures.grantedMinor,
                availableMinor: Minor("Left without this chain: plan without what others paid and committed"),
                amountMinor: Minor("What the chain would hold"),
                leftMinor: Minor("Left with it; negative when over the plan"),
                missingMinor: Minor("What is missing"),
              },
              { description: "Only for readers of the line" },
            ),
          ),
        },
        { description: "A touched cell" },
      ),
      { description: "Touched cells" },
    ),
  },
  { $id: "BudgetImpact", description: "What a draft would do to its cells" },
);

export const EntryParams = T.Object({
  id: T.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: "Number of the entry" }),
});

export const ReasonBody = T.Object(
  { reason: T.String({ minLength: 3, maxLength: 1000, description: "Why the payment cost more than was reserved" }) },
  { additionalProperties: false, description: "A difference whose reason must still be given" },
);
