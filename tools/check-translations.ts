// Three languages say the same: keys, plural forms, placeholders; and every key the code names is there.
// A kind of record has a catalogue of its own, whose parts join the shared namespaces.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Visitor } from "oxc-parser";
import { formsOf, readCatalogue, type Catalogue } from "./checks/catalogue.ts";
import { KIND_PARTS } from "../packages/i18n/src/kinds.ts";
import { isTest, readSources, report, rootFromArguments, type Source, type Violation } from "./checks/sources.ts";

const MESSAGES = "packages/i18n/messages";
const KINDS = "kinds/";
/** The plural forms i18next asks each language for. */
const PLURALS: Record<string, string[]> = { ru: ["one", "few", "many", "other"], kk: ["one", "other"], en: ["one", "other"] };
const REFERENCE = "ru";
/** i18next's own default, set in packages/i18n. */
const DEFAULT_NAMESPACE = "ui";

/** All violations of a checkout (or of a tree shaped like one). */
export function checkTranslations(root: string): Violation[] {
  const languages = Object.keys(PLURALS);
  const files = new Set(languages.flatMap((language) => namesIn(root, `${MESSAGES}/${language}`)));
  const violations: Violation[] = [];
  const spoken = new Map(languages.map((language) => [language, new Map<string, Catalogue>()]));
  for (const file of files) {
    const catalogues = new Map<string, Catalogue>();
    for (const language of languages) {
      const path = `${MESSAGES}/${language}/${file}`;
      if (existsSync(join(root, path)))
        catalogues.set(language, readCatalogue(path, readFileSync(join(root, path), "utf8"), violations));
      else violations.push({ file: path, line: 1, message: "is missing" });
    }
    for (const catalogue of catalogues.values()) violations.push(...checkCatalogue(catalogue, catalogues));
    for (const [language, catalogue] of catalogues) spoken.get(language)?.set(file.replace(/\.json$/, ""), catalogue);
  }
  const texts = new Map([...spoken].map(([language, catalogues]) => [language, joined(catalogues, violations)]));
  const known = new Set([...(texts.get(REFERENCE)?.keys() ?? [])].flatMap((key) => [key, formsOf(key).base]));
  const namespaces = new Set([...(spoken.get(REFERENCE)?.keys() ?? [])].filter((name) => !name.startsWith(KINDS)));
  return [...violations, ...readSources(root).flatMap((source) => checkUses(source, known, namespaces))];
}

/** Catalogues of a language, those of the kinds with their folder. */
function namesIn(root: string, folder: string): string[] {
  const inside = (path: string) => (existsSync(join(root, path)) ? readdirSync(join(root, path)) : []);
  const kinds = inside(`${folder}/${KINDS}`).map((name) => `${KINDS}${name}`);
  return [...inside(folder), ...kinds].filter((name) => name.endsWith(".json"));
}

/** Every text by its whole key, with the parts of each kind where the code asks for them. */
function joined(catalogues: ReadonlyMap<string, Catalogue>, violations: Violation[]): Map<string, string> {
  const all = new Map<string, string>();
  for (const [namespace, { texts }] of catalogues)
    if (!namespace.startsWith(KINDS)) for (const [key, text] of texts) all.set(`${namespace}:${key}`, text);
  for (const [name, { path, texts }] of catalogues) {
    if (!name.startsWith(KINDS)) continue;
    const complain = (message: string) => violations.push({ file: path, line: 1, message });
    for (const part of ["name", "plural"]) if (!texts.has(part)) complain(`lacks "${part}"`);
    for (const [key, text] of texts) {
      for (const place of placesOf(name.slice(KINDS.length), key, complain)) {
        if ((all.get(place) ?? text) !== text) complain(`"${key}" says otherwise than ${place} elsewhere`);
        all.set(place, text);
      }
    }
  }
  return all;
}

/** Whole keys under which a text of a kind is asked for. */
function placesOf(kind: string, key: string, complain: (message: string) => void): string[] {
  const [part = "", ...rest] = key.split(".");
  const places = KIND_PARTS[part];
  if (!places) complain(`"${part}" is no part of a kind's catalogue`);
  return (places ?? []).map((place) => {
    const [namespace = "", path = ""] = place.split(":");
    return `${namespace}:${[path.replace("*", kind), ...rest].filter(Boolean).join(".")}`;
  });
}

/** One catalogue against all of its namespace: nothing lacking, nothing empty, nothing renamed. */
function checkCatalogue(own: Catalogue, all: Map<string, Catalogue>): Violation[] {
  const violations: Violation[] = [];
  const complain = (message: string) => violations.push({ file: own.path, line: 1, message });
  const language = own.path.slice(MESSAGES.length + 1).split("/")[0] ?? "";
  const plural = new Set([...all.values()].flatMap((catalogue) => [...catalogue.plurals]));
  const bases = new Set(
    [...all.values()].flatMap((catalogue) => [...catalogue.texts.keys()].map((key) => formsOf(key, plural).base)),
  );
  for (const base of bases) {
    const wanted = plural.has(base) ? (PLURALS[language] ?? []).map((form) => `${base}_${form}`) : [base];
    for (const key of wanted) if (!own.texts.has(key)) complain(`lacks "${key}"`);
    const placeholders = own.placeholders(base, plural);
    const expected = all.get(REFERENCE)?.placeholders(base, plural) ?? placeholders;
    if (placeholders !== expected && wanted.every((key) => own.texts.has(key))) {
      complain(`"${base}" has the placeholders [${placeholders}], ${REFERENCE} has [${expected}]`);
    }
  }
  for (const [key, text] of own.texts) {
    if (text.trim() === "") complain(`"${key}" is empty`);
    const { base, form } = formsOf(key, plural);
    if (form && plural.has(base) && !PLURALS[language]?.includes(form))
      complain(`"${key}": ${language} has no plural form "${form}"`);
  }
  return violations;
}

/** Keys that stand as plain strings in the code; composed ones cannot be seen here. */
function checkUses(source: Source, known: Set<string>, namespaces: Set<string>): Violation[] {
  if (isTest(source.path) || source.path.startsWith("tools/")) return [];
  const violations: Violation[] = [];
  const spoken = namespacesOf(source);
  new Visitor({
    CallExpression({ callee, arguments: [first], start }) {
      const name =
        callee.type === "Identifier"
          ? callee.name
          : callee.type === "MemberExpression" && callee.property.type === "Identifier"
            ? callee.property.name
            : "";
      if (!["t", "translate"].includes(name) || first?.type !== "Literal" || typeof first.value !== "string") return;
      const key = first.value;
      const candidates = key.includes(":") ? [key] : spoken.map((namespace) => `${namespace}:${key}`);
      // A function that happens to be called `t` names no namespace of ours.
      const ours = key.includes(":")
        ? namespaces.has(key.split(":")[0] ?? "") || /^[a-z]\w*:[a-z]/i.test(key)
        : candidates.length > 0;
      if (ours && !candidates.some((candidate) => known.has(candidate))) {
        violations.push({ file: source.path, line: source.lineAt(start), message: `no text for "${candidates.join('" or "')}"` });
      }
    },
  }).visit(source.parsed.program);
  return violations;
}

/** Namespaces the file asks for by `useTranslation("…")`; unknown ones (a variable) make its bare keys unseen. */
function namespacesOf(source: Source): string[] {
  const found = new Set<string>();
  let unseen = false;
  new Visitor({
    CallExpression({ callee, arguments: [first] }) {
      if (callee.type !== "Identifier" || callee.name !== "useTranslation") return;
      if (!first) found.add(DEFAULT_NAMESPACE);
      else if (first.type === "Literal" && typeof first.value === "string") found.add(first.value);
      else if (first.type === "ArrayExpression") {
        for (const entry of first.elements) {
          if (entry?.type === "Literal" && typeof entry.value === "string") found.add(entry.value);
        }
      } else unseen = true;
    },
  }).visit(source.parsed.program);
  return unseen ? [] : [...found];
}

if (import.meta.main) report(checkTranslations(rootFromArguments()));
