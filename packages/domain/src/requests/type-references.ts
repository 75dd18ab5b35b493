import type { RoleActor } from "../access/step-actor.ts";
import type { FieldError } from "../kernel/errors.ts";
import { checkMeaning } from "./meaning-references.ts";
import type { TypeContext } from "./parse-type.ts";
import { allFields, stepOf } from "./type.ts";
import type { FieldType, RequestStep, RequestType } from "./type.ts";

/** Reports every name in the type that points at nothing, every duplicate and every circle of steps. */
export function checkReferences(type: RequestType, context: TypeContext, errors: FieldError[]): void {
  const check = checksOf(type, context, errors);
  reportDuplicates(
    allFields(type).map((field) => field.key),
    "fields",
    errors,
  );
  reportDuplicates(
    type.steps.map((step) => step.key),
    "steps",
    errors,
  );
  for (const field of allFields(type)) {
    check.step(field.requiredAtStep, `fields.${field.key}.requiredAtStep`);
    check.field(field.defaultFrom, ["date"], `fields.${field.key}.defaultFrom`);
  }
  type.steps.forEach((step, index) => checkStep(step, `steps.${index}`, type, check));
  type.gates.forEach((gate, index) => gate.needs.forEach((need) => check.need(need, `gates.${index}.needs`)));
  check.actor(type.queue, "queue");
  type.commitsAfter?.forEach((key) => check.step(key, "commitsAfter"));
  check.field(type.subjectField, ["user"], "subjectField");
  check.field(type.dueDateFrom, ["date"], "dueDateFrom");
  checkMeaning(type, check, errors);
  reportCircle(type, errors);
}

export interface TypeChecks {
  step: (key: string | undefined, path: string) => void;
  field: (key: string | undefined, types: readonly FieldType[], path: string) => void;
  role: (code: string | undefined, path: string) => void;
  typeCode: (code: string | undefined, path: string) => void;
  need: (need: string, path: string) => void;
  actor: (actor: RoleActor, path: string) => void;
}

function checksOf(type: RequestType, context: TypeContext, errors: FieldError[]): TypeChecks {
  const missing = (code: string, name: string, field: string): void => void errors.push({ field, code, params: { name } });
  const step = (key: string | undefined, path: string): void => {
    if (key !== undefined && !stepOf(type, key)) missing("typeUnknownStep", key, path);
  };
  const field = (key: string | undefined, types: readonly FieldType[], path: string): void => {
    if (key === undefined) return;
    const found = allFields(type).find((one) => one.key === key);
    if (!found || (types.length > 0 && !types.includes(found.type))) missing("typeUnknownField", key, path);
  };
  const role = (code: string | undefined, path: string): void => {
    if (code !== undefined && !context.roles.includes(code)) missing("typeUnknownRole", code, path);
  };
  return {
    step,
    field,
    role,
    typeCode: (code, path) => {
      if (code !== undefined && !context.typeCodes.includes(code)) missing("typeUnknownType", code, path);
    },
    need: (need, path) => {
      if (!need.startsWith("fileOfTask:")) return field(need, [], path);
      const key = need.slice("fileOfTask:".length);
      if (stepOf(type, key)?.as !== "task") missing("typeUnknownStep", key, path);
    },
    actor: (actor, path) => {
      role(actor.role, `${path}.role`);
      role(actor.fallback, `${path}.fallback`);
    },
  };
}

function checkStep(step: RequestStep, path: string, type: RequestType, check: TypeChecks): void {
  step.after.forEach((key) => check.step(key, `${path}.after`));
  if ("role" in step.by) check.actor(step.by, `${path}.by`);
  if ("field" in step.by) check.field(step.by.field, ["user"], `${path}.by.field`);
  if ("samePersonAs" in step.by) check.step(step.by.samePersonAs, `${path}.by.samePersonAs`);
  if ("fallback" in step.by) check.role(step.by.fallback, `${path}.by.fallback`);
  step.notHolding?.forEach((code) => check.role(code, `${path}.notHolding`));
  step.ownsFields?.forEach((key) => check.field(key, [], `${path}.ownsFields`));
  step.shares?.forEach((key) => check.field(key, [], `${path}.shares`));
  check.field(step.minFiles?.field, ["number"], `${path}.minFiles.field`);
  if (step.creates !== type.code) check.typeCode(step.creates, `${path}.creates`);
}

function reportDuplicates(keys: string[], path: string, errors: FieldError[]): void {
  const doubled = new Set(keys.filter((key, index) => keys.indexOf(key) !== index));
  for (const name of doubled) errors.push({ field: path, code: "typeDuplicate", params: { name } });
}

/** Takes away steps whose predecessors are gone; what remains waits for itself and would never open. */
function reportCircle(type: RequestType, errors: FieldError[]): void {
  let waiting = [...type.steps];
  for (;;) {
    const keys = new Set(waiting.map((step) => step.key));
    const blocked = waiting.filter((step) => step.after.some((key) => keys.has(key)));
    if (blocked.length === waiting.length) break;
    waiting = blocked;
  }
  if (waiting.length > 0) errors.push({ field: "steps", code: "typeCircle", params: { names: waiting.map((step) => step.key) } });
}
