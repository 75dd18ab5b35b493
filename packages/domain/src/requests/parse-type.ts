import { BARRED_PEOPLE } from "../access/step-actor.ts";
import type { RoleActor } from "../access/step-actor.ts";
import { NOBODY, readActor, readQuorum, readRole, readWhen } from "../approvals/parse-step.ts";
import type { FieldError } from "../kernel/errors.ts";
import { parseCondition } from "../kernel/parse-condition.ts";
import type { KnownField, KnownNames } from "../kernel/parse-condition.ts";
import { readObject } from "../kernel/json-reader.ts";
import type { ObjectReader } from "../kernel/json-reader.ts";
import { readField } from "./parse-field.ts";
import { readMeaning } from "./parse-meaning.ts";
import { COMPLETING_FACTS, currencyKey, GATE_MOMENTS, PRIORITIES, TYPE_ICONS } from "./type.ts";
import type { RequestField, RequestGate, RequestStep, RequestType } from "./type.ts";
import { checkReferences } from "./type-references.ts";

/** What a type may refer to: the company's roles, the other types and the names of thresholds. */
export interface TypeContext {
  /** JSON of the fields every type has. */
  common: readonly unknown[];
  roles: readonly string[];
  typeCodes: readonly string[];
  thresholds: readonly string[];
}

export type ParsedType = { type: RequestType } | { errors: FieldError[] };

const TYPE_KEYS = ["code", "prefix", "label", "color", "restricted", "fields", "gates", "steps", "queue"];
const TYPE_LINKS = ["commitsAfter", "subjectField", "dueDateFrom", "meaning", "icon"];
const STEP_KEYS = ["key", "as", "title", "after", "slaWorkHours", "by", "when", "quorum", "notHolding", "notBy", "ownsFields"];
const TASK_KEYS = [
  "requiresFile",
  "fileOnly",
  "minFiles",
  "completesBy",
  "creates",
  "shares",
  "acceptance",
  "autoCloseWorkHours",
  "review",
];

/**
 * Reads a request type from JSON as strictly as a program is compiled: nothing unknown, nothing dangling.
 *
 * Errors carry dotted paths into the JSON (`steps.2.after`) and codes of the i18n namespace `fields`.
 */
export function parseRequestType(json: unknown, context: TypeContext): ParsedType {
  const errors: FieldError[] = [];
  const reader = readObject(json, "", [...TYPE_KEYS, ...TYPE_LINKS], errors);
  if (!reader) return { errors };
  const type = readType(reader, context, errors);
  // Dangling names are looked for only in a well-formed type: on a broken one they would be noise.
  if (errors.length === 0) checkReferences(type, context, errors);
  return errors.length === 0 ? { type } : { errors };
}

function readType(reader: ObjectReader, context: TypeContext, errors: FieldError[]): RequestType {
  const common = context.common.map((item, index) => readField(item, `common.${index}`, errors)).filter(isPresent);
  const fields = reader.list("fields", (item, path) => readField(item, path, errors));
  resolveFieldConditions([...common, ...fields], { names: fieldNames(common, fields, context), errors });
  const names = stepNames(common, fields, reader.rawList("steps"), context);
  return {
    code: reader.text("code", /^[a-z][a-z0-9_]{0,39}$/),
    prefix: reader.text("prefix", /^\p{Lu}[\p{Lu}\d]{0,7}$/u),
    label: reader.label("label"),
    color: reader.text("color", /^[a-z]{2,20}$/),
    icon: reader.optionalOneOf("icon", TYPE_ICONS),
    restricted: reader.flag("restricted"),
    common,
    fields,
    gates: reader.list("gates", (item, path) => readGate(item, path, names, errors)),
    steps: reader.list("steps", (item, path) => readStep(item, path, names, errors)),
    queue: readQueue(reader.raw("queue"), errors),
    commitsAfter: reader.optionalTexts("commitsAfter"),
    subjectField: reader.optionalText("subjectField"),
    dueDateFrom: reader.optionalText("dueDateFrom"),
    meaning: readMeaning(reader.raw("meaning"), errors),
  };
}

interface Resolving {
  names: KnownNames;
  errors: FieldError[];
}

/** Conditions of fields may name fields that stand later, so they are read once all fields are known. */
function resolveFieldConditions(fields: RequestField[], { names, errors }: Resolving): void {
  for (const field of fields) {
    const path = `fields.${field.key}`;
    if (field.requiredIf) field.requiredIf = parseCondition(field.requiredIf, names, `${path}.requiredIf`, errors);
    if (field.when) field.when = parseCondition(field.when, names, `${path}.when`, errors);
    if (field.default?.when) field.default.when = parseCondition(field.default.when, names, `${path}.default.when`, errors);
  }
}

/** Forms are filled before any fact of the route exists, so their conditions see fields only. */
function fieldNames(common: RequestField[], fields: RequestField[], context: TypeContext): KnownNames {
  const known = new Map<string, KnownField>();
  const foreign = currencyKey({ fields }) !== undefined;
  for (const field of [...common, ...fields]) {
    known.set(field.key, knownField(field, foreign));
    if (field.type === "money") known.set(`${field.key}Base`, { kind: "number" });
  }
  return { fields: known, isFact: () => false, thresholds: new Set(context.thresholds) };
}

function stepNames(common: RequestField[], fields: RequestField[], steps: unknown[], context: TypeContext): KnownNames {
  const keysOf = (as: string): Set<string> =>
    new Set(steps.filter((step) => property(step, "as") === as).map((step) => String(property(step, "key"))));
  const approvals = keysOf("approval");
  const tasks = keysOf("task");
  const isFact = (name: string): boolean => {
    if (name.startsWith("stepApproved:")) return approvals.has(name.slice("stepApproved:".length));
    if (name.startsWith("fileOfTask:")) return tasks.has(name.slice("fileOfTask:".length));
    return ["overLimit", "overLimitPct", "contractLinked"].includes(name);
  };
  return { ...fieldNames(common, fields, context), isFact };
}

function knownField(field: RequestField, foreign: boolean): KnownField {
  switch (field.type) {
    case "money":
      return { kind: "number", foreignMoney: foreign };
    case "number":
      return { kind: "number" };
    case "date":
    case "month":
      return { kind: "date" };
    case "bool":
      return { kind: "boolean" };
    case "priority":
      return { kind: "text", options: PRIORITIES };
    case "files":
    case "lines":
      return { kind: "list", options: [] };
    default:
      return field.options ? { kind: "text", options: field.options.map((option) => option.value) } : { kind: "text" };
  }
}

function readGate(json: unknown, path: string, names: KnownNames, errors: FieldError[]): RequestGate | undefined {
  const reader = readObject(json, path, ["at", "needs", "when"], errors);
  if (!reader) return undefined;
  return { at: reader.oneOf("at", GATE_MOMENTS), needs: reader.texts("needs"), when: readWhen(reader, path, names, errors) };
}

function readStep(json: unknown, path: string, names: KnownNames, errors: FieldError[]): RequestStep | undefined {
  const reader = readObject(json, path, [...STEP_KEYS, ...TASK_KEYS], errors);
  if (!reader) return undefined;
  const files =
    reader.raw("minFiles") === undefined ? undefined : readObject(reader.raw("minFiles"), `${path}.minFiles`, ["field"], errors);
  return {
    key: reader.text("key", /^[a-z][A-Za-z0-9_]{0,39}$/),
    as: reader.oneOf("as", ["task", "approval"]),
    title: reader.label("title"),
    after: reader.texts("after"),
    slaWorkHours: reader.number("slaWorkHours", 1, 1000),
    by: readActor(reader.raw("by"), `${path}.by`, errors),
    when: readWhen(reader, path, names, errors),
    quorum: readQuorum(reader.raw("quorum"), `${path}.quorum`, errors),
    notHolding: reader.optionalTexts("notHolding"),
    notBy: reader.optionalTextsOf("notBy", BARRED_PEOPLE),
    ownsFields: reader.optionalTexts("ownsFields"),
    requiresFile: reader.flag("requiresFile"),
    fileOnly: reader.flag("fileOnly"),
    minFiles: files && { field: files.text("field") },
    completesBy: reader.optionalOneOf("completesBy", COMPLETING_FACTS),
    creates: reader.optionalText("creates"),
    shares: reader.optionalTexts("shares"),
    acceptance: reader.flag("acceptance"),
    autoCloseWorkHours: reader.optionalNumber("autoCloseWorkHours", 1, 10_000),
    review: reader.flag("review"),
  };
}

function readQueue(json: unknown, errors: FieldError[]): RoleActor {
  const reader = readObject(json, "queue", ["role", "scope", "fallback"], errors);
  return reader ? readRole(reader) : NOBODY;
}

function property(json: unknown, key: string): unknown {
  return typeof json === "object" && json !== null ? Object.getOwnPropertyDescriptor(json, key)?.value : undefined;
}

function isPresent<T>(value: T | undefined): value is T {
  return value !== undefined;
}
