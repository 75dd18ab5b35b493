import { companyDay } from "@tartip/domain/kernel/calendar";
import { loadThresholds } from "@tartip/domain/kernel/conditions";
import type { Scope } from "@tartip/domain/kernel/conditions";
import type { FieldError } from "@tartip/domain/kernel/errors";
import { isAsked, isRequired, validateForm } from "@tartip/domain/requests/form";
import type { FormStage } from "@tartip/domain/requests/form";
import { parseRequestType } from "@tartip/domain/requests/parse-type";
import { scopeOf } from "@tartip/domain/requests/scope";
import { allFields, stepOf } from "@tartip/domain/requests/type";
import type { Label } from "@tartip/domain/kernel/label";
import type { RequestField, RequestType } from "@tartip/domain/requests/type";
import type { Reference } from "../../../lib/reference.ts";
import type { Values } from "./draft/autosave.ts";

/** A request type as the rules read it, out of the reference; `undefined` when there is none of this code. */
export function typeOf(reference: Reference, code: string): RequestType | undefined {
  const found = reference.requestTypes.find((one) => one.code === code);
  if (!found) return undefined;
  const parsed = parseRequestType(found.definition, {
    common: found.common,
    roles: reference.roles.map((role) => role.code),
    typeCodes: reference.requestTypes.map((one) => one.code),
    thresholds: Object.keys(reference.settings.thresholds),
  });
  if ("errors" in parsed) throw new Error(`type ${code} cannot be read: ${JSON.stringify(parsed.errors)}`);
  return parsed.type;
}

/** A file of the form: the field it belongs to. */
export interface FieldFile {
  id: string;
  fieldKey: string | null;
}

function isFileField(field: RequestField): boolean {
  return field.type === "file" || field.type === "files";
}

/** Values with the files in the places of their fields, as the rules expect them. */
export function withFiles(type: RequestType, values: Values, files: readonly FieldFile[]): Record<string, unknown> {
  const held = allFields(type)
    .filter(isFileField)
    .map((field) => {
      const ids = files.filter((file) => file.fieldKey === field.key).map((file) => file.id);
      return [field.key, field.type === "file" ? (ids.at(-1) ?? null) : ids];
    });
  return { ...values, ...Object.fromEntries(held) };
}

function thresholdsOf(reference: Reference): Record<string, number> {
  return loadThresholds(reference.settings.thresholds);
}

export function formScope(type: RequestType, values: Values, reference: Reference): Scope {
  return scopeOf(type, values, { thresholds: thresholdsOf(reference) });
}

/** When an answer must be given: now, before approval, or at a step (with its title). */
export type RequiredFrom = { at: "now" } | { at: "approval" } | { at: "step"; title: Label } | undefined;

export function requiredWhen(type: RequestType, field: RequestField, scope: Scope): RequiredFrom {
  if (isRequired(field, scope, "submission")) return { at: "now" };
  if (field.requiredAtStep !== undefined) {
    const step = stepOf(type, field.requiredAtStep);
    return step && isRequired(field, scope, { step: step.key }) ? { at: "step", title: step.title } : undefined;
  }
  return isRequired(field, scope, "approval") ? { at: "approval" } : undefined;
}

/** Questions asked with these answers, in the type's order. */
export function askedFields(type: RequestType, scope: Scope): RequestField[] {
  return allFields(type).filter((field) => isAsked(field, scope));
}

/** What is wrong at a stage, by the rules of the server. */
export function formErrors(
  type: RequestType,
  values: Values,
  reference: Reference,
  options: { stage: FormStage; now: Date },
): FieldError[] {
  const today = companyDay(options.now);
  return validateForm(type, values, { stage: options.stage, today, thresholds: thresholdsOf(reference) }).errors;
}
