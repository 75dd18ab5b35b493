import { Type as T } from "@fastify/type-provider-typebox";
import { COST_ITEM_KINDS } from "./cost-items.ts";
import { SET_UP_STEPS } from "./set-up.ts";

const Id = (description: string) => T.String({ format: "uuid", description });
const MaybeId = (description: string) => T.Unsafe<string | null>({ type: ["string", "null"], format: "uuid", description });
const MaybeText = (description: string, maxLength = 40) =>
  T.Unsafe<string | null>({ type: ["string", "null"], maxLength, description });
const Day = (description: string) => T.String({ format: "date", description: `${description}, YYYY-MM-DD` });
const MaybeDay = (description: string) =>
  T.Unsafe<string | null>({ type: ["string", "null"], format: "date", description: `${description}, YYYY-MM-DD` });
const Text = (description: string) => T.String({ minLength: 1, maxLength: 200, pattern: "\\S", description });
const Label = (description: string) =>
  T.Object(
    { ru: Text("Russian"), kk: Text("Kazakh"), en: Text("English") },
    { description: `${description}, in the three languages of the interface`, additionalProperties: false },
  );

const Code = T.String({
  maxLength: 20,
  pattern: "^[\\p{L}\\p{N}][\\p{L}\\p{N}._-]*$",
  description: "Short code of letters, digits, dots and hyphens; belongs to one row of the list",
});
const Active = T.Boolean({ description: "false retires the row: no longer offered, still shown on old records" });
const Version = T.Integer({ minimum: 1, description: "Version the person saw" });
const PersonName = MaybeText("Name of that person", 400);

const branch = {
  code: Code,
  name: Label("Name"),
  city: Label("City"),
  bin: MaybeText("BIN of the branch, when it has one of its own", 20),
  headId: MaybeId("Person who heads the branch"),
};
const department = {
  code: Code,
  name: Label("Name"),
  parentId: MaybeId("Department above; null at the top"),
  headId: MaybeId("Person who heads the department"),
};
const project = {
  code: Code,
  name: Text("Name"),
  branchId: MaybeId("Branch the project belongs to; null for all of them"),
  ownerId: MaybeId("Person responsible"),
  fromDate: MaybeDay("First day"),
  toDate: MaybeDay("Last day"),
};
const costItem = {
  code: Code,
  name: Label("Name"),
  kind: T.Unsafe<(typeof COST_ITEM_KINDS)[number]>({
    type: "string",
    enum: [...COST_ITEM_KINDS],
    description: "group holds items and is not chosen itself; opex and capex are items",
  }),
  parentId: MaybeId("Group of an item; null for a group"),
  knp: MaybeText("Usual payment purpose code", 10),
  restricted: T.Boolean({ description: "Seen only by those who see the whole budget" }),
};

const row = { id: Id("Row"), version: Version, active: Active };
const Branch = T.Object({ ...row, ...branch, personName: PersonName }, { $id: "OrganisationBranch", description: "A branch" });
const Department = T.Object(
  { ...row, ...department, personName: PersonName },
  { $id: "OrganisationDepartment", description: "A department" },
);
const Project = T.Object(
  { ...row, ...project, personName: PersonName },
  { $id: "OrganisationProject", description: "A project" },
);
const CostItem = T.Object({ ...row, ...costItem }, { $id: "OrganisationCostItem", description: "A cost item or a group" });

const Organisation = T.Object(
  {
    branches: T.Array(T.Ref("OrganisationBranch"), { description: "Branches in the company's order" }),
    departments: T.Array(T.Ref("OrganisationDepartment"), { description: "Departments; the tree is in parentId" }),
    projects: T.Array(T.Ref("OrganisationProject"), { description: "Projects by code" }),
    costItems: T.Array(T.Ref("OrganisationCostItem"), { description: "Cost items by code; the groups are in parentId" }),
  },
  { $id: "Organisation", description: "The lists that describe the company, retired rows included" },
);

const closed = { additionalProperties: false } as const;
const patch = { version: Version, active: T.Optional(Active) };

export const BranchBody = T.Object(
  { ...T.Partial(T.Object(branch)).properties, code: Code, name: branch.name, city: branch.city },
  closed,
);
export const BranchPatchBody = T.Object({ ...T.Partial(T.Object(branch)).properties, ...patch }, closed);
export const DepartmentBody = T.Object(
  { ...T.Partial(T.Object(department)).properties, code: Code, name: department.name },
  closed,
);
export const DepartmentPatchBody = T.Object({ ...T.Partial(T.Object(department)).properties, ...patch }, closed);
export const ProjectBody = T.Object({ ...T.Partial(T.Object(project)).properties, code: Code, name: project.name }, closed);
export const ProjectPatchBody = T.Object({ ...T.Partial(T.Object(project)).properties, ...patch }, closed);
export const CostItemBody = T.Object(
  { ...T.Partial(T.Object(costItem)).properties, code: Code, name: costItem.name, kind: costItem.kind },
  closed,
);
export const CostItemPatchBody = T.Object({ ...T.Partial(T.Object(costItem)).properties, ...patch }, closed);

const Currency = T.String({ pattern: "^[A-Z]{3}$", description: "ISO 4217" });
const RateMicro = T.Integer({
  minimum: 1,
  maximum: 1_000_000_000_000,
  description: "Base currency for one unit, in millionths: 520500000 is 520.50 tenge",
});
const rate = { currency: Currency, onDate: Day("Day from which the rate is in force"), rateMicro: RateMicro };

export const RateBody = T.Object(
  {
    ...rate,
    version: T.Optional(T.Integer({ minimum: 1, description: "Version the person saw; absent for a day without a rate" })),
  },
  closed,
);
export const RateQuery = T.Object({ currency: Currency, onDate: rate.onDate, version: Version });
export const RateFilter = T.Object({
  currency: T.Optional(Currency),
  limit: T.Integer({ minimum: 1, maximum: 200, default: 50, description: "Rows of a page" }),
  after: T.Optional(T.String({ maxLength: 4000, description: "`next` of the page before" })),
});

const RatesPage = T.Object(
  {
    items: T.Array(T.Object({ ...rate, version: Version }), { description: "Rates, the latest day first" }),
    next: MaybeText("Pass as `after` for the next page; null at the end", 4000),
  },
  { $id: "RatesPage", description: "A page of currency rates" },
);

const SetUp = T.Object(
  {
    closed: T.Boolean({ description: "Whether the first setting up was ended: guarded roles then need a second person" }),
    steps: T.Array(
      T.Object({
        key: T.Unsafe<(typeof SET_UP_STEPS)[number]>({ type: "string", enum: [...SET_UP_STEPS], description: "What to fill in" }),
        count: T.Integer({ description: "How many there are" }),
        done: T.Boolean({ description: "Whether there is at least one" }),
      }),
      { description: "What a company needs before it can work, in the order of doing" },
    ),
  },
  { $id: "SetUp", description: "The first setting up of a company" },
);

/** Schemas that routes of this slice refer to by name. */
export const ORGANISATION_SCHEMAS = [Branch, Department, Project, CostItem, Organisation, RatesPage, SetUp];
