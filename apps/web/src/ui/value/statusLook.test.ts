import status from "@tartip/i18n/messages/ru/status.json" with { type: "json" };
import { expect, it } from "vitest";
import { statusLook } from "./statusLook.ts";
import type { StatusKind } from "./statusLook.ts";

const KINDS: StatusKind[] = ["request", "invoice", "task", "document", "step"];
const NEW_ONES = new Set(["draft", "new", "received", "todo", "ahead"]);

it("draws every named status; only those not begun look new", () => {
  for (const kind of KINDS) {
    for (const name of Object.keys(status[kind])) {
      expect([kind, name, statusLook(kind, name).shape === "new"]).toEqual([kind, name, NEW_ONES.has(name)]);
    }
  }
});
