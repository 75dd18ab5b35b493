// Who writes a table and who reads it: the owner alone, and those of the list that may only shrink.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Visitor, type Argument, type CallExpression, type TaggedTemplateExpression } from "oxc-parser";
import { isTest, readSources, report, rootFromArguments, type Source, type Violation } from "./checks/sources.ts";
import { placeOf } from "./checks/zones.ts";

const OWNERS = "tools/checks/tables.json";
const TYPES = "apps/server/src/platform/db/schema.ts";
/** The demonstration company is made before anybody works in it. */
const CHECKED = /^apps\/server\/src\/(?!demo\/)/;

interface Tables {
  /** Owner → its tables. An owner is a slice, `records` or `platform`. */
  owners: Record<string, string[]>;
  /** File → tables of others that it writes, for a reason said there. */
  writers: Record<string, string[]>;
  /** Owner → tables of others that it reads by itself. May only shrink: ask the owner's `questions.ts` instead. */
  readers: Record<string, string[]>;
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
  if (!existsSync(join(root, OWNERS))) return [{ file: OWNERS, line: 1, message: "says who owns which table; it is missing" }];
  // reason: the shape is checked by its use below; a missing part fails loudly
  const tables = JSON.parse(readFileSync(join(root, OWNERS), "utf8")) as Tables;
  const owners = new Map(Object.entries(tables.owners).flatMap(([owner, own]) => own.map((table) => [table, owner] as const)));
  const touches = readSources(root)
    .filter(({ path }) => CHECKED.test(path) && !isTest(path))
    .flatMap((source) => touchesIn(source, owners));
  const foreign = touches.filter(({ who, table }) => owners.get(table) !== who);
  return [
    ...unowned(root, owners),
    ...foreign.filter(({ writes }) => writes).flatMap((touch) => refuseWrite(touch, tables, owners)),
    ...foreign.filter(({ writes }) => !writes).flatMap((touch) => refuseRead(touch, tables, owners)),
    ...needless(
      "writers",
      tables.writers,
      foreign.filter(({ writes }) => writes),
      ({ file }) => file,
    ),
    ...needless(
      "readers",
      tables.readers,
      foreign.filter((touch) => isForeignRead(touch, owners)),
      ({ who }) => who,
    ),
  ];
}

/** Every table of the database has one owner. */
function unowned(root: string, owners: ReadonlyMap<string, string>): Violation[] {
  const types = readFileSync(join(root, TYPES), "utf8");
  const known = [...types.slice(types.indexOf("export interface DB {")).matchAll(/^ {2}(\w+): \w+;$/gm)].map(
    ([, name]) => name ?? "",
  );
  const lost = [...owners.keys()].filter((table) => !known.includes(table));
  return [
    ...known.filter((table) => !owners.has(table)).map((table) => said(`table ${table} has no owner`)),
    ...lost.map((table) => said(`there is no table ${table}`)),
  ];
}

function refuseWrite({ file, line, who, table }: Touch, { writers }: Tables, owners: ReadonlyMap<string, string>): Violation[] {
  if (writers[file]?.includes(table)) return [];
  return [{ file, line, message: `${who} writes ${table}, which belongs to ${owners.get(table)}: call a command of its owner` }];
}

function refuseRead(touch: Touch, { readers }: Tables, owners: ReadonlyMap<string, string>): Violation[] {
  const { file, line, who, table } = touch;
  if (!isForeignRead(touch, owners) || readers[who]?.includes(table)) return [];
  return [{ file, line, message: `${who} reads ${table}, which belongs to ${owners.get(table)}: ask its questions.ts` }];
}

/** What stands below may be read as it may be imported: a slice reads `records` and `platform`, `records` reads `platform`. */
function isForeignRead({ who, table, writes }: Touch, owners: ReadonlyMap<string, string>): boolean {
  if (writes) return false;
  const owner = owners.get(table);
  return owner !== "platform" && (owner !== "records" || who === "platform");
}

/** An entry that nobody needs any longer goes, so that the list only shrinks. */
function needless(
  list: "writers" | "readers",
  entries: Record<string, string[]>,
  touches: readonly Touch[],
  keyOf: (touch: Touch) => string,
): Violation[] {
  return Object.entries(entries).flatMap(([key, tables]) =>
    tables
      .filter((table) => !touches.some((touch) => keyOf(touch) === key && touch.table === table))
      .map((table) => said(`${list}: ${key} no longer needs ${table}; take it out`)),
  );
}

function said(message: string): Violation {
  return { file: OWNERS, line: 1, message };
}

const WRITES = new Set(["insertInto", "updateTable", "deleteFrom", "mergeInto", "replaceInto"]);
const READS = new Set(["selectFrom", "innerJoin", "leftJoin", "rightJoin", "fullJoin", "crossJoin", "from", "using"]);
const SQL_TABLE =
  /\b(insert\s+into|update|delete\s+from|merge\s+into|truncate|from|join|using)\s+(?:only\s+|lateral\s+)?(\w+)((?:\s+(?:as\s+)?\w+)?(?:\s*,\s*\w+(?:\s+\w+)?)*)/gi;

function touchesIn({ path, parsed, lineAt }: Source, owners: ReadonlyMap<string, string>): Touch[] {
  const { zone, slice } = placeOf(path);
  const who = slice ?? zone;
  const touches: Touch[] = [];
  const add = (table: string, writes: boolean, offset: number) => {
    if (owners.has(table)) touches.push({ file: path, line: lineAt(offset), who, table, writes });
  };
  new Visitor({
    CallExpression(call) {
      const method = methodOf(call);
      if (WRITES.has(method) || READS.has(method))
        for (const table of tablesOf(call.arguments[0])) add(table, WRITES.has(method), call.start);
    },
    TaggedTemplateExpression(template) {
      for (const { table, writes, offset } of tablesInSql(template)) add(table, writes, offset);
    },
  }).visit(parsed.program);
  return touches;
}

function methodOf({ callee }: CallExpression): string {
  return callee.type === "MemberExpression" && !callee.computed && callee.property.type === "Identifier"
    ? callee.property.name
    : "";
}

/** `"records"`, `"records as r"`, `["records", "people as p"]`. */
function tablesOf(argument: Argument | undefined): string[] {
  if (argument?.type === "Literal" && typeof argument.value === "string") return [argument.value.split(" ")[0] ?? ""];
  if (argument?.type !== "ArrayExpression") return [];
  return argument.elements.flatMap((element) =>
    element?.type === "Literal" && typeof element.value === "string" ? [element.value.split(" ")[0] ?? ""] : [],
  );
}

/** Tables of the text between the values; a name that is no table (an alias, a function) has no owner and falls out. */
function tablesInSql({ quasi }: TaggedTemplateExpression): { table: string; writes: boolean; offset: number }[] {
  return quasi.quasis.flatMap(({ value, start }) =>
    [...value.raw.matchAll(SQL_TABLE)].flatMap(([, verb = "", table = "", more = ""]) => {
      const writes = !/^(from|join|using)$/i.test(verb);
      const others = writes ? [] : [...more.matchAll(/,\s*(\w+)/g)].map(([, name]) => name ?? "");
      return [table, ...others].map((name) => ({ table: name, writes, offset: start }));
    }),
  );
}

if (import.meta.main) report(checkTables(rootFromArguments()));
