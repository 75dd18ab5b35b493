import { Type as T } from "@fastify/type-provider-typebox";
import { oneOf } from "../../records/routes-schema.ts";
import { HOLDING_WAYS, HOLDINGS, type HoldingKey, type HoldingWay } from "./leaving/holdings.ts";
import { SECTIONS } from "./sections.ts";

export const Id = (description: string) => T.String({ format: "uuid", description });
const MaybeId = (description: string) => T.Unsafe<string | null>({ type: ["string", "null"], format: "uuid", description });
const MaybeText = (description: string, maxLength = 200) =>
  T.Unsafe<string | null>({ type: ["string", "null"], maxLength, description });
export const Day = (description: string) => T.String({ format: "date", description: `${description}, YYYY-MM-DD` });

const Language = T.Unsafe<"ru" | "kk" | "en">({
  type: "string",
  enum: ["ru", "kk", "en"],
  description: "Language of interface and mail",
});
const Theme = T.Unsafe<"auto" | "light" | "dark">({
  type: "string",
  enum: ["auto", "light", "dark"],
  description: "Colours of the interface; auto follows the device",
});

const StandIn = T.Object({
  person: T.Object(
    { id: Id("Person"), name: T.String({ description: "Family name and given name" }) },
    { description: "The other person" },
  ),
  until: Day("Last day"),
});

const listed = {
  id: Id("Person"),
  name: T.String({ description: "Family name and given name" }),
  position: T.Optional(T.String({ description: "Position; absent for outsiders" })),
  departmentId: T.Optional(MaybeId("Department; absent for outsiders")),
  branchId: T.Optional(MaybeId("Branch; absent for outsiders")),
  managerId: T.Optional(MaybeId("Immediate manager; absent for outsiders")),
  email: T.Optional(T.String({ description: "E-mail; only where the directory may be read" })),
  phone: T.Optional(MaybeText("Telephone; only where the directory may be read")),
  external: T.Optional(T.Boolean({ description: "An outside contractor" })),
  active: T.Optional(T.Boolean({ description: "Whether the person may sign in" })),
  awayUntil: T.Optional(MaybeText("Last day of today's absence; null when at work")),
};

const PersonListed = T.Object(listed, { $id: "PersonListed", description: "A person in the directory" });

const PeoplePage = T.Object(
  {
    items: T.Array(T.Ref("PersonListed"), { description: "People by name" }),
    next: MaybeText("Pass as `after` for the next page; null at the end", 4000),
  },
  { $id: "PeoplePage", description: "A page of the directory" },
);

const PersonCard = T.Object(
  {
    ...listed,
    lastName: T.String({ description: "Family name" }),
    firstName: T.String({ description: "Given name" }),
    middleName: MaybeText("Patronymic"),
    substitutes: T.Array(StandIn, { description: "Who stands in for the person today" }),
    heads: T.Object(
      {
        departmentIds: T.Array(Id("Department"), { description: "Departments with everything below them" }),
        branchIds: T.Array(Id("Branch"), { description: "Branches" }),
      },
      { description: "Departments and branches headed" },
    ),
    version: T.Optional(T.Integer({ description: "Send back when changing; only for who may change the card" })),
    language: T.Optional(Language),
    counterpartyId: T.Optional(MaybeId("Company of a contractor")),
    roles: T.Optional(
      T.Array(
        T.Object({
          id: Id("Held role, for revoking"),
          code: T.String({ description: "Role" }),
          branchId: MaybeId("Branch the role is limited to; null = everywhere"),
          grantedAt: T.String({ format: "date-time", description: "When it was given" }),
          guarded: T.Boolean({
            description: "Whether it is given by two people: taken away, it waits for a second person again",
          }),
        }),
        { description: "Roles held; only for who administers or confirms them" },
      ),
    ),
    proposedRoles: T.Optional(T.Array(T.Ref("ProposedRole"), { description: "Roles that wait for a second person" })),
    insideProposals: T.Optional(
      T.Array(T.Ref("InsideProposal"), {
        description:
          "The proposal to make this contractor one of ours, at most one; for readers of proposals and the one who made it",
      }),
    ),
    may: T.Object(
      {
        edit: T.Array(T.String(), { description: "Fields of the card the reader may change" }),
        roles: T.Boolean({ description: "Give and take roles" }),
        activate: T.Boolean({ description: "Switch the person on or off" }),
      },
      { description: "What the reader may do with the card" },
    ),
  },
  { $id: "PersonCard", description: "A person" },
);

const ProposedRole = T.Object(
  {
    id: Id("Proposal"),
    personId: Id("Whom the role is for"),
    personName: T.String({ description: "Whom the role is for" }),
    roleCode: T.String({ description: "Role" }),
    branchId: MaybeId("Branch the role is limited to; null = everywhere"),
    proposedById: Id("Who proposed it"),
    proposedByName: T.String({ description: "Who proposed it" }),
    proposedAt: T.String({ format: "date-time", description: "When it was proposed" }),
    mayDecide: T.Boolean({ description: "Whether the reader may be the second person" }),
    mayDecline: T.Boolean({ description: "Whether the reader may refuse it, or withdraw what they proposed" }),
    awaitedNames: T.Array(T.String(), {
      description: "Whose word makes it take effect, by name; empty when nobody may confirm it now",
    }),
  },
  { $id: "ProposedRole", description: "A role that waits for a second person (rule S8)" },
);

const InsideProposal = T.Object(
  {
    personId: Id("Which contractor"),
    personName: T.String({ description: "Which contractor" }),
    proposedById: Id("Who proposed it"),
    proposedByName: T.String({ description: "Who proposed it" }),
    proposedAt: T.String({ format: "date-time", description: "When it was proposed" }),
    mayDecide: T.Boolean({ description: "Whether the reader may be the second person" }),
    mayDecline: T.Boolean({ description: "Whether the reader may refuse it, or withdraw what they proposed" }),
    awaitedNames: T.Array(T.String(), {
      description: "Whose word makes it take effect, by name; empty when nobody may confirm it now",
    }),
  },
  { $id: "InsideProposal", description: "A contractor who becomes one of ours when a second person says so (rule S8)" },
);

const Me = T.Object(
  {
    person: T.Ref("PersonListed"),
    roles: T.Array(
      T.Object({
        code: T.String({ description: "Role" }),
        branchId: MaybeId("Branch the role is limited to; null = everywhere"),
      }),
      { description: "Roles held" },
    ),
    permissions: T.Array(T.String(), { description: "Rights held anywhere: for menus, never to decide" }),
    sections: T.Array(oneOf(SECTIONS, "Section"), {
      description: "Of the sections that may be empty for somebody for good, those that hold something for the person",
    }),
    exportsLists: T.Boolean({ description: "Whether the person may take lists of records out as files" }),
    language: Language,
    theme: Theme,
    counters: T.Object(
      {
        myDay: T.Integer({ description: "Records that wait for the person, queues included" }),
        request: T.Integer({ description: "Of them requests" }),
        task: T.Integer({ description: "Of them tasks" }),
        invoice: T.Integer({ description: "Of them invoices" }),
        document: T.Integer({ description: "Of them documents" }),
        meeting: T.Integer({ description: "Of them meetings" }),
        budgetChange: T.Integer({ description: "Of them budget changes" }),
        decisions: T.Integer({ description: "Of them those awaiting the person's vote" }),
      },
      { description: "What waits for the person" },
    ),
    standsInFor: T.Array(StandIn, { description: "People the person stands in for today" }),
    substitutedBy: T.Array(StandIn, { description: "Who stands in for the person today" }),
    demo: T.Boolean({ description: "A demonstration company: nothing here is real" }),
  },
  { $id: "Me", description: "The signed-in person" },
);

export const PreferencesBody = T.Object(
  { language: T.Optional(Language), theme: T.Optional(Theme) },
  { additionalProperties: false, minProperties: 1 },
);

const Name = (description: string) => T.String({ minLength: 1, maxLength: 100, pattern: "\\S", description });
const fields = {
  middleName: T.Optional(MaybeText("Patronymic", 100)),
  position: T.Optional(T.String({ maxLength: 200, description: "Position" })),
  departmentId: T.Optional(MaybeId("Department")),
  branchId: T.Optional(MaybeId("Branch")),
  managerId: T.Optional(MaybeId("Immediate manager")),
  phone: T.Optional(MaybeText("Telephone", 40)),
  language: T.Optional(Language),
  external: T.Optional(
    T.Boolean({
      description: "An outside contractor: the ceiling applies whatever the roles. Made false, it waits for a second person",
    }),
  ),
  counterpartyId: T.Optional(MaybeId("Company of a contractor")),
};
const Email = T.String({ format: "email", maxLength: 320, description: "E-mail to sign in with" });

export const NewPersonBody = T.Object(
  { lastName: Name("Family name"), firstName: Name("Given name"), email: Email, ...fields },
  { additionalProperties: false },
);

export const PersonPatchBody = T.Object(
  {
    version: T.Integer({ minimum: 1, description: "Version the person saw" }),
    lastName: T.Optional(Name("Family name")),
    firstName: T.Optional(Name("Given name")),
    email: T.Optional(Email),
    ...fields,
  },
  { additionalProperties: false },
);

export const RoleBody = T.Object(
  {
    roleCode: T.String({ minLength: 1, maxLength: 60, description: "Role" }),
    branchId: T.Optional(MaybeId("Limit the role to this branch")),
  },
  { additionalProperties: false },
);

const GrantOutcome = T.Object(
  {
    status: T.Unsafe<"granted" | "pending">({
      type: "string",
      enum: ["granted", "pending"],
      description: "pending: another administrator or the chief executive has to confirm",
    }),
    id: Id("Held role, or the proposal"),
  },
  { $id: "GrantOutcome", description: "What became of a granted role" },
);

const PasswordLink = T.Object(
  {
    token: T.String({ description: "Secret of the link; shown once" }),
    expiresAt: T.String({ format: "date-time", description: "The link works once, until then" }),
  },
  { $id: "PasswordLink", description: "One-time link by which a person sets a password" },
);

/** Schemas that routes of this slice refer to by name. */
const Holdings = T.Object(
  {
    items: T.Array(
      T.Object({
        key: T.Unsafe<HoldingKey>({ type: "string", enum: [...HOLDINGS], description: "What it is" }),
        way: T.Unsafe<HoldingWay>({
          type: "string",
          enum: [...HOLDING_WAYS],
          description: "Given on by rules at once, to the successor if one is named, or to be named by hand in the organisation",
        }),
        count: T.Integer({ description: "How much of it" }),
      }),
      { description: "What they hold none of is left out" },
    ),
  },
  { $id: "Holdings", description: "What a person holds that somebody else has to hold when they leave" },
);

export const PEOPLE_SCHEMAS = [
  PersonListed,
  PeoplePage,
  PersonCard,
  Holdings,
  ProposedRole,
  InsideProposal,
  Me,
  GrantOutcome,
  PasswordLink,
];
