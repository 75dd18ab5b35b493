import { Type as T } from "@fastify/type-provider-typebox";
import { Instant, Nullable, NullableInstant, NullablePerson, oneOf, PersonView, Uuid } from "../../records/routes-schema.ts";
import { FORMS } from "./requisites.ts";

const FormCode = oneOf(FORMS, "Legal form: too, ao company; ip sole trader; person; state body; other; foreign");
const Text = (description: string, maxLength = 300) => T.String({ maxLength, description });
const MaybeText = (description: string, maxLength = 300) => Nullable(T.String({ maxLength }), description);
const MaybeId = (description: string) => Nullable(T.String({ format: "uuid" }), description);

const listed = {
  id: Uuid("Counterparty"),
  number: Nullable(T.String(), "Number in the register"),
  name: Text("Name with the legal form"),
  status: oneOf(["active", "archived"], "Whether it is in use"),
  form: T.Optional(FormCode),
  role: T.Optional(Text("supplier, contractor, landlord, customer, …", 40)),
  bin: T.Optional(MaybeText("BIN or IIN, 12 digits; null of a non-resident")),
  resident: T.Optional(T.Boolean({ description: "Resident of Kazakhstan" })),
  vatPayer: T.Optional(T.Boolean({ description: "Pays VAT" })),
  currency: T.Optional(Text("Usual currency", 3)),
  defaultCostItemId: T.Optional(MaybeId("Usual cost item")),
};

const Listed = T.Object(
  { ...listed, confirmed: T.Optional(T.Boolean({ description: "Has an account that money may go to" })) },
  { $id: "CounterpartyListed", description: "A counterparty in the list; more than the name only for who works with it" },
);

const Page = T.Object(
  {
    items: T.Array(T.Ref("CounterpartyListed"), { description: "By name" }),
    next: Nullable(T.String(), "Pass as `after`; null at the end"),
  },
  { $id: "CounterpartyPage", description: "A page of counterparties" },
);

const Account = T.Object(
  {
    id: Uuid("Account"),
    ends: Text("Last four characters of the number", 4),
    iban: T.Optional(Text("The whole number; only for finance", 34)),
    bic: Text("Code of the bank", 12),
    bankName: Text("Bank"),
    currency: Text("Currency", 3),
    confirmed: T.Boolean({ description: "Money may go there only when a second person has confirmed it" }),
    enteredBy: PersonView,
    enteredAt: Instant("When it was entered"),
    confirmedBy: NullablePerson("Second person"),
    confirmedAt: NullableInstant("When it was confirmed"),
    mayConfirm: T.Boolean({ description: "Whether the reader may be the second person" }),
    confirmers: T.Optional(T.Array(PersonView, { description: "Who may be the second person now; absent once it is confirmed" })),
    alsoOf: T.Optional(
      T.Array(Text("Counterparty"), { description: "Others with the same number in use: a thing to check; only for finance" }),
    ),
  },
  { $id: "BankAccount", description: "An account of a counterparty" },
);

const Card = T.Object(
  {
    ...listed,
    taxId: T.Optional(MaybeText("Tax number of a non-resident", 40)),
    kbe: T.Optional(MaybeText("Code of beneficiary", 2)),
    phone: T.Optional(MaybeText("Telephone", 60)),
    email: T.Optional(MaybeText("E-mail", 320)),
    version: T.Optional(T.Integer({ description: "Send back when changing" })),
    accounts: T.Optional(T.Array(T.Ref("BankAccount"), { description: "Accounts in use, newest first" })),
    actions: T.Array(
      T.Object({
        action: Text("Action of the workflow"),
        allowed: T.Boolean({ description: "Whether it may be taken now" }),
        needsReason: T.Boolean({ description: "Whether a reason must be given" }),
        blockers: T.Array(T.Unknown(), { description: "What stands in the way" }),
      }),
      { description: "What the reader may do now" },
    ),
    may: T.Object(
      {
        edit: T.Boolean({ description: "Change the card" }),
        enterAccount: T.Boolean({ description: "Enter and retire accounts" }),
      },
      { description: "What the reader may do" },
    ),
  },
  { $id: "CounterpartyCard", description: "A counterparty" },
);

export const COUNTERPARTY_SCHEMAS = [Listed, Page, Account, Card];

const editable = {
  role: T.Optional(oneOf(["supplier", "contractor", "landlord", "customer", "state", "other"], "What it is to the company")),
  resident: T.Optional(T.Boolean({ description: "Resident of Kazakhstan; true when absent" })),
  bin: T.Optional(MaybeText("BIN or IIN; spaces and hyphens are forgiven", 40)),
  taxId: T.Optional(MaybeText("Tax number of a non-resident", 40)),
  kbe: T.Optional(MaybeText("Code of beneficiary; the usual one when absent", 10)),
  vatPayer: T.Optional(T.Boolean({ description: "Pays VAT" })),
  defaultCostItemId: T.Optional(MaybeId("Usual cost item")),
  currency: T.Optional(T.String({ pattern: "^[A-Z]{3}$", description: "Usual currency" })),
  phone: T.Optional(MaybeText("Telephone", 60)),
  email: T.Optional(MaybeText("E-mail", 320)),
};
const Name = T.String({ minLength: 1, maxLength: 300, description: "Name with the legal form" });

export const NewBody = T.Object({ name: Name, form: FormCode, ...editable });

export const PatchBody = T.Object({
  version: T.Integer({ minimum: 1, description: "Version the person saw" }),
  name: T.Optional(Name),
  form: T.Optional(FormCode),
  ...editable,
});

export const AccountBody = T.Object({
  iban: T.String({ maxLength: 60, description: "Account number; spaces and case are forgiven" }),
  bic: T.String({ maxLength: 20, description: "Code of the bank" }),
  bankName: T.Optional(T.String({ maxLength: 300, description: "Bank; of a Kazakh bank it comes from the directory" })),
  currency: T.String({ pattern: "^[A-Z]{3}$", description: "Currency of the account" }),
  replacesId: T.Optional(Uuid("Account that this one replaces; it goes out of use")),
});

export const TransitionBody = T.Object({
  action: oneOf(["archive", "restore"], "Action"),
  version: T.Integer({ minimum: 1, description: "Version the person saw" }),
  reason: T.Optional(T.String({ maxLength: 2000, description: "Must be given for archiving" })),
});
