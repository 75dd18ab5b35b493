import { defineWorkflow } from "../kernel/workflow.ts";

/** Life of a document card; approval binds to the version that was sent. */
export const documentWorkflow = defineWorkflow(["draft", "approval", "signed", "expired", "rework", "rejected"], {
  name: "document",
  initial: "draft",
  final: ["expired", "rejected"],
  edges: {
    sendForApproval: { from: ["draft"], to: "approval" },
    // Papers of kinds nobody approves are only registered.
    register: { from: ["draft"], to: "signed" },
    // A paper that arrived already signed, though its kind is approved: an approval of today could not undo that.
    enterSigned: { from: ["draft", "rework"], to: "signed", needsReason: true },
    finishApproval: { from: ["approval"], to: "signed", automatic: true },
    return: { from: ["approval"], to: "rework", needsReason: true },
    reject: { from: ["approval"], to: "rejected", needsReason: true },
    resubmit: { from: ["rework"], to: "approval" },
    recall: { from: ["approval"], to: "rework", needsReason: true },
    remind: { from: ["approval"], to: null },
    expire: { from: ["signed"], to: "expired", automatic: true },
    close: { from: ["draft", "rework", "signed"], to: "expired", needsReason: true },
    extend: { from: ["expired"], to: "signed", needsReason: true },
  },
});

export type DocumentAction = keyof typeof documentWorkflow.edges;
