import { describe, expect, it } from "vitest";
import { checkBoundaries } from "../check-boundaries.ts";
import { EXCEPTIONS } from "../checks/features.ts";
import { plant, spoken } from "./tree.ts";

function found(path: string, text: string): string[] {
  return spoken(checkBoundaries(plant({ [path]: text })));
}

const REFUSED: [name: string, path: string, text: string][] = [
  ["domain reads a file", "packages/domain/src/kernel/money.ts", 'import { readFileSync } from "node:fs";\nreadFileSync("x");'],
  ["domain uses a package", "packages/domain/src/kernel/money.ts", 'import pg from "pg";\nvoid pg;'],
  ["domain knows texts", "packages/domain/src/kernel/money.ts", 'export * from "@tartip/i18n";'],
  ["approvals know requests", "packages/domain/src/approvals/engine.ts", 'import "../requests/type.ts";'],
  ["access knows approvals", "packages/domain/src/access/candidates.ts", 'import "../approvals/run.ts";'],
  ["the kernel knows access", "packages/domain/src/kernel/workflow.ts", 'import "../access/actor.ts";'],
  ["i18n knows domain", "packages/i18n/src/index.ts", 'import "@tartip/domain/kernel/money";'],
  ["platform knows a rule", "apps/server/src/platform/app.ts", 'import { x } from "@tartip/domain/requests/workflow";\nvoid x;'],
  [
    "platform decides by the actor",
    "apps/server/src/platform/app.ts",
    'import { x } from "@tartip/domain/access/actor";\nvoid x;',
  ],
  ["platform knows records", "apps/server/src/platform/app.ts", 'import "../records/record.ts";'],
  ["records knows a slice", "apps/server/src/records/record.ts", 'import "../modules/tasks/index.ts";'],
  ["a slice reaches into another", "apps/server/src/modules/requests/service.ts", 'import "../tasks/service.ts";'],
  ["a partner reaches into another", "apps/server/src/modules/integrations/one/jobs.ts", 'import "../two/jobs.ts";'],
  ["a later import counts", "apps/server/src/modules/requests/service.ts", 'void import("../tasks/queries.ts");'],
  [
    "types count",
    "apps/server/src/modules/requests/service.ts",
    'import type { A } from "../tasks/schema.ts";\nexport type B = A;',
  ],
  ["the platform uses a tool", "apps/server/src/platform/app.ts", 'import "../../../../tools/openapi.ts";'],
  [
    "a slice starts the database",
    "apps/server/src/modules/tasks/jobs.ts",
    'import "../../../../../tools/postgres/supervisor.ts";',
  ],
  ["the server knows the web", "apps/server/src/main.ts", 'import "../../web/src/app/router.ts";'],
  ["the web knows the server", "apps/web/src/lib/api.ts", 'import "../../../server/src/main.ts";'],
  [
    "the design system asks the API",
    "apps/web/src/ui/Button.tsx",
    'import { createApi } from "@tartip/api-client";\nvoid createApi;',
  ],
  ["the design system knows a feature", "apps/web/src/ui/Button.tsx", 'import "../features/requests/api.ts";'],
  ["a feature reaches into another", "apps/web/src/features/invoices/Card.tsx", 'import "../requests/record/Sum.tsx";'],
  ["a feature loads another later", "apps/web/src/features/invoices/Card.tsx", 'void import("../tasks/New.tsx");'],
  ["records know a feature", "apps/web/src/features/records/Card.tsx", 'import "../requests/record/Sum.tsx";'],
  [
    "lists know a feature",
    "apps/web/src/features/lists/Chips.tsx",
    'import type { A } from "../tasks/row.ts";\nexport type B = A;',
  ],
  ["source leans on a test kit", "apps/server/src/main.ts", 'import "../test/kit/api.ts";'],
  ["approvals tell of a request", "apps/server/src/modules/approvals/advance.ts", 'export const a = "request_returned";'],
  [
    "approvals ask for a kind",
    "apps/server/src/modules/approvals/votes.ts",
    'export const a = (kind: string) => kind === "document";',
  ],
  ["a banned file name", "apps/web/src/lib/utils.ts", "export {};"],
  ["a banned folder name", "packages/domain/src/helpers/money.ts", "export {};"],
  ["a banned name with a tail", "packages/domain/src/kernel/date-utils.ts", "export {};"],
  ["a default export", "apps/server/src/modules/requests/routes.ts", "export default 1;"],
  ["a default export by name", "apps/web/src/ui/Button.tsx", "const a = 1;\nexport { a as default };"],
  ["records name a kind", "apps/server/src/records/sight.ts", 'export const a = (kind: string) => kind === "task";'],
  [
    "records name a kind in SQL",
    "apps/server/src/records/listing/search.ts",
    "export const a = (sql: typeof String.raw) => sql`select id from records where kind = 'invoice'`;",
  ],
  ["records name a kind's permission", "apps/server/src/records/sight.ts", 'export const a = "request.coordinate";'],
  ["Russian in a literal", "apps/server/src/main.ts", 'export const a = "Заявка";'],
  ["a Russian comment", "apps/server/src/main.ts", "// Считаем сумму\nexport {};"],
];

const ALLOWED: [name: string, path: string, text: string][] = [
  ["the kernel", "apps/server/src/platform/app.ts", 'import "@tartip/domain/kernel/errors";'],
  ["the rules of the way in", "apps/server/src/platform/app.ts", 'import "@tartip/domain/entry/pace";'],
  [
    "the actor's type",
    "apps/server/src/platform/app.ts",
    'import type { Actor } from "@tartip/domain/access/actor";\nexport type A = Actor;',
  ],
  ["what lies below", "packages/domain/src/approvals/engine.ts", 'import "../access/actor.ts";\nimport "../kernel/money.ts";'],
  ["the embedded database", "apps/server/src/platform/db/connect.ts", 'import "../../../../../tools/postgres/supervisor.ts";'],
  ["another slice's questions", "apps/server/src/modules/requests/service.ts", 'import "../tasks/questions.ts";'],
  ["another slice's commands", "apps/server/src/modules/integrations/one/jobs.ts", 'import "../../tasks/commands.ts";'],
  ["the own slice", "apps/server/src/modules/requests/routes.ts", 'import "./service.ts";\nimport "../../records/record.ts";'],
  [
    "what all features share",
    "apps/web/src/features/tasks/Card.tsx",
    'import "../records/Stream.tsx";\nimport "../lists/Tabs.tsx";',
  ],
  ["the own feature", "apps/web/src/features/requests/record/Sum.tsx", 'import "../searches.ts";'],
  ["a named exception", "apps/web/src/features/my-day/Tasks.tsx", 'import "../tasks/taskGroups.ts";'],
  ["a route page", "apps/web/src/features/requests/RequestPage.tsx", "export default 1;"],
  ["a quoted word", "apps/server/src/main.ts", "// The status «Новая» is where it begins.\nexport {};"],
  ["an explained literal", "packages/domain/src/kernel/money.ts", '// reason: data of the country\nexport const a = "₸ тг";'],
  ["Russian in a test", "apps/server/src/main.test.ts", 'export const a = "Заявка";'],
];

describe("refuses", () => {
  it.each(REFUSED)("%s", (_name, path, text) => {
    expect(found(path, text)).toHaveLength(1);
  });
});

describe("allows", () => {
  it.each(ALLOWED)("%s", (_name, path, text) => {
    expect(found(path, text)).toEqual([]);
  });
});

it("refuses a circle of features, even of named exceptions", () => {
  const root = plant({
    "apps/web/src/features/my-day/Tasks.tsx": 'import "../tasks/taskGroups.ts";',
    "apps/web/src/features/tasks/taskGroups.ts": 'import "../my-day/Tasks.tsx";',
  });
  expect(spoken(checkBoundaries(root)).filter((message) => message.includes("in a circle"))).toHaveLength(2);
});

it("knows at most five ways from one feature into another", () => {
  expect(EXCEPTIONS.length).toBeLessThanOrEqual(5);
  for (const [, , reason] of EXCEPTIONS) expect(reason).toMatch(/^\w+( \S+){3,}$/);
});

it("names file, line and reason", () => {
  const text = 'export {};\nimport "../tasks/service.ts";\n';
  expect(found("apps/server/src/modules/requests/service.ts", text)).toEqual([
    "apps/server/src/modules/requests/service.ts:2 requests may reach tasks only through its questions.ts or commands.ts, not service.ts",
  ]);
});

it("does not pass over a file it cannot parse", () => {
  expect(() => found("apps/server/src/main.ts", "import {")).toThrow(/does not parse/);
});
