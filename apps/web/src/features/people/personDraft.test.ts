import { expect, it } from "vitest";
import { bodyOf, draftOf, patchOf } from "./personDraft.ts";

const empty = draftOf(undefined, undefined);

it("sends nothing for what was left empty and trims the rest", () => {
  expect(bodyOf({ ...empty, lastName: " Ахметова ", phone: " " })).toMatchObject({
    lastName: "Ахметова",
    phone: null,
    middleName: null,
    managerId: null,
  });
});

it("patches only what changed and may be changed", () => {
  const after = { ...empty, position: "Юрист", phone: "+7 701", manager: { id: "m", label: "Есенова Асель" } };
  expect(patchOf(empty, after, ["phone", "managerId"])).toEqual({ phone: "+7 701", managerId: "m" });
  expect(patchOf(empty, empty, ["phone"])).toEqual({});
});
