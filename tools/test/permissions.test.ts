import { join } from "node:path";
import { PERMISSIONS } from "@tartip/domain/access/roles";
import { KINDS, ruleOf } from "@tartip/domain/kernel/kinds";
import { expect, it } from "vitest";
import { isTest, readSources } from "../checks/sources.ts";

const ROOT = join(import.meta.dirname, "../..");
const LISTS = ["packages/domain/src/access/roles.ts", "packages/domain/src/kernel/kinds.ts"];
/** Stand in the list of kinds, which is asked by the kind. */
const READS = KINDS.map((kind) => ruleOf(kind).reads);

it("lists no permission that nothing asks for", () => {
  const text = readSources(ROOT)
    .filter(({ path }) => /^(apps|packages)\/[^/]+\/src\//.test(path) && !LISTS.includes(path) && !isTest(path))
    .map((source) => source.text)
    .join("\n");
  expect(text).toContain('"people.manage"');
  expect(PERMISSIONS.filter((permission) => !READS.includes(permission) && !text.includes(`"${permission}"`))).toEqual([]);
});
