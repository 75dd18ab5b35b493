import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const WEB = join(import.meta.dirname, "../../apps/web/src");
const RULE = /([^{}]+)\{([^{}]*)\}/gu;

/** The innermost rules of a stylesheet: selector and declarations. */
function rulesOf(path: string): { selector: string; declarations: string }[] {
  const sheet = readFileSync(join(WEB, path), "utf8");
  return [...sheet.matchAll(RULE)].map(([, selector = "", declarations = ""]) => ({ selector: selector.trim(), declarations }));
}

it("keeps what is placed absolutely inside of the box that scrolls it", () => {
  const sheets = readdirSync(WEB, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".css"));
  const scrolling = sheets.flatMap((path) =>
    rulesOf(path)
      .filter(({ declarations }) => /overflow(-[xy])?:\s*(auto|scroll)/u.test(declarations))
      .map((rule) => ({ where: `${path} ${rule.selector}`, positioned: /position:/u.test(rule.declarations) })),
  );
  expect(scrolling.length).toBeGreaterThan(10);
  // Else a text for screen readers far down in the box makes the page itself taller, and the page slides away.
  expect(scrolling.filter(({ positioned }) => !positioned).map(({ where }) => where)).toEqual([]);
});
