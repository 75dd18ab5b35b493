import { expect, it } from "vitest";
import { checkPaths } from "../check-paths.ts";
import { plant, spoken } from "./tree.ts";

function found(readme: string): string[] {
  return spoken(
    checkPaths(
      plant({
        "README.md": readme,
        "package.json": '{"scripts":{"start":"x","test:external":"x"}}',
        "docs/ru/start.md": "",
        "tools/run.mjs": "",
      }),
    ),
  );
}

it("passes what exists", () => {
  const text =
    "`tools/run.mjs`, `docs/ru/`, `docs/**/*.md`, `npm start`, npm run test:external, [guide](docs/ru/start.md), [web](https://example.kz), `/api/v1/x`";
  expect(found(text)).toEqual([]);
});

it.each([
  ["a path", "see `tools/gone.ts`"],
  ["a path in a command", "`node tools/gone.ts --fix`"],
  ["a pattern", "`docs/**/*.pdf`"],
  ["a link", "[guide](docs/ru/gone.md)"],
  ["a script", "npm run gone"],
  ["a command of the tool", "`node tools/run.mjs gone`"],
])("refuses %s that does not exist", (_name, text) => {
  expect(found(`\n${text}`)).toEqual([expect.stringMatching(/^README.md:2 .*(does not exist|there is no script)/)]);
});
