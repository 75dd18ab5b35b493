import { documentWorkflow } from "../documents/workflow.ts";
import { flag, id, listShape, number, one, text } from "./filters.ts";

/** The archive of documents, newest first. */
export const documentList = listShape({
  name: "documents",
  filters: {
    q: text("Part of the title, number, counterparty or BIN"),
    kindCode: text("Kind of document", 60),
    counterpartyId: id("Counterparty"),
    status: one(documentWorkflow.states, "State"),
    basis: flag("Only kinds that can be the basis of a payment, or only the others"),
    expiringDays: number("Signed and ending within so many days", 0, 3660),
  },
  sorts: ["createdAt"],
  usualSort: "-createdAt",
  fixedOrder: true,
});
