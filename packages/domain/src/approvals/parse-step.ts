import { ACTOR_RULES, ROLE_SCOPES } from "../access/step-actor.ts";
import type { RoleActor, StepActor } from "../access/step-actor.ts";
import type { Condition } from "../kernel/conditions.ts";
import type { FieldError } from "../kernel/errors.ts";
import { readObject } from "../kernel/json-reader.ts";
import type { ObjectReader } from "../kernel/json-reader.ts";
import { parseCondition } from "../kernel/parse-condition.ts";
import type { KnownNames } from "../kernel/parse-condition.ts";
import type { Quorum } from "./run.ts";

/** The condition of a step, a gate or a field; absent when it always holds. */
export function readWhen(reader: ObjectReader, path: string, names: KnownNames, errors: FieldError[]): Condition | undefined {
  const json = reader.raw("when");
  return json === undefined ? undefined : parseCondition(json, names, `${path}.when`, errors);
}

/** How many must vote. */
export function readQuorum(json: unknown, path: string, errors: FieldError[]): Quorum | undefined {
  if (json === undefined || json === "any" || json === "all") return json;
  if (typeof json === "number" && Number.isInteger(json) && json >= 1 && json <= 50) return json;
  errors.push({ field: path, code: "typeValue" });
  return undefined;
}

/** Stands in for an actor that could not be read. */
export const NOBODY: RoleActor = { role: "" };

/** Holders of a role. */
export function readRole(reader: ObjectReader): RoleActor {
  return {
    role: reader.text("role"),
    scope: reader.optionalOneOf("scope", ROLE_SCOPES),
    fallback: reader.optionalText("fallback"),
  };
}

/** Who acts at a step. */
export function readActor(json: unknown, path: string, errors: FieldError[]): StepActor {
  const kind = ["role", "rule", "field", "samePersonAs"].find((key) => property(json, key) !== undefined);
  switch (kind) {
    case "rule": {
      const reader = readObject(json, path, ["rule"], errors);
      return reader ? { rule: reader.oneOf("rule", ACTOR_RULES) } : NOBODY;
    }
    case "field": {
      const reader = readObject(json, path, ["field", "fallback"], errors);
      return reader ? { field: reader.text("field"), fallback: reader.optionalText("fallback") } : NOBODY;
    }
    case "samePersonAs": {
      const reader = readObject(json, path, ["samePersonAs", "fallback"], errors);
      return reader ? { samePersonAs: reader.text("samePersonAs"), fallback: reader.optionalText("fallback") } : NOBODY;
    }
    default: {
      const reader = readObject(json, path, ["role", "scope", "fallback"], errors);
      return reader ? readRole(reader) : NOBODY;
    }
  }
}

function property(json: unknown, key: string): unknown {
  return typeof json === "object" && json !== null ? Object.getOwnPropertyDescriptor(json, key)?.value : undefined;
}
