import type { FieldError } from "./errors.ts";
import type { Label } from "./label.ts";

/**
 * Typed look at one JSON object. Wrong parts are reported with their path and stand-ins returned,
 * so that one reading tells all errors; the result counts only when none was reported.
 */
export interface ObjectReader {
  raw: (key: string) => unknown;
  rawList: (key: string) => unknown[];
  text: (key: string, pattern?: RegExp) => string;
  optionalText: (key: string) => string | undefined;
  texts: (key: string) => string[];
  optionalTexts: (key: string) => string[] | undefined;
  optionalTextsOf: <T extends string>(key: string, known: readonly T[]) => T[] | undefined;
  oneOf: <T extends string>(key: string, known: readonly [T, ...T[]]) => T;
  optionalOneOf: <T extends string>(key: string, known: readonly T[]) => T | undefined;
  number: (key: string, min: number, max: number) => number;
  optionalNumber: (key: string, min: number, max: number) => number | undefined;
  flag: (key: string) => boolean | undefined;
  label: (key: string) => Label;
  list: <T>(key: string, read: (item: unknown, path: string) => T | undefined) => T[];
}

const LONGEST_TEXT = 200;
const LONGEST_LIST = 200;

/** Opens an object for reading; `undefined` (reported) when the JSON is no object. Unknown keys are reported. */
export function readObject(
  json: unknown,
  path: string,
  known: readonly string[],
  errors: FieldError[],
): ObjectReader | undefined {
  const at = (key: string): string => (path === "" ? key : `${path}.${key}`);
  if (!isRecord(json)) {
    errors.push({ field: path, code: "typeValue" });
    return undefined;
  }
  for (const key of Object.keys(json)) {
    if (!known.includes(key)) errors.push({ field: at(key), code: "typeUnknownKey", params: { key } });
  }
  return readerOf(json, at, errors);
}

function readerOf(json: Record<string, unknown>, at: (key: string) => string, errors: FieldError[]): ObjectReader {
  const wrong = (key: string): undefined => {
    errors.push({ field: at(key), code: json[key] === undefined ? "typeMissing" : "typeValue" });
  };
  const rawList = (key: string): unknown[] => {
    const value = json[key];
    return Array.isArray(value) && value.length <= LONGEST_LIST ? value : [];
  };
  const optional = <T>(key: string, read: (key: string) => T): T | undefined => (json[key] === undefined ? undefined : read(key));
  const text = (key: string, pattern = /\S/): string => {
    const value = json[key];
    return isText(value) && pattern.test(value) ? value : (wrong(key) ?? "");
  };
  const texts = (key: string): string[] => {
    const value = json[key];
    const isList =
      Array.isArray(value) && value.length <= LONGEST_LIST && value.every(isText) && new Set(value).size === value.length;
    return isList ? value : (wrong(key) ?? []);
  };
  const number = (key: string, min: number, max: number): number => {
    const value = json[key];
    return typeof value === "number" && value >= min && value <= max ? value : (wrong(key) ?? min);
  };
  const pick = <T extends string>(key: string, known: readonly T[]): T | undefined =>
    known.find((item) => item === json[key]) ?? wrong(key);
  return {
    raw: (key) => json[key],
    rawList,
    text,
    texts,
    number,
    optionalText: (key) => optional(key, text),
    optionalTexts: (key) => optional(key, texts),
    optionalNumber: (key, min, max) => optional(key, () => number(key, min, max)),
    optionalTextsOf: (key, known) =>
      optional(key, () =>
        texts(key)
          .map((item) => known.find((one) => one === item) ?? wrong(key))
          .filter((item) => item !== undefined),
      ),
    oneOf: (key, known) => pick(key, known) ?? known[0],
    optionalOneOf: (key, known) => optional(key, () => pick(key, known)),
    flag: (key) => optional(key, () => (typeof json[key] === "boolean" ? json[key] : wrong(key))),
    label: (key) => readLabel(json[key], at(key), errors),
    list: (key, read) => {
      if (!Array.isArray(json[key]) || json[key].length > LONGEST_LIST) wrong(key);
      return rawList(key)
        .map((item, index) => read(item, `${at(key)}.${index}`))
        .filter((item) => item !== undefined);
    },
  };
}

/** All three languages or none: a missing one would show an empty caption to somebody. */
export function readLabel(json: unknown, path: string, errors: FieldError[]): Label {
  const reader = readObject(json, path, ["ru", "kk", "en"], errors);
  return reader ? { ru: reader.text("ru"), kk: reader.text("kk"), en: reader.text("en") } : { ru: "", kk: "", en: "" };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length <= LONGEST_TEXT;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
