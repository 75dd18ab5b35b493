import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const WEB = join(import.meta.dirname, "../../apps/web/src");

it("says what is wrong with a form in our own words, never in a bubble of the browser", () => {
  const sources = readdirSync(WEB, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".tsx"));
  const forms = sources.flatMap((path) =>
    [...readFileSync(join(WEB, path), "utf8").matchAll(/<form\b[^]*?>/gu)].map(([tag]) => ({ path, tag })),
  );
  expect(forms.length).toBeGreaterThan(10);
  expect(forms.filter(({ tag }) => !tag.includes("noValidate")).map(({ path }) => path)).toEqual([]);
});
