import type { Condition, Scalar } from "../kernel/conditions.ts";
import type { FieldError } from "../kernel/errors.ts";
import { readLabel, readObject } from "../kernel/json-reader.ts";
import type { ObjectReader } from "../kernel/json-reader.ts";
import { FIELD_TYPES, LINE_COLUMNS } from "./type.ts";
import type { FieldDefault, FieldOption, FieldType, LineColumn, RequestField } from "./type.ts";

const FIELD_KEYS = ["key", "type", "label", "required", "requiredAt", "requiredAtStep", "requiredIf", "when", "min", "max"];
const CHOICE_KEYS = ["options", "columns", "default", "defaultFrom"];
const CHOICES: readonly FieldType[] = ["select", "multiselect", "vat"];
const LARGEST = 1e13;

/** Reads one field; its conditions are left as JSON, since they may name fields that stand later. */
export function readField(json: unknown, path: string, errors: FieldError[]): RequestField | undefined {
  const reader = readObject(json, path, [...FIELD_KEYS, ...CHOICE_KEYS], errors);
  if (!reader) return undefined;
  const type = reader.oneOf("type", FIELD_TYPES);
  const field: RequestField = {
    key: reader.text("key", /^[a-z][A-Za-z0-9]{0,39}$/),
    type,
    label: reader.label("label"),
    required: reader.flag("required") ?? false,
    requiredAt: reader.optionalOneOf("requiredAt", ["approval"]),
    requiredAtStep: reader.optionalText("requiredAtStep"),
    requiredIf: unread(reader, "requiredIf"),
    when: unread(reader, "when"),
    min: reader.optionalNumber("min", -LARGEST, LARGEST),
    max: reader.optionalNumber("max", -LARGEST, LARGEST),
    options: readOptions(reader, errors),
    columns: readColumns(reader),
    default: readDefault(reader.raw("default"), `${path}.default`, errors),
    defaultFrom: reader.optionalText("defaultFrom"),
  };
  checkOptions(field, path, errors);
  return field;
}

function unread(reader: ObjectReader, key: string): Condition | undefined {
  // reason: still JSON; parseRequestType replaces it by the parsed condition or refuses the type
  return reader.raw(key) as Condition | undefined;
}

function readColumns(reader: ObjectReader): LineColumn[] | undefined {
  return reader.optionalTextsOf("columns", LINE_COLUMNS);
}

function readOptions(reader: ObjectReader, errors: FieldError[]): FieldOption[] | undefined {
  if (reader.raw("options") === undefined) return undefined;
  return reader.list("options", (item, itemPath): FieldOption | undefined => {
    if (isOptionValue(item)) return { value: item };
    const option = readObject(item, itemPath, ["value", "label"], errors);
    const value = option?.raw("value");
    if (!option || !isOptionValue(value)) return void errors.push({ field: `${itemPath}.value`, code: "typeValue" });
    const json = option.raw("label");
    return { value, label: json === undefined ? undefined : readLabel(json, `${itemPath}.label`, errors) };
  });
}

/** Rates of VAT are numbers; every other choice is a code. */
function isOptionValue(value: unknown): value is string | number {
  return (typeof value === "string" && value !== "" && value.length <= 60) || Number.isFinite(value);
}

function checkOptions(field: RequestField, path: string, errors: FieldError[]): void {
  const needsOptions = CHOICES.includes(field.type);
  const values = field.options?.map((option) => option.value) ?? [];
  if (needsOptions && values.length === 0) errors.push({ field: `${path}.options`, code: "typeOptionsMissing" });
  if (!needsOptions && field.options) errors.push({ field: `${path}.options`, code: "typeValue" });
  if (new Set(values).size !== values.length)
    errors.push({ field: `${path}.options`, code: "typeDuplicate", params: { name: field.key } });
  const hasColumns = field.columns !== undefined && field.columns.includes("name");
  if (field.type === "lines" && !hasColumns) errors.push({ field: `${path}.columns`, code: "typeMissing" });
  if (field.min !== undefined && field.max !== undefined && field.min > field.max)
    errors.push({ field: `${path}.min`, code: "typeValue" });
}

function readDefault(json: unknown, path: string, errors: FieldError[]): FieldDefault | undefined {
  if (json === undefined) return undefined;
  if (isScalar(json)) return { value: json };
  const reader = readObject(json, path, ["value", "when"], errors);
  if (!reader) return undefined;
  const value = reader.raw("value");
  if (isScalar(value)) return { value, when: unread(reader, "when") };
  errors.push({ field: `${path}.value`, code: "typeValue" });
  return undefined;
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
}
