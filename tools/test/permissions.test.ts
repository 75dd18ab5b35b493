import { join } from "node:path";
import { PERMISSIONS } from "@tartip/domain/access/roles";
import { expect, it } from "vitest";
import { isTest, readSources } from "../checks/sources.ts";

const ROOT = join(import.meta.dirname, "../..");
const LIST = "packages/domain/src/access/roles.ts";
/** Asked by a name made of the kind. */
const BY_KIND = /^(request|task|invoice|document|meeting|counterparty)\.read$/;

it("lists no permission that nothing asks for", () => {
  const text = readSources(ROOT)
    .filter(({ path }) => /^(apps|packages)\/[^/]+\/src\//.test(path) && path !== LIST && !isTest(path))
    .map((source) => source.text)
    .join("\n");
  expect(text).toContain('"people.manage"');
  expect(PERMISSIONS.filter((permission) => !BY_KIND.test(permission) && !text.includes(`"${permission}"`))).toEqual([]);
});
