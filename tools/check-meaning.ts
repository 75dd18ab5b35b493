// What the fields of a request type mean is said by the type; packages/domain/src/requests/meaning.ts is the one place that reads it.
import requestTypes from "../packages/domain/data/request-types.json" with { type: "json" };
import { FIELD_TYPES } from "../packages/domain/src/requests/type.ts";
import { Visitor, type Argument, type Expression, type PropertyKey } from "oxc-parser";
import { isTest, readSources, report, rootFromArguments, type Source, type Violation } from "./checks/sources.ts";

const WATCHED = /^(apps\/(server|web)\/src|packages\/domain\/src)\//;
/** The one place; the demo company, which writes requests of the supplied types; forms of other records, with fields of their own. */
const EXEMPT = [
  /^packages\/domain\/src\/requests\/meaning\.ts$/,
  /^packages\/domain\/src\/(invoices|documents)\//,
  /^apps\/server\/src\/demo\//,
  /\/(documents|organisation|people|counterparties|styleguide)\//,
];

const KEYS = new Set(requestTypes.types.flatMap((type) => type.fields.map((field) => field.key)));
const TYPES: ReadonlySet<string> = new Set(FIELD_TYPES);
const CODES = new Set(requestTypes.types.map((type) => type.code));
/** Keys that are words of nothing else: they decide wherever they stand. */
const TELLING = new Set(
  "accessLevel accessUntil budgetMonth candidateName certificatePurpose dateFrom dateTo deliveryPlace docKind draftFile estAmount forUser invoiceFile neededBy offersMin payDeadline paymentTerms personalDataConsent publishFrom publishTo signatory urgencyReason".split(
    " ",
  ),
);
const KEY_NAME = /^(key|fieldKey|need|field)$/;
const CODE_NAME = /^(type_?code|typeCodes?)$/i;
/** Functions that read the value behind a key. */
const READER = /^(text|textAt|textOf|orNull|fieldOf)$/;
const IN_SQL = /data\s*->>?\s*'(\w+)'|field_key\s*=\s*'(\w+)'|type_code\s*(?:=|in)\s*\(?\s*'(\w+)'/giu;

/** All violations of a checkout (or of a tree shaped like one). */
export function checkMeaning(root: string): Violation[] {
  return readSources(root)
    .filter(({ path }) => WATCHED.test(path) && !isTest(path) && !EXEMPT.some((one) => one.test(path)))
    .flatMap(decided);
}

function decided({ path, parsed, lineAt }: Source): Violation[] {
  const found = new Map<number, string>();
  const note = (start: number, word: string): void => void found.set(lineAt(start), word);
  new Visitor({
    MemberExpression({ object, property, computed, start }) {
      const word = computed && property.type === "Literal" ? wordOf(property) : undefined;
      if (word !== undefined && KEYS.has(word) && nameOf(object) !== "css") note(start, word);
    },
    BinaryExpression({ operator, left, right, start }) {
      if (operator !== "===" && operator !== "!==") return;
      const word = comparedWord(left, right) ?? comparedWord(right, left);
      if (word !== undefined) note(start, word);
    },
    CallExpression({ callee, arguments: given, start }) {
      if (callee.type !== "Identifier" || !READER.test(callee.name) || (callee.name === "text" && given.length > 1)) return;
      for (const one of given) {
        const word = one.type === "Literal" ? wordOf(one) : undefined;
        if (word !== undefined && KEYS.has(word)) note(start, word);
      }
    },
    SwitchStatement({ discriminant, cases }) {
      for (const { test, start } of cases) {
        const word = test ? comparedWord(discriminant, test) : undefined;
        if (word !== undefined) note(start, word);
      }
    },
    ArrayExpression({ elements, start }) {
      const words = elements.map((one) => (one?.type === "Literal" ? (wordOf(one) ?? "") : ""));
      const own = words.find((word) => !TYPES.has(word));
      if (words.length > 1 && own !== undefined && words.every((word) => KEYS.has(word))) note(start, own);
    },
    Literal({ value, start }) {
      if (typeof value === "string" && TELLING.has(value)) note(start, value);
    },
    Property({ key, start }) {
      const word = propertyWord(key);
      if (word !== undefined && TELLING.has(word)) note(start, word);
    },
    TemplateElement({ value, start }) {
      for (const { index, 1: key, 2: file, 3: code } of value.raw.matchAll(IN_SQL)) {
        const word = key ?? file ?? code ?? "";
        if (KEYS.has(word) || CODES.has(word)) note(start + index, word);
      }
    },
  }).visit(parsed.program);
  return [...found].map(([line, word]) => ({ file: path, line, message: `"${word}" decides: ask packages/domain/src/requests/meaning.ts what it means` })); // prettier-ignore
}

/** `key === "amount"`, `typeCode === "payment"`, `type.code === "payment"`. */
function comparedWord(named: Compared, literal: Compared): string | undefined {
  const word = literal.type === "Literal" ? wordOf(literal) : undefined;
  const name = nameOf(named);
  if (word === undefined || name === undefined) return undefined;
  if (KEY_NAME.test(name) && KEYS.has(word)) return word;
  const ofType = named.type === "MemberExpression" && name === "code" && /type$/i.test(nameOf(named.object) ?? "");
  return (CODE_NAME.test(name) || ofType) && CODES.has(word) ? word : undefined;
}

type Compared = Expression | Argument | { type: "PrivateInExpression" | "PrivateIdentifier" | "Super" };

function nameOf(node: Compared): string | undefined {
  if (node.type === "ChainExpression") return nameOf(node.expression);
  if (node.type === "MemberExpression") return node.computed ? undefined : node.property.name;
  return node.type === "Identifier" ? node.name : undefined;
}

function propertyWord(key: PropertyKey): string | undefined {
  if (key.type === "Identifier") return key.name;
  return key.type === "Literal" ? wordOf(key) : undefined;
}

function wordOf({ value }: { value: unknown }): string | undefined {
  return typeof value === "string" ? value : undefined;
}

if (import.meta.main) report(checkMeaning(rootFromArguments()));
