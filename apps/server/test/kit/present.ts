import { assert } from "vitest";

/** The value, which the test cannot go on without. */
export function present<Value>(value: Value): NonNullable<Value> {
  assert(value !== undefined && value !== null, "a value the test needs is missing");
  return value;
}
