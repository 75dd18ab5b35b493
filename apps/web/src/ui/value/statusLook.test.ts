import status from "@tartip/i18n/messages/ru/status.json" with { type: "json" };
import { expect, it } from "vitest";
import { looksOf, speaks } from "../../lib/kinds.ts";
import { COMMON } from "../../lib/statusLooks.ts";
import { statusLook } from "./statusLook.ts";

const KINDS = Object.entries(
  import.meta.glob<{ status?: Record<string, string> }>("../../../../../packages/i18n/messages/ru/kinds/*.json", {
    eager: true,
    import: "default",
  }),
).map(([path, { status: words = {} }]) => ({ kind: path.replace(/^.*\/|\.json$/g, ""), statuses: Object.keys(words) }));

it("draws every status that a kind names, and speaks of the kinds that name some", () => {
  for (const { kind, statuses } of KINDS) {
    expect([kind, speaks(kind)]).toEqual([kind, statuses.length > 0]);
    for (const name of statuses) expect([kind, name, looksOf(kind)?.[name] ?? COMMON[name]]).not.toContain(undefined);
  }
});

it("draws every step of an approval; only those ahead look new", () => {
  for (const name of Object.keys(status.step))
    expect([name, statusLook("step", name).shape === "new"]).toEqual([name, name === "ahead"]);
});
