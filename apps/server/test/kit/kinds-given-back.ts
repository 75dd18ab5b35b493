import { afterAll, beforeAll, expect } from "vitest";
import { registeredKinds, type RecordKind } from "../../src/records/kinds.ts";
import { changedKinds } from "./kinds.ts";

// Files of one worker share what is registered: one that left a kind changed would change the tests of those after it.
let before: readonly RecordKind[] = [];
beforeAll(() => {
  before = registeredKinds();
});
afterAll(() => {
  expect(changedKinds(before, registeredKinds()), "kinds this file has not given back: see withKind").toEqual([]);
});
