// What the fields of a request type mean is said by the type; packages/domain/src/requests/meaning.ts is the one place that reads it.
import requestTypes from "../packages/domain/data/request-types.json" with { type: "json" };
import { FIELD_TYPES } from "../packages/domain/src/requests/type.ts";
import { Visitor, type Argument, type Expression, type Program, type PropertyKey } from "oxc-parser";
import { isTest, readSources, report, rootFromArguments, type Source, type Violation } from "./checks/sources.ts";

const WATCHED = /^(apps\/(server|web)\/src|packages\/domain\/src)\//;
const MEANING = "packages/domain/src/requests/meaning.ts";
/** The one place, and the demo company, which writes requests of the supplied types. */
const EXEMPT = [/^packages\/domain\/src\/requests\/meaning\.ts$/, /^apps\/server\/src\/demo\//];
/** Fields of other records that are called like one of a request: file → what it may know. */
const OWN: Record<string, readonly string[]> = {
  // Columns of an invoice, as the journal calls them.
  "apps/server/src/records/history/changes.ts": ["currency", "vatRate"],
  "apps/web/src/features/records/stream/historyText.ts": ["vatRate", "basisKind", "payKind"],
  "apps/server/src/modules/documents/kind.ts": ["validTo"],
  "apps/server/src/modules/documents/queries.ts": ["amount"],
  "apps/server/src/modules/documents/service.ts": ["subject", "validFrom"],
  "apps/web/src/features/counterparties/AccountDialog.tsx": ["currency"],
  "apps/web/src/features/documents/documentQueries.ts": ["amount"],
  "apps/web/src/features/organisation/CostItemDialog.tsx": ["kind", "knp"],
  "apps/web/src/features/organisation/RateDialog.tsx": ["currency"],
  "apps/web/src/features/people/PersonForm.tsx": ["language"],
  "packages/domain/src/documents/policy.ts": ["validTo"],
  "packages/domain/src/invoices/facts.ts": ["invoiceFile"],
};

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

function decided(source: Source): Violation[] {
  const { path, parsed, lineAt } = source;
  const found = new Map<number, string>();
  const own = new Set(OWN[path]);
  const needless = new Set(own);
  const note = (start: number, word: string): void => {
    needless.delete(word);
    if (!own.has(word)) found.set(lineAt(start), word);
  };
  const collections = collectionsIn(parsed.program);
  /** A list, set or table of words that is asked by a key or a code. */
  const asked = (collection: Compared, by: Compared | undefined, start: number): void => {
    const among = by && askedBy(by);
    for (const word of wordsIn(collection, collections)) if (among?.has(word)) note(start, word);
  };
  new Visitor({
    MemberExpression({ object, property, computed, start }) {
      const word = computed && property.type === "Literal" ? wordOf(property) : undefined;
      if (word !== undefined && KEYS.has(word) && nameOf(object) !== "css") note(start, word);
      if (computed) asked(object, property, start);
    },
    BinaryExpression({ operator, left, right, start }) {
      if (operator !== "===" && operator !== "!==") return;
      const word = comparedWord(left, right) ?? comparedWord(right, left);
      if (word !== undefined) note(start, word);
    },
    CallExpression({ callee, arguments: given, start }) {
      if (callee.type === "MemberExpression" && ASKS.test(nameOf(callee) ?? "")) asked(callee.object, given[0], start);
      const among = callee.type === "MemberExpression" && nameOf(callee) === "hasOwn" ? given : [];
      if (among[0]) asked(among[0], among[1], start);
      if (callee.type !== "Identifier" || !READER.test(callee.name) || (callee.name === "text" && given.length > 1)) return;
      for (const one of given) {
        const word = one.type === "Literal" ? wordOf(one) : undefined;
        if (word !== undefined && KEYS.has(word)) note(start, word);
      }
    },
    ObjectExpression({ properties, start }) {
      const words = properties.flatMap((one) => (one.type === "Property" ? [propertyWord(one.key) ?? ""] : [""]));
      if (words.length > 2 && words.every((word) => CODES.has(word))) note(start, words[0] ?? "");
    },
    SwitchStatement({ discriminant, cases }) {
      for (const { test, start } of cases) {
        const word = test ? comparedWord(discriminant, test) : undefined;
        if (word !== undefined) note(start, word);
      }
    },
    ArrayExpression({ elements, start }) {
      const words = elements.map((one) => (one?.type === "Literal" ? (wordOf(one) ?? "") : ""));
      if (words.length < 2 || !words.every((word) => KEYS.has(word))) return;
      for (const word of words) if (!TYPES.has(word)) note(start, word);
    },
  }).visit(parsed.program);
  toldBy(parsed.program, note);
  return [
    ...[...found].map(([line, word]) => ({ file: path, line, message: `"${word}" decides: ask ${MEANING} what it means` })),
    ...[...needless].map((word) => ({ file: path, line: 1, message: `"${word}" needs no exception of tools/check-meaning.ts` })),
  ];
}

/** Words that say what they are wherever they stand, and those of SQL. */
function toldBy(program: Program, note: (start: number, word: string) => void): void {
  new Visitor({
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
  }).visit(program);
}

/** `key === "amount"`, `typeCode === "payment"`, `type.code === "payment"`. */
function comparedWord(named: Compared, literal: Compared): string | undefined {
  const word = literal.type === "Literal" ? wordOf(literal) : undefined;
  return word !== undefined && askedBy(named)?.has(word) ? word : undefined;
}

const ASKS = /^(includes|has|get|indexOf)$/;

/** Words of which one is looked for: keys when asked by a key, codes when asked by a code of a type. */
function askedBy(by: Compared): ReadonlySet<string> | undefined {
  const name = nameOf(by);
  if (name === undefined) return undefined;
  if (KEY_NAME.test(name)) return KEYS;
  const ofType = by.type === "MemberExpression" && name === "code" && /type$/i.test(nameOf(by.object) ?? "");
  return CODE_NAME.test(name) || ofType ? CODES : undefined;
}

/** Collections of a file by the name they are kept under. */
function collectionsIn(program: Program): ReadonlyMap<string, Expression> {
  const kept = new Map<string, Expression>();
  new Visitor({
    VariableDeclarator({ id, init }) {
      if (id.type === "Identifier" && init) kept.set(id.name, init);
    },
  }).visit(program);
  return kept;
}

/** The words a collection is made of: members of a list or set, keys of a map or object. */
function wordsIn(node: Compared, kept: ReadonlyMap<string, Expression>): string[] {
  if (node.type === "Identifier") {
    const made = kept.get(node.name);
    return made && made.type !== "Identifier" ? wordsIn(made, kept) : [];
  }
  if (node.type === "TSAsExpression" || node.type === "TSSatisfiesExpression") return wordsIn(node.expression, kept);
  if (node.type === "NewExpression") return node.arguments[0] ? wordsIn(node.arguments[0], kept) : [];
  if (node.type === "ArrayExpression") {
    return node.elements.flatMap((one) => {
      const first = one?.type === "ArrayExpression" ? one.elements[0] : one;
      return first?.type === "Literal" ? [wordOf(first) ?? ""] : [];
    });
  }
  if (node.type !== "ObjectExpression") return [];
  return node.properties.flatMap((one) => (one.type === "Property" ? [propertyWord(one.key) ?? ""] : []));
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
