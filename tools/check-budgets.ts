// Size budgets, and a reason beside every way around the type system.
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Visitor } from "oxc-parser";
import { isTest, readSources, report, rootFromArguments, type Source, type Violation } from "./checks/sources.ts";

const FILE_LINES = 350;
const TEST_FILE_LINES = 500;
const FUNCTION_LINES = 60;
const COMPONENT_LINES = 120;
/** Of the web's functions with a name and a body, at most one in twenty is longer than this. */
const WEB_LINES = 45;
const WEB = "apps/web/src";
const DOC_LINES = 12;
const FOLDER_FILES = 20;
const PAPERS: [pattern: string, lines: number][] = [
  ["CONTRIBUTING.md", 120],
  ["ARCHITECTURE.md", 150],
  ["docs/decisions/*.md", 60],
];

interface Span {
  start: number;
  end: number;
}

/** All violations of a checkout (or of a tree shaped like one). */
export function checkBudgets(root: string): Violation[] {
  const papers = PAPERS.flatMap(([pattern, limit]) =>
    globSync(pattern, { cwd: root }).flatMap((file) => tooLong(file, countLines(readFileSync(join(root, file), "utf8")), limit)),
  );
  const sources = readSources(root);
  return [...papers, ...checkFolders(sources), ...checkWeb(sources), ...sources.flatMap(checkSource)];
}

/** Sources of one folder, tests beside them not counted: past this number nobody finds a file by looking. */
function checkFolders(sources: Source[]): Violation[] {
  const folders = Map.groupBy(
    sources.filter(({ path }) => !isTest(path)),
    ({ path }) => dirname(path),
  );
  return [...folders].flatMap(([folder, { length }]) => {
    return length > FOLDER_FILES ? [{ file: folder, line: 1, message: `${length} source files; at most ${FOLDER_FILES}` }] : [];
  });
}

function checkSource(source: Source): Violation[] {
  const limit = isTest(source.path) ? TEST_FILE_LINES : FILE_LINES;
  return [
    ...tooLong(source.path, countLines(source.text), limit),
    ...(isTest(source.path) ? [] : checkFunctions(source)),
    ...checkDocBlocks(source),
    ...checkReasons(source),
  ];
}

function tooLong(file: string, lines: number, limit: number): Violation[] {
  return lines > limit ? [{ file, line: 1, message: `${lines} lines; at most ${limit}` }] : [];
}

function countLines(text: string): number {
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}

/** One long function is a choice; when many are long, nobody finds anything in the web by its name. */
function checkWeb(sources: Source[]): Violation[] {
  const all = sources
    .filter(({ path }) => path.startsWith(`${WEB}/`) && !isTest(path))
    .flatMap(functionsOf)
    .filter(({ name, length }) => name !== "" && length > 1);
  const long = all.filter(({ length }) => length > WEB_LINES).length;
  const limit = Math.max(1, Math.floor(all.length / 20));
  if (long <= limit) return [];
  return [
    { file: WEB, line: 1, message: `${long} of ${all.length} functions have more than ${WEB_LINES} lines; at most ${limit}` },
  ];
}

function checkFunctions(source: Source): Violation[] {
  return functionsOf(source).flatMap(({ name, line, length }) => {
    const component = source.path.endsWith(".tsx") && /^\p{Lu}/u.test(name);
    const limit = component ? COMPONENT_LINES : FUNCTION_LINES;
    const label = `${component ? "component" : "function"} ${name}`.trim();
    return length > limit ? [{ file: source.path, line, message: `${label} has ${length} lines; at most ${limit}` }] : [];
  });
}

interface Measured {
  /** Its own, or that of the constant it is given to; may be empty. */
  name: string;
  line: number;
  length: number;
}

function functionsOf(source: Source): Measured[] {
  const found: Measured[] = [];
  let assignedName = "";
  const measure = (node: Span & { id?: { name: string } | null }) => {
    const name = node.id?.name ?? assignedName;
    assignedName = "";
    const line = source.lineAt(node.start);
    found.push({ name, line, length: source.lineAt(node.end) - line + 1 });
  };
  new Visitor({
    VariableDeclarator(node) {
      assignedName = node.id.type === "Identifier" ? node.id.name : "";
    },
    FunctionDeclaration: measure,
    FunctionExpression: measure,
    ArrowFunctionExpression: measure,
  }).visit(source.parsed.program);
  return found;
}

function checkDocBlocks(source: Source): Violation[] {
  return source.parsed.comments.flatMap((comment) => {
    const first = source.lineAt(comment.start);
    const length = source.lineAt(comment.end) - first + 1;
    if (comment.type !== "Block" || length <= DOC_LINES) return [];
    return [{ file: source.path, line: first, message: `comment of ${length} lines; at most ${DOC_LINES}` }];
  });
}

function checkReasons(source: Source): Violation[] {
  const violations: Violation[] = [];
  const need = (what: string, ...offsets: number[]) => {
    const lines = offsets.map((offset) => source.lineAt(offset));
    const given = lines.some((line) => hasReason(source, line));
    const [line = 1] = lines;
    if (!given) violations.push({ file: source.path, line, message: `${what} needs a "// reason: …" on this or the line above` });
  };
  new Visitor({
    TSAnyKeyword: (node) => need("any", node.start),
    TSNonNullExpression: (node) => need("!", node.end - 1),
    TSTypeAssertion: (node) => need("a type assertion", node.start),
    TSAsExpression(node) {
      const { typeAnnotation } = node;
      const constant =
        typeAnnotation.type === "TSTypeReference" &&
        typeAnnotation.typeName.type === "Identifier" &&
        typeAnnotation.typeName.name === "const";
      if (!constant) need("as", node.start, typeAnnotation.start);
    },
  }).visit(source.parsed.program);
  for (const comment of source.parsed.comments) {
    if (/^\s*@ts-(expect-error|ignore|nocheck)/.test(comment.value)) need("ts-expect-error", comment.start);
  }
  return violations;
}

/** On the line itself or in the line comments right above it. */
function hasReason(source: Source, line: number): boolean {
  const at = (number: number) => source.lines[number - 1]?.trim() ?? "";
  let first = line - 1;
  while (at(first).startsWith("//") && at(first - 1).startsWith("//")) first -= 1;
  return source.lines.slice(Math.max(0, first - 1), line).some((text) => /\breason: \S/.test(text));
}

if (import.meta.main) report(checkBudgets(rootFromArguments()));
