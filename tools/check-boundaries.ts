// The arrows of ARCHITECTURE.md, banned names, default exports and the language of the code.
import { basename } from "node:path";
import { KINDS } from "@tartip/domain/kernel/kinds";
import { isTest, listFiles, readSources, report, rootFromArguments, type Source, type Violation } from "./checks/sources.ts";
import { circlesOf, judgeFeature, type Edge } from "./checks/features.ts";
import { placeOf, resolveImport, type Place, type Zone } from "./checks/zones.ts";

/** Which zones a zone may import, besides itself. */
const ARROWS: Record<Zone, Zone[]> = {
  domain: [],
  i18n: [],
  "api-client": [],
  platform: ["i18n", "domain"],
  records: ["platform", "domain", "i18n"],
  module: ["records", "platform", "domain", "i18n"],
  server: ["module", "records", "platform", "domain", "i18n", "outside"],
  "web-ui": ["web-lib", "domain", "i18n"],
  "web-lib": ["api-client", "domain", "i18n"],
  "web-feature": ["web-ui", "web-lib", "api-client", "domain", "i18n"],
  "web-app": ["web-feature", "web-ui", "web-lib", "api-client", "domain", "i18n"],
  outside: ["domain", "i18n", "api-client", "platform", "records", "module", "server"],
};

/** Folders of the domain that lie below the others, and what lies below them: whatever is approved rests on them. */
const DOMAIN_FLOORS: Record<string, string[]> = {
  kernel: [],
  entry: ["kernel"],
  access: ["kernel"],
  approvals: ["access", "kernel"],
};

/** What the platform may use of the domain: the kernel, and the rules of passwords, which the session keeps. */
const FOR_PLATFORM = ["src/kernel/", "src/entry/"];

/** Whatever is approved is one thing to approvals: a word that begins with a kind is a rule in the wrong place. */
const APPROVALS = "apps/server/src/modules/approvals/";
const KIND_WORD = /["'`](request|invoice|document|meeting|budget_change|counterparty)(_\w*|\.\w*)?["'`]/gu;

/** Zones that name every package they may use. */
const PACKAGES: Partial<Record<Zone, string[]>> = { domain: [], i18n: ["i18next"], "api-client": ["openapi-fetch"] };

const SUPERVISOR = "tools/postgres/supervisor.ts";
const BANNED = /^(utils?|helpers?|common|misc|manager)\d*$|-(utils?|helpers?)$/;
const DEFAULT_EXPORT_ALLOWED = /^apps\/web\/src\/features\/.+Page\.tsx$|\.config\.(ts|mts|mjs)$|^e2e\/global-setup\.ts$/;
/** Where the shared life of records may name kinds: where they are registered. */
const KINDS_FILE = "apps/server/src/records/kinds.ts";
/** A kind as a literal, in SQL too, and what begins with one: a permission, an action of the journal. */
const KIND_NAMED = new RegExp(`(["'\`])(${KINDS.join("|")})(?:\\.[\\w.]+)?\\1`, "gu");
const CYRILLIC = /\p{Script=Cyrillic}/gu;
const LATIN = /\p{Script=Latin}/gu;

/** All violations of a checkout (or of a tree shaped like one). */
export function checkBoundaries(root: string): Violation[] {
  const names = listFiles(root).flatMap(checkName);
  const sources = readSources(root);
  const found = sources.flatMap((source) => [
    ...(isTest(source.path) ? [] : checkImports(source)),
    ...checkDefaultExport(source),
    ...(isTest(source.path) ? [] : checkLanguage(source)),
    ...(source.path.startsWith(APPROVALS) && !isTest(source.path) ? checkKindWords(source) : []),
    ...(isTest(source.path) ? [] : checkKinds(source)),
  ]);
  return [...names, ...found, ...circlesOf(sources.filter(({ path }) => !isTest(path)).flatMap(featureEdges))];
}

function checkName(path: string): Violation[] {
  const banned = path.split("/").find((segment) => BANNED.test(segment.split(".")[0] ?? ""));
  return banned ? [{ file: path, line: 1, message: `"${banned}" says nothing: name it after what it does` }] : [];
}

function checkImports(source: Source): Violation[] {
  return importsOf(source).flatMap(({ specifier, typeOnly, line }) => {
    const message = judgeImport(source.path, specifier, typeOnly);
    return message ? [{ file: source.path, line, message }] : [];
  });
}

/** From one feature of the web to another. */
function featureEdges(source: Source): Edge[] {
  const { zone, slice: from = "" } = placeOf(source.path);
  if (zone !== "web-feature") return [];
  return importsOf(source).flatMap(({ specifier, line }) => {
    const target = resolveImport(source.path, specifier);
    const there = target.kind === "file" ? placeOf(target.path) : undefined;
    return there?.zone === "web-feature" ? [{ from, to: there.slice ?? "", file: source.path, line }] : [];
  });
}

interface Import {
  specifier: string;
  typeOnly: boolean;
  line: number;
}

function importsOf({ parsed, text, lineAt }: Source): Import[] {
  const { staticImports, staticExports, dynamicImports } = parsed.module;
  const plain = staticImports.map(({ moduleRequest, entries, start }) => ({
    specifier: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
    line: lineAt(start),
  }));
  const passedOn = staticExports.flatMap(({ entries, start }) =>
    entries.flatMap(({ moduleRequest, isType }) =>
      moduleRequest ? [{ specifier: moduleRequest.value, typeOnly: isType, line: lineAt(start) }] : [],
    ),
  );
  const later = dynamicImports.map(({ moduleRequest, start }) => ({
    specifier: text.slice(moduleRequest.start, moduleRequest.end).replaceAll(/^["'`]|["'`]$/g, ""),
    typeOnly: false,
    line: lineAt(start),
  }));
  return [...plain, ...passedOn, ...later];
}

/** Why an import is refused; undefined when it may stay. */
function judgeImport(from: string, specifier: string, typeOnly: boolean): string | undefined {
  const here = placeOf(from);
  const target = resolveImport(from, specifier);
  if (target.kind === "package") {
    const allowed = PACKAGES[here.zone];
    return allowed && !allowed.includes(target.name) ? `${here.zone} may not use the package ${target.name}` : undefined;
  }
  if (target.kind === "builtin") {
    const pure = here.zone === "domain" || here.zone === "api-client" || here.zone.startsWith("web-");
    return pure && from.includes("/src/") ? `${here.zone} may not use ${specifier}` : undefined;
  }
  // The embedded database is part of the product; its supervisor is the one tool the server runs.
  if (target.path === SUPERVISOR && here.zone === "platform") return undefined;
  if (isTest(target.path) && here.zone !== "outside") return `source may not import the test file ${target.path}`;
  const there = placeOf(target.path);
  if (here.zone === there.zone) return judgeInside(here, there);
  if (!ARROWS[here.zone].includes(there.zone)) return `${here.zone} may not import ${there.zone} (${specifier})`;
  return here.zone === "platform" && there.zone === "domain" ? judgeKernel(there, specifier, typeOnly) : undefined;
}

function judgeInside(here: Place, there: Place): string | undefined {
  if (here.zone === "web-feature") return judgeFeature(here.slice ?? "", there.slice ?? "");
  if (here.zone === "domain" && there.rest.startsWith("src/")) return judgeFloor(folderOf(here), folderOf(there));
  if (here.zone !== "module" || here.slice === there.slice) return undefined;
  const door = there.rest.slice((there.slice ?? "").length + 1);
  if (door === "questions.ts" || door === "commands.ts") return undefined;
  return `${here.slice} may reach ${there.slice} only through its questions.ts or commands.ts, not ${door || there.rest}`;
}

/** A rule that every kind of record shares knows none of them. */
function judgeFloor(here: string, there: string): string | undefined {
  const below = DOMAIN_FLOORS[here];
  if (below === undefined || here === there || below.includes(there)) return undefined;
  return `domain/${here} may not import domain/${there}: it lies below`;
}

function folderOf({ rest }: Place): string {
  return rest.split("/")[1] ?? "";
}

/** The platform carries the actor through the request, so it may name that one type; it decides nothing by it. */
function judgeKernel(there: Place, specifier: string, typeOnly: boolean): string | undefined {
  if (FOR_PLATFORM.some((folder) => there.rest.startsWith(folder))) return undefined;
  if (typeOnly && there.rest === "src/access/actor.ts") return undefined;
  return `platform may use domain/kernel and domain/entry only, not ${specifier}`;
}

function checkDefaultExport(source: Source): Violation[] {
  if (DEFAULT_EXPORT_ALLOWED.test(source.path)) return [];
  return source.parsed.module.staticExports
    .filter(({ entries }) => entries.some((entry) => entry.exportName.kind === "Default" || entry.exportName.name === "default"))
    .map(({ start }) => ({
      file: source.path,
      line: source.lineAt(start),
      message: `${basename(source.path)} has a default export; only route pages (features/**/…Page.tsx) and configurations may`,
    }));
}

/** Code is English; an English comment may quote the interface (`«Новая»`), a literal may not. */
function checkLanguage(source: Source): Violation[] {
  const { comments } = source.parsed;
  const foreign = comments.filter(({ value }) => count(value, CYRILLIC) > count(value, LATIN));
  const literals = [...withoutComments(source).matchAll(CYRILLIC)].map(({ index }) => source.lineAt(index));
  const unexplained = literals.filter((line) => !/\breason: \S/.test(`${source.lines[line - 2]}\n${source.lines[line - 1]}`));
  const lines = new Set([...unexplained, ...foreign.map(({ start }) => source.lineAt(start))]);
  return [...lines].map((line) => ({
    file: source.path,
    line,
    message: "Cyrillic in code: comments are English, texts live in packages/i18n/messages",
  }));
}

function checkKindWords({ path, text, lineAt }: Source): Violation[] {
  return [...text.matchAll(KIND_WORD)].map(({ 0: word, index }) => ({
    file: path,
    line: lineAt(index),
    message: `${word} names a kind of record: approvals ask its host instead`,
  }));
}

/** The shared life of records asks the kind's object what it needs to know: a name of a kind there is a rule in the wrong place. */
function checkKinds(source: Source): Violation[] {
  if (placeOf(source.path).zone !== "records" || source.path === KINDS_FILE) return [];
  return [...withoutComments(source).matchAll(KIND_NAMED)].map((found) => ({
    file: source.path,
    line: source.lineAt(found.index),
    message: `${found[0]} names a kind: let the object of the kind "${found[2]}" say what is particular to it (${KINDS_FILE})`,
  }));
}

/** The code alone; blanking keeps the offsets of what remains. */
function withoutComments({ text, parsed }: Source): string {
  const blanked = (code: string, { start, end }: { start: number; end: number }) =>
    code.slice(0, start) + " ".repeat(end - start) + code.slice(end);
  return parsed.comments.reduce(blanked, text);
}

function count(text: string, letters: RegExp): number {
  return text.match(letters)?.length ?? 0;
}

if (import.meta.main) report(checkBoundaries(rootFromArguments()));
