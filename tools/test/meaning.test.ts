import { expect, it } from "vitest";
import { checkMeaning } from "../check-meaning.ts";
import { plant, spoken } from "./tree.ts";

const SERVER = "apps/server/src/modules/requests/card/card.ts";
const WEB = "apps/web/src/features/requests/RequestPage.tsx";
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
  ["a form of another record", "apps/server/src/modules/documents/kind.ts", 'export const to = input["validTo"];'],
  ["a field every type has", SERVER, 'export const to = values["department"];'],
  ["types of fields", RULE, 'export const CELL = ["costItem", "month", "project", "branch"];'],
  ["a style", WEB, 'export const style = css["amount"];'],
  ["a kind of record", SERVER, 'export const is = record.kind === "counterparty";'],
])("allows %s", (_name, path, text) => {
  expect(found(path, text)).toEqual([]);
});
