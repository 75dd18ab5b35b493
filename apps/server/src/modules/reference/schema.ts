import { Type as T } from "@fastify/type-provider-typebox";

const Label = T.Object(
  { ru: T.String({ description: "Russian" }), kk: T.String({ description: "Kazakh" }), en: T.String({ description: "English" }) },
  { description: "One text in the three languages of the interface" },
);
const Id = (description: string) => T.String({ format: "uuid", description });
const MaybeId = (description: string) => T.Unsafe<string | null>({ type: ["string", "null"], format: "uuid", description });
const MaybeText = (description: string) => T.Unsafe<string | null>({ type: ["string", "null"], description });
const Code = (description: string) => T.String({ description });

const Branch = T.Object({
  id: Id("Branch"),
  code: Code("Short code, e.g. ALA"),
  name: Label,
  city: Label,
  headId: MaybeId("Person who heads the branch"),
  active: T.Boolean({ description: "Closed branches stay for old records" }),
});

const Department = T.Object({
  id: Id("Department"),
  code: Code("Short code, e.g. FIN"),
  name: Label,
  parentId: MaybeId("Department above; null at the top"),
  headId: MaybeId("Person who heads the department"),
  active: T.Boolean({ description: "Dissolved departments stay for old records" }),
});

const Project = T.Object({
  id: Id("Project"),
  code: Code("Short code, e.g. P01"),
  name: T.String({ description: "Name as entered" }),
  branchId: MaybeId("Branch the project belongs to"),
  ownerId: MaybeId("Person responsible"),
  status: T.Unsafe<"active" | "closed">({
    type: "string",
    enum: ["active", "closed"],
    description: "Closed projects take no new expenses",
  }),
  fromDate: MaybeText("First day, YYYY-MM-DD"),
  toDate: MaybeText("Last day, YYYY-MM-DD"),
});

const CostItem = T.Object({
  id: Id("Cost item"),
  code: Code("Code in the tree, e.g. 03.01"),
  parentId: MaybeId("Group above"),
  kind: T.String({ description: "group, opex, capex and the like; only a group has items below" }),
  name: Label,
  knp: MaybeText("Usual payment purpose code"),
  restricted: T.Boolean({ description: "Seen only by those who see the whole budget" }),
  active: T.Boolean({ description: "Whether new expenses may use it" }),
});

const Currency = T.Object({
  code: Code("ISO 4217"),
  decimals: T.Integer({ description: "Digits after the mark" }),
  symbol: T.String({ description: "Sign, e.g. ₸" }),
  name: Label,
  base: T.Boolean({ description: "The currency of budgets and thresholds" }),
});

const VatRate = T.Object({
  code: Code("Value of field vatRate; none = outside VAT"),
  pct: T.Unsafe<number | null>({ type: ["number", "null"], description: "Per cent; null outside VAT" }),
  from: MaybeText("First day of turnover the rate applies to"),
  to: MaybeText("Last day of turnover the rate applies to"),
});

const DocumentKind = T.Object({
  code: Code("Kind"),
  name: Label,
  group: T.String({ description: "legal, primary, finance, tax, hr, …: rights go by it" }),
  basis: T.Boolean({ description: "Whether it can be the basis of a payment" }),
  required: T.Array(T.String(), { description: "Fields a card of this kind needs" }),
});

const Settings = T.Object(
  {
    company: T.Object(
      {
        name: Label,
        bin: Code("BIN of the company"),
        kbe: Code("KBE of the company"),
        vatPayer: T.Boolean({ description: "Whether the company pays VAT" }),
        address: T.String({ description: "Address" }),
      },
      { description: "The company itself" },
    ),
    baseCurrency: Code("Currency of budgets and thresholds"),
    thresholds: T.Record(T.String(), T.Number(), {
      description: "Whole units of the base currency; routes apply to amounts above them",
    }),
    workHours: T.Object(
      {
        from: Code("HH:MM"),
        to: Code("HH:MM"),
        lunchFrom: Code("HH:MM"),
        lunchTo: Code("HH:MM"),
      },
      { description: "Hours of a working day" },
    ),
    weekend: T.Array(T.Integer(), { description: "Days off of a week, 1 Monday … 7 Sunday" }),
    ackWorkMinutes: T.Integer({ description: "Working minutes to accept an urgent request" }),
    maxFileBytes: T.Integer({ description: "Largest file that may be uploaded" }),
    fileExtensions: T.Array(T.String(), { description: "Kinds of file that may be uploaded" }),
  },
  { description: "Settings pages need" },
);

export const ReferenceAnswer = T.Object(
  {
    branches: T.Array(Branch, { description: "Branches in the company's order" }),
    departments: T.Array(Department, { description: "Departments; the tree is in parentId" }),
    projects: T.Array(Project, { description: "Projects, closed ones included" }),
    roles: T.Array(T.Object({ code: Code("Role"), label: Label }), { description: "Roles, to filter people by" }),
    costItems: T.Array(CostItem, { description: "Cost items; the tree is in parentId" }),
    currencies: T.Array(Currency, { description: "The base currency first" }),
    vatRates: T.Array(VatRate, { description: "Rates of VAT with the days they hold" }),
    knp: T.Array(T.Object({ code: Code("KNP"), name: Label }), { description: "Payment purpose codes" }),
    documentKinds: T.Array(DocumentKind, { description: "Kinds of document" }),
    requestTypes: T.Array(
      T.Object({
        id: Id("Version of the type"),
        code: Code("Type"),
        version: T.Integer({ description: "Edits make new versions" }),
        definition: T.Unknown({ description: "Fields, steps, gates and queue of the type" }),
        common: T.Array(T.Unknown(), { description: "Fields every type has" }),
      }),
      { description: "Current version of every request type" },
    ),
    priorities: T.Array(
      T.Object({ code: Code("Priority"), value: T.Integer({ description: "1 low … 4 urgent, as in records" }), label: Label }),
      { description: "From low to urgent" },
    ),
    settings: Settings,
  },
  { $id: "Reference", description: "Everything that pages draw choices from, in all languages" },
);
