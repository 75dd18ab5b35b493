// Who writes a table and who reads it: the owner alone, and those of the list that may only shrink.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  Visitor,
  type Argument,
  type ArrayExpressionElement,
  type CallExpression,
  type TaggedTemplateExpression,
} from "oxc-parser";
import { isTest, listFiles, readSources, report, rootFromArguments, type Source, type Violation } from "./checks/sources.ts";
import { placeOf } from "./checks/zones.ts";

/** What may be done beside the rule; every list of it may only shrink. */
const LISTS = "tools/checks/tables.json";
/** A slice names the tables it owns beside its code. */
const OWNED = /^apps\/server\/src\/(?:modules\/(\w+)|(records|platform))\/tables\.json$/;
const TYPES = "apps/server/src/platform/db/schema.ts";
/** The demonstration company is made before anybody works in it. */
const CHECKED = /^apps\/server\/src\/(?!demo\/)/;

interface Lists {
  /** How many entries `writers` and `readers` have: one more is refused, with one less the number goes down. */
  frozen: Record<"writers" | "readers", number>;
  /** File → tables of others that it writes, for a reason said there. */
  writers: Record<string, string[]>;
  /** Owner → tables of others that it reads by itself. Ask the owner's `questions.ts` instead. */
  readers: Record<string, string[]>;
  /** File that puts the names of its tables together at run time → all that they can be. */
  unread: Record<string, string[]>;
}

interface Touch {
  file: string;
  line: number;
  who: string;
  table: string;
  writes: boolean;
}

/** All violations of a checkout (or of a tree shaped like one). */
export function checkTables(root: string): Violation[] {
  if (!existsSync(join(root, LISTS)))
    return [{ file: LISTS, line: 1, message: "says who may reach past the owners; it is missing" }];
  // reason: the shape is checked by its use below; a missing part fails loudly
  const lists = JSON.parse(readFileSync(join(root, LISTS), "utf8")) as Lists;
  const owned = ownedTables(root);
  const owners = new Map(owned.map(({ table, owner }) => [table, owner]));
  const seen = readSources(root)
    .filter(({ path }) => CHECKED.test(path) && !isTest(path))
    .map((source) => touchesIn(source, owners, lists.unread[source.path]));
  const foreign = seen.flatMap(({ touches }) => touches.filter(({ who, table }) => owners.get(table) !== who));
  const written = foreign.filter(({ writes }) => writes);
  const read = foreign.filter((touch) => isForeignRead(touch, owners));
  return [
    ...unowned(root, owned),
    ...seen.flatMap(({ unread }) => unread),
    ...written.flatMap((touch) => refuseWrite(touch, lists, owners)),
    ...read.flatMap((touch) => refuseRead(touch, lists, owners)),
    ...needless("writers", lists, written, ({ file }) => file),
    ...needless("readers", lists, read, ({ who }) => who),
    ...Object.keys(lists.unread)
      .filter((file) => !seen.some(({ path, composed }) => path === file && composed))
      .map((file) => said(`unread: ${file} puts no name of a table together any longer; take it out`)),
    ...grown("writers", lists),
    ...grown("readers", lists),
  ];
}

interface Owned {
  table: string;
  owner: string;
  file: string;
}

function ownedTables(root: string): Owned[] {
  return listFiles(root, ["apps"]).flatMap((file) => {
    const [, slice, floor] = OWNED.exec(file) ?? [];
    const owner = slice ?? floor;
    if (owner === undefined) return [];
    // reason: a list of names; anything else is no table of the database and is refused as such
    const tables = JSON.parse(readFileSync(join(root, file), "utf8")) as string[];
    return tables.map((table) => ({ table, owner, file }));
  });
}

/** Every table of the database has one owner. */
function unowned(root: string, owned: readonly Owned[]): Violation[] {
  const types = readFileSync(join(root, TYPES), "utf8");
  const known = [...types.slice(types.indexOf("export interface DB {")).matchAll(/^ {2}(\w+): \w+;$/gm)].map(
    ([, name]) => name ?? "",
  );
  const lost = known.filter((name) => !owned.some(({ table }) => table === name));
  const doubled = (one: Owned, place: number) => owned.findIndex(({ table }) => table === one.table) !== place;
  return [
    ...lost.map((table) => ({
      file: TYPES,
      line: 1,
      message: `table ${table} has no owner: name it in the tables.json of its slice`,
    })),
    ...owned
      .filter(({ table }) => !known.includes(table))
      .map(({ file, table }) => ({ file, line: 1, message: `there is no table ${table}` })),
    ...owned.filter(doubled).map(({ file, table }) => ({ file, line: 1, message: `${table} has another owner already` })),
  ];
}

function refuseWrite({ file, line, who, table }: Touch, { writers }: Lists, owners: ReadonlyMap<string, string>): Violation[] {
  if (writers[file]?.includes(table)) return [];
  return [{ file, line, message: `${who} writes ${table}, which belongs to ${owners.get(table)}: call a command of its owner` }];
}

function refuseRead({ file, line, who, table }: Touch, { readers }: Lists, owners: ReadonlyMap<string, string>): Violation[] {
  if (readers[who]?.includes(table)) return [];
  return [{ file, line, message: `${who} reads ${table}, which belongs to ${owners.get(table)}: ask its questions.ts` }];
}

/** What stands below may be read as it may be imported: a slice reads `records` and `platform`, `records` reads `platform`. */
function isForeignRead({ who, table, writes }: Touch, owners: ReadonlyMap<string, string>): boolean {
  if (writes) return false;
  const owner = owners.get(table);
  return owner !== "platform" && (owner !== "records" || who === "platform");
}

/** An entry that nobody needs any longer goes. */
function needless(
  list: "writers" | "readers",
  lists: Lists,
  touches: readonly Touch[],
  keyOf: (touch: Touch) => string,
): Violation[] {
  return Object.entries(lists[list]).flatMap(([key, tables]) =>
    tables
      .filter((table) => !touches.some((touch) => keyOf(touch) === key && touch.table === table))
      .map((table) => said(`${list}: ${key} no longer needs ${table}; take it out`)),
  );
}

/** The lists only shrink: their length is held by a number that may be made smaller. */
function grown(list: "writers" | "readers", lists: Lists): Violation[] {
  const has = Object.values(lists[list]).flat().length;
  const may = lists.frozen[list];
  if (has === may) return [];
  return [
    said(
      has > may
        ? `${list}: has ${has} entries where ${may} are frozen; it only shrinks`
        : `frozen: ${list} has ${has} entries now; make it ${has}`,
    ),
  ];
}

function said(message: string): Violation {
  return { file: LISTS, line: 1, message };
}

const WRITES = new Set(["insertInto", "updateTable", "deleteFrom", "mergeInto", "replaceInto"]);
const READS = new Set(["selectFrom", "innerJoin", "leftJoin", "rightJoin", "fullJoin", "crossJoin", "from", "using"]);
const SQL_TABLE =
  /\b(insert\s+into|update|delete\s+from|merge\s+into|truncate|from|join|using)\s+(?:only\s+|lateral\s+)?(\w+)((?:\s+(?:as\s+)?\w+)?(?:\s*,\s*\w+(?:\s+\w+)?)*)/gi;

interface Seen {
  path: string;
  touches: Touch[];
  unread: Violation[];
  /** Whether some table is named at run time. */
  composed: boolean;
}

/** What a file does with tables; `can` is all that its composed names can be. */
function touchesIn({ path, parsed, lineAt }: Source, owners: ReadonlyMap<string, string>, can: string[] | undefined): Seen {
  const { zone, slice } = placeOf(path);
  const who = slice ?? zone;
  const seen: Seen = { path, touches: [], unread: [], composed: false };
  /** Where the name of a type is put in, which is no table. */
  const casts = new Set<number>();
  const add = (table: string | null, writes: boolean, offset: number) => {
    const line = lineAt(offset);
    if (table === null) {
      seen.composed = true;
      for (const one of can ?? []) seen.touches.push({ file: path, line, who, table: one, writes });
      if (!can && !seen.unread.some((one) => one.line === line))
        seen.unread.push({ file: path, line, message: `names a table at run time: write it out, or list the file in ${LISTS}` });
    } else if (owners.has(table)) seen.touches.push({ file: path, line, who, table, writes });
  };
  new Visitor({
    CallExpression(call) {
      const method = methodOf(call);
      if (WRITES.has(method) || READS.has(method))
        for (const table of tablesOf(call, WRITES.has(method))) add(table, WRITES.has(method), call.start);
      if (mayNameTable(call) && !casts.has(call.start)) add(null, false, call.start);
    },
    TaggedTemplateExpression(template) {
      template.quasi.quasis.forEach(({ value }, place) => {
        if (value.raw.endsWith("::")) casts.add(template.quasi.expressions[place]?.start ?? 0);
      });
      for (const { table, writes, offset } of tablesInSql(template)) add(table, writes, offset);
    },
  }).visit(parsed.program);
  return seen;
}

function methodOf({ callee }: CallExpression): string {
  return callee.type === "MemberExpression" && !callee.computed && callee.property.type === "Identifier"
    ? callee.property.name
    : "";
}

/** `sql.table(name)`, `sql.raw(text)`: what cannot be read may be any table. */
function mayNameTable(call: CallExpression): boolean {
  const { callee, arguments: given } = call;
  if (callee.type !== "MemberExpression" || callee.object.type !== "Identifier" || callee.object.name !== "sql") return false;
  return ["raw", "table"].includes(methodOf(call)) && given[0]?.type !== "Literal";
}

/** `"records"`, `"records as r"`, `["records", "people as p"]`; null for a name that cannot be read. */
function tablesOf(call: CallExpression, writes: boolean): (string | null)[] {
  const [first] = call.arguments;
  // `Array.from`, `Buffer.from`: no query.
  if (
    call.callee.type === "MemberExpression" &&
    call.callee.object.type === "Identifier" &&
    /^[A-Z]/.test(call.callee.object.name)
  )
    return [];
  return first?.type === "ArrayExpression"
    ? first.elements.flatMap((one) => (one ? tableIn(one, writes) : []))
    : first
      ? tableIn(first, writes)
      : [];
}

function tableIn(node: Argument | ArrayExpressionElement, writes: boolean): (string | null)[] {
  if (node?.type === "Literal") return typeof node.value === "string" ? [node.value.split(" ")[0] ?? ""] : [];
  // A query of its own, whose tables are seen by themselves; nothing is written into one.
  const inside = ["ArrowFunctionExpression", "FunctionExpression", "CallExpression", "TaggedTemplateExpression"];
  return node && inside.includes(node.type) && !writes ? [] : [null];
}

interface Named {
  table: string | null;
  writes: boolean;
  offset: number;
}

const WRITES_AT_END = /\b(?:insert\s+into|update|delete\s+from|merge\s+into|truncate)\s+(?:only\s+)?$/i;

/** Tables of the text between the values; a name that is no table (an alias, a function) has no owner and falls out. */
function tablesInSql({ quasi }: TaggedTemplateExpression): Named[] {
  const [, first = ""] = /^\s*(\w+)/.exec(quasi.quasis[0]?.value.raw ?? "") ?? [];
  // A part of a query that begins with its table: sql`people where active`.
  const named: Named[] = [{ table: first, writes: false, offset: quasi.start }];
  quasi.quasis.forEach(({ value, start }, place) => {
    for (const [, verb = "", table = "", more = ""] of value.raw.matchAll(SQL_TABLE)) {
      const writes = !/^(from|join|using)$/i.test(verb);
      const others = writes ? [] : [...more.matchAll(/,\s*(\w+)/g)].map(([, name]) => name ?? "");
      named.push(...[table, ...others].map((name) => ({ table: name, writes, offset: start })));
    }
    const next = quasi.expressions[place];
    if (!next || next.type !== "CallExpression" || methodOf(next) !== "table") {
      // What is read from is a text of its own, seen where it stands; what is written must be named here.
      if (next && WRITES_AT_END.test(value.raw)) named.push({ table: null, writes: true, offset: next.start });
      return;
    }
    const [name] = next.arguments;
    const table = name?.type === "Literal" && typeof name.value === "string" ? name.value : null;
    named.push({ table, writes: WRITES_AT_END.test(value.raw), offset: next.start });
  });
  return named;
}

if (import.meta.main) report(checkTables(rootFromArguments()));
