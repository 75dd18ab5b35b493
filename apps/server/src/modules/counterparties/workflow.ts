import { defineWorkflow } from "@tartip/domain/kernel/workflow";

/** A counterparty is in use until archived; its records stay either way. */
export const counterpartyWorkflow = defineWorkflow(["active", "archived"], {
  name: "counterparty",
  initial: "active",
  final: ["archived"],
  edges: {
    archive: { from: ["active"], to: "archived", needsReason: true },
    restore: { from: ["archived"], to: "active" },
  },
});
