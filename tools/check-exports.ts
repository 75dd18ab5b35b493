// An export is a promise to other sources; one that only tests use, or nobody, is code kept alive for nothing.
import { Visitor } from "oxc-parser";
import { isTest, readSources, report, rootFromArguments, type Source, type Violation } from "./checks/sources.ts";
import { resolveImport } from "./checks/zones.ts";

const PRODUCT = /^(apps|packages)\/[^/]+\/src\//;
const EVERYTHING = "*";
/** The router loads every page by its place. */
const LOADED_BY_PLACE = /^apps\/web\/src\/features\/.+Page\.tsx$/;

/** Names taken from each file; `*` stands for all of them. */
type Uses = Map<string, Set<string>>;

interface Export {
  name: string;
  type: boolean;
  line: number;
}

/** All violations of a checkout (or of a tree shaped like one). */
export function checkExports(root: string): Violation[] {
  const sources = readSources(root);
  const bySources = usesOf(sources.filter(({ path }) => !isTest(path)));
  const byTests = usesOf(sources.filter(({ path }) => isTest(path)));
  return sources
    .filter(({ path }) => PRODUCT.test(path) && !isTest(path))
    .flatMap((source) => exportsOf(source).flatMap((given) => judge(source, given, bySources, byTests)));
}

/** What its own file uses may also stand under a test, and a type may be named by a signature; a value nobody imports may not. */
function judge(source: Source, { name, type, line }: Export, bySources: Uses, byTests: Uses): Violation[] {
  const file = source.path;
  if (takes(bySources, file, name) || (name === "default" && LOADED_BY_PLACE.test(file))) return [];
  const inside = usesInside(source, name);
  if (takes(byTests, file, name)) return inside ? [] : [{ file, line, message: `only tests use ${name}: no source needs it` }];
  if (type && inside) return [];
  return [{ file, line, message: inside ? `no other file uses ${name}: drop the export` : `nothing uses ${name}` }];
}

function takes(uses: Uses, file: string, name: string): boolean {
  const names = uses.get(file);
  return names !== undefined && (names.has(name) || names.has(EVERYTHING));
}

function usesOf(sources: Source[]): Uses {
  const uses: Uses = new Map();
  const note = (from: string, specifier: string, name: string | null) => {
    const target = resolveImport(from, specifier);
    if (target.kind !== "file") return;
    const names = uses.get(target.path) ?? new Set();
    uses.set(target.path, names.add(name ?? EVERYTHING));
  };
  for (const { path, text, parsed } of sources) {
    const { staticImports, staticExports, dynamicImports } = parsed.module;
    for (const { moduleRequest, entries } of staticImports)
      for (const { importName } of entries)
        note(path, moduleRequest.value, importName.kind === "Default" ? "default" : importName.name);
    for (const { entries } of staticExports)
      for (const { moduleRequest, importName } of entries) if (moduleRequest) note(path, moduleRequest.value, importName.name);
    for (const { moduleRequest } of dynamicImports)
      note(path, text.slice(moduleRequest.start, moduleRequest.end).replaceAll(/^["'`]|["'`]$/g, ""), null);
  }
  return uses;
}

function exportsOf({ parsed, lineAt }: Source): Export[] {
  return parsed.module.staticExports.flatMap(({ entries, start }) =>
    entries.flatMap(({ exportName, isType }) => {
      const name = exportName.kind === "Default" ? "default" : exportName.name;
      return name === null ? [] : [{ name, type: isType, line: lineAt(start) }];
    }),
  );
}

/** Whether a file names something besides declaring it. */
function usesInside({ parsed }: Source, name: string): boolean {
  let named = 0;
  const count = (node: { name: string }, by: number) => {
    if (node.name === name) named += by;
  };
  new Visitor({
    Identifier: (node) => count(node, 1),
    JSXIdentifier: (node) => count(node, 1),
    MemberExpression(node) {
      if (!node.computed && node.property.type === "Identifier") count(node.property, -1);
    },
    Property(node) {
      if (!node.computed && !node.shorthand && node.key.type === "Identifier") count(node.key, -1);
    },
    ExportSpecifier({ local, exported }) {
      for (const node of [local, exported]) if (node.type === "Identifier") count(node, -1);
    },
    ImportSpecifier({ imported }) {
      if (imported.type === "Identifier") count(imported, -1);
    },
  }).visit(parsed.program);
  return named > 1;
}

if (import.meta.main) report(checkExports(rootFromArguments()));
