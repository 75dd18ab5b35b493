import { defineWorkflow } from "../kernel/workflow.ts";

/** Life of a document card; approval binds to the version that was sent. */
export const documentWorkflow = defineWorkflow(["draft", "approval", "signed", "expired", "rework"], {
  name: "document",
  initial: "draft",
  final: ["expired"],
  edges: {
    sendForApproval: { from: ["draft"], to: "approval" },
    // A paper signed elsewhere is only registered: no route asks anybody.
    register: { from: ["draft"], to: "signed" },
    finishApproval: { from: ["approval"], to: "signed", automatic: true },
    return: { from: ["approval"], to: "rework", needsReason: true },
    reject: { from: ["approval"], to: "expired", needsReason: true },
    resubmit: { from: ["rework"], to: "approval" },
    expire: { from: ["signed"], to: "expired", automatic: true },
    close: { from: ["draft", "rework", "signed"], to: "expired", needsReason: true },
    extend: { from: ["expired"], to: "signed", needsReason: true },
  },
});
