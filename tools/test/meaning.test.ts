import { expect, it } from "vitest";
import { checkMeaning } from "../check-meaning.ts";
import { plant, spoken } from "./tree.ts";

const SERVER = "apps/server/src/modules/requests/card/card.ts";
const WEB = "apps/web/src/features/requests/RequestPage.tsx";
const CHANGES = "apps/server/src/records/history/changes.ts";
const RULE = "packages/domain/src/requests/form.ts";

function found(path: string, text: string): string[] {
  return spoken(checkMeaning(plant({ [path]: text })));
}

it.each([
  ["a value read by its key", SERVER, 'export const month = values["basis"];', "basis"],
  ["a field known by its key", RULE, 'export const is = field.key === "currency";', "currency"],
  ["a file known by its field", WEB, 'export const is = "invoiceNumber" !== file.fieldKey;', "invoiceNumber"],
  ["a key handed to a reader", SERVER, 'export const of = text("purpose");', "purpose"],
  ["a key of the supplied types alone", WEB, 'export const FILE = "invoiceFile";', "invoiceFile"],
  ["a table by key", WEB, "export const GROUP = { payDeadline: 1 };", "payDeadline"],
  ["a list of keys", RULE, 'export const CODES = ["knp", "vatRate"];', "vatRate"],
  ["a code of a type", WEB, 'export const is = request.typeCode === "payment";', "payment"],
  ["a code of a type of its own", WEB, 'export const is = type.code === "hr";', "hr"],
  ["a switch over codes", SERVER, 'switch (typeCode) {\n  case "purchase":\n}', "purchase"],
  ["a list of one code", WEB, 'export const is = ["payment"].includes(request.typeCode);', "payment"],
  ["a list of one key", RULE, 'const OWN = ["basis"]; export const is = OWN.includes(field.key);', "basis"],
  ["a set of codes", SERVER, 'const PAID = new Set(["payment"]); export const is = PAID.has(typeCode);', "payment"],
  ["a set of keys", SERVER, 'export const is = new Set(["knp"]).has(fieldKey);', "knp"],
  ["a map by key", WEB, 'const WIDTH = new Map([["supplierX", 1], ["amount", 2]]); WIDTH.get(key);', "amount"],
  ["a map by code", WEB, 'const LOOK = new Map([["hr", 1]] as const); LOOK.get(type.code);', "hr"],
  ["a table by code", WEB, "const ICONS = { payment: 1 }; export const icon = ICONS[row.typeCode];", "payment"],
  ["a table by field", WEB, "const WIDTH = { amount: 1 } as const; export const width = WIDTH[field];", "amount"],
  ["a table of codes", WEB, "export const ICONS = { payment: 1, purchase: 2, contract: 3 };", "payment"],
  ["a name in a table", SERVER, "const WIDTH = { knp: 1 }; Object.hasOwn(WIDTH, key);", "knp"],
  ["a word beside one that is excepted", CHANGES, 'const OF = new Set(["currency", "vatRate", "basis"]); OF.has(key);', "basis"],
  ["a form of another record", "apps/web/src/features/people/RoleForm.tsx", 'export const to = input["dateTo"];', "dateTo"],
  ["a rule of another record", "packages/domain/src/invoices/guards.ts", 'export const is = field.key === "basis";', "basis"],
  ["a key in SQL", SERVER, "export const item = sql`q.data->>'costItem'`;", "costItem"],
  ["a code in SQL", SERVER, "export const is = sql`r.type_code = 'payment'`;", "payment"],
])("refuses %s", (_name, path, text, word) => {
  expect(found(path, text)).toEqual([
    `${path}:${text.startsWith("switch") ? 2 : 1} "${word}" decides: ask packages/domain/src/requests/meaning.ts what it means`,
  ]);
});

it.each([
  ["the one place", "packages/domain/src/requests/meaning.ts", 'export const is = field.key === "basis";'],
  ["the demo company", "apps/server/src/demo/business/payments.ts", 'export const values = { invoiceFile: "a" };'],
  ["a test", "apps/server/src/modules/requests/story.test.ts", 'export const of = values["basis"];'],
  ["a field of another record that is named", "apps/server/src/modules/documents/kind.ts", 'export const to = input["validTo"];'],
  ["a table asked by other words", WEB, "const LOOK = { amount: 1 }; export const look = LOOK[tone];"],
  ["a list of roles", SERVER, 'export const is = ["hr", "it"].includes(role);'],
  ["a field every type has", SERVER, 'export const to = values["department"];'],
  ["types of fields", RULE, 'export const CELL = ["costItem", "month", "project", "branch"];'],
  ["a style", WEB, 'export const style = css["amount"];'],
  ["a kind of record", SERVER, 'export const is = record.kind === "counterparty";'],
])("allows %s", (_name, path, text) => {
  expect(found(path, text)).toEqual([]);
});

it("refuses an exception that nobody needs any longer", () => {
  const path = "apps/server/src/modules/documents/kind.ts";
  expect(found(path, "export const to = 1;")).toEqual([`${path}:1 "validTo" needs no exception of tools/check-meaning.ts`]);
});
