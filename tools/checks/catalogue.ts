import { parseSync, type ObjectExpression } from "oxc-parser";
import type { Violation } from "./sources.ts";

const FORM = /^(.*)_(zero|one|two|few|many|other)$/;

/** One file of messages: dotted key to text. */
export interface Catalogue {
  path: string;
  texts: Map<string, string>;
  /** Keys that have plural forms, without their endings. */
  plurals: Set<string>;
  /** Names between `{{` and `}}` over all forms of a key, sorted, as one string. */
  placeholders(base: string, plurals: Set<string>): string;
}

/** Splits `files_few` into `files` and `few`; with `plurals` only where that really is a plural key. */
export function formsOf(key: string, plurals?: Set<string>): { base: string; form?: string } {
  const [, base, form] = FORM.exec(key) ?? [];
  if (base === undefined || form === undefined || (plurals && !plurals.has(base))) return { base: key };
  return { base, form };
}

/** Reads a file of messages; doubled keys and values that are no text are reported into `violations`. */
export function readCatalogue(path: string, text: string, violations: Violation[]): Catalogue {
  // Broken JSON must say so; the parser below is for JavaScript, which has more.
  JSON.parse(text);
  const texts = new Map<string, string>();
  const [statement] = parseSync("catalogue.js", `(${text})`, { preserveParens: false }).program.body;
  if (statement?.type === "ExpressionStatement" && statement.expression.type === "ObjectExpression") {
    collect(statement.expression, "", texts, (message) => violations.push({ file: path, line: 1, message }));
  }
  const plurals = new Set<string>();
  for (const key of texts.keys()) {
    const { base, form } = formsOf(key);
    if (form === "other" || (form && texts.has(`${base}_other`))) plurals.add(base);
  }
  return {
    path,
    texts,
    plurals,
    placeholders(base, all) {
      const own = [...texts].filter(([key]) => formsOf(key, all).base === base).map(([, value]) => value);
      const names = own.flatMap((value) => [...value.matchAll(/\{\{\s*([^},\s]+)/g)].map(([, name]) => name));
      return [...new Set(names)].toSorted((one, other) => ((one ?? "") < (other ?? "") ? -1 : 1)).join(", ");
    },
  };
}

function collect(node: ObjectExpression, prefix: string, texts: Map<string, string>, complain: (message: string) => void): void {
  for (const property of node.properties) {
    if (property.type !== "Property" || property.key.type !== "Literal") continue;
    const key = `${prefix}${String(property.key.value)}`;
    const { value } = property;
    if (value.type === "ObjectExpression") collect(value, `${key}.`, texts, complain);
    else if (value.type !== "Literal" || typeof value.value !== "string") complain(`"${key}" is no text`);
    else if (texts.has(key)) complain(`"${key}" stands twice`);
    else texts.set(key, value.value);
  }
}
