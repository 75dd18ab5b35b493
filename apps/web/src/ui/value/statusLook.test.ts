import status from "@tartip/i18n/messages/ru/status.json" with { type: "json" };
import { expect, it } from "vitest";
import { speaks } from "../../lib/kinds.ts";
import { statusLook } from "./statusLook.ts";

const KINDS = Object.entries(
  import.meta.glob<{ status?: Record<string, string> }>("../../../../../packages/i18n/messages/ru/kinds/*.json", {
    eager: true,
    import: "default",
  }),
).map(([path, { status: words = {} }]) => ({ kind: path.replace(/^.*\/|\.json$/g, ""), statuses: Object.keys(words) }));
const NEW_ONES = new Set(["draft", "new", "received", "todo", "ahead"]);

it("draws every named status; only those not begun look new", () => {
  for (const { kind, statuses } of [...KINDS, { kind: "step", statuses: Object.keys(status.step) }]) {
    const has = kind === "step" || speaks(kind);
    expect([kind, has]).toEqual([kind, statuses.length > 0]);
    if (kind !== "step" && !speaks(kind)) continue;
    for (const name of statuses)
      expect([kind, name, statusLook(kind, name).shape === "new"]).toEqual([kind, name, NEW_ONES.has(name)]);
  }
});
