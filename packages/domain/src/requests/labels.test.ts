import { expect, it } from "vitest";
import catalog from "../../data/request-types.json" with { type: "json" };
import roles from "../../data/roles.json" with { type: "json" };
import { blocker } from "../kernel/blockers.ts";
import { withLabels } from "./labels.ts";
import { parseRequestType } from "./parse-type.ts";
import type { RequestType } from "./type.ts";

function payment(): RequestType {
  const parsed = parseRequestType(
    catalog.types.find((type) => type.code === "payment"),
    {
      common: catalog.common,
      roles: roles.roles.map((role) => role.code),
      typeCodes: catalog.types.map((type) => type.code),
      thresholds: ["legal", "cfo", "ceo", "tender"],
    },
  );
  if ("errors" in parsed) throw new Error("supplied type refused");
  return parsed.type;
}

it("names a step that has no task yet by its title, and a task by its own", () => {
  const type = payment();
  const titles = type.steps.find(({ key }) => key === "check")?.title;
  const unopened = blocker("task_open", { kind: "task", target: "check" }, { task: "check" });
  const opened = blocker("task_open", { kind: "task", target: "0199a1b2-0000-7000-8000-000000000001" }, { task: "Сверить" });
  for (const language of ["ru", "kk", "en"] as const)
    expect(withLabels(type, language, [unopened, opened]).map(({ params }) => params)).toEqual([
      { task: titles?.[language] },
      { task: "Сверить" },
    ]);
});

it("names a field by its label, and says nothing of what is neither", () => {
  const type = payment();
  const label = type.fields.find(({ key }) => key === "purpose")?.label.en;
  const empty = blocker("field_required", { kind: "field", target: "purpose" }, { field: "purpose" });
  const bare = blocker("nothing_changed");
  expect(withLabels(type, "en", [empty, bare])).toEqual([{ ...empty, params: { field: label } }, bare]);
});
