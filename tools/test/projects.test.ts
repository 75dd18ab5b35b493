import { globSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import playwrightConfig from "../../e2e/playwright.config.ts";
import vitestConfig from "../../vitest.config.ts";
import { BY_NPM_TEST, BY_OWN_COMMAND, EXTERNAL_FILES, faultsOfLists } from "../run/projects.ts";
import { keyOf, NEEDS } from "../run/external.ts";
import { bin, ROOT, run } from "../run/process.ts";
import { plant } from "./tree.ts";

function projects(): string[] {
  return (vitestConfig.test?.projects ?? []).map((project) => {
    const name = typeof project === "object" && "test" in project ? project.test?.name : undefined;
    if (typeof name !== "string") throw new Error("A project of vitest.config.ts has no plain name.");
    return name;
  });
}

const ownCommand = [...BY_OWN_COMMAND.keys()];

it("runs every project of vitest.config.ts by npm test or by a command of its own", () => {
  expect(projects()).toContain("server");
  expect(faultsOfLists(projects(), BY_NPM_TEST, ownCommand)).toEqual([]);
});

it("finds a project that is in no list, in two lists, or gone", () => {
  expect(faultsOfLists([...projects(), "planted"], BY_NPM_TEST, ownCommand)).toEqual(["planted: in no list, so nothing runs it"]);
  expect(faultsOfLists(projects(), BY_NPM_TEST, [...ownCommand, "web"])).toEqual(["web: listed 2 times"]);
  expect(faultsOfLists(projects(), [...BY_NPM_TEST, "gone"], ownCommand)).toEqual([
    "gone: listed, but no project of vitest.config.ts",
  ]);
});

it("gives an external file to its own command alone, wherever it lies", async () => {
  const text = `import { it } from "vitest"; it("is found", () => {});`;
  const inner = [
    "packages/domain/src",
    "packages/i18n/src",
    "tools/test",
    "apps/web/src",
    "apps/server/src",
    "apps/server/test/prove",
  ];
  const root = plant(
    Object.fromEntries(
      inner.flatMap((folder) => [
        [`${folder}/rule.test.ts`, text],
        [`${folder}/rule.prove.ts`, text],
        [`${folder}/rule.external.office.test.ts`, text],
        [`${folder}/rule.external.office.prove.ts`, text],
      ]),
    ),
  );
  const args = ["list", "--filesOnly", "--json", "--root", root, "--config", `${ROOT}/vitest.config.ts`];
  const byNpmTest = await run(bin("vitest"), [...args, ...BY_NPM_TEST.map((name) => `--project=${name}`)]);
  const byOwn = await run(bin("vitest"), [...args, ...ownCommand.map((name) => `--project=${name}`)]);
  // Seven: a test in each of the six folders, and a run in the folder `prove`.
  expect(byNpmTest.stdout.match(/rule\.\w+\.ts/gu), byNpmTest.output).toHaveLength(7);
  expect(byNpmTest.stdout).not.toContain("external");
  expect(byOwn.stdout.match(/rule\.external\.office\.\w+\.ts/gu), byOwn.output).toHaveLength(12);
});

it("gives an external file to no browser run", async () => {
  const { testMatch, testIgnore } = playwrightConfig;
  const text = `import { test } from ${JSON.stringify(join(ROOT, "node_modules/@playwright/test/index.mjs"))}; test("is found", () => {});`;
  const root = plant({
    "story.spec.ts": text,
    "story.external.office.spec.ts": text,
    "playwright.config.ts": `export default ${JSON.stringify({ testDir: ".", testMatch, testIgnore })};`,
  });
  const listed = await run(bin("playwright"), ["test", "--list", "-c", join(root, "playwright.config.ts")]);
  expect(listed.stdout.match(/story[\w.]*\.spec\.ts/gu), listed.output).toEqual(["story.spec.ts"]);
});

it("knows what each external test file needs", () => {
  const files = globSync(EXTERNAL_FILES, { cwd: ROOT, exclude: ["**/node_modules/**", "tools/run/**"] });
  expect(files.length).toBeGreaterThan(0);
  const keys = NEEDS.map((need) => need.key);
  expect(files.filter((file) => !keys.includes(keyOf(file)))).toEqual([]);
  expect(keyOf("apps/server/src/records/planted.external.office.ts")).toBe("office");
  expect(keyOf("apps/server/src/records/planted.external.ts")).toBe("");
});
