import { afterAll, expect, it } from "vitest";
import { modules } from "../../src/modules.ts";
import { kindOf, registerKind, registeredKinds } from "../../src/records/kinds.ts";
import { changedKinds, withKind } from "./kinds.ts";

const own = kindOf("document");
// Hooks after the tests run last to first: this one sees what the one of `withKind` leaves.
afterAll(() => expect(kindOf("document")).toBe(own));
withKind("document", (document) => ({ ...document, foundWhole: true }));

it("has a kind registered otherwise while a file runs, and names one that was not given back", () => {
  expect(modules.length).toBeGreaterThan(0);
  expect(kindOf("document")).toMatchObject({ ...own, foundWhole: true });
  const before = registeredKinds();
  const task = kindOf("task");
  registerKind({ ...task });
  expect(changedKinds(before, registeredKinds())).toEqual(["task"]);
  registerKind(task);
  expect(changedKinds(before, registeredKinds())).toEqual([]);
});
