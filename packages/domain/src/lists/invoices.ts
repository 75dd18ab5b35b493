import { invoiceWorkflow } from "../invoices/workflow.ts";
import { MAX_AMOUNT_MINOR } from "../kernel/money.ts";
import { anyOf, code, day, flag, id, listShape, number, one, text } from "./filters.ts";

/** The registry of invoices; a branch, project or cost item is that of any line. */
export const invoiceList = listShape({
  name: "invoices",
  filters: {
    view: one(["mine", "waiting"], "mine: author or responsible; waiting: waits for the reader"),
    open: flag("Whether it still lives"),
    status: anyOf(one(invoiceWorkflow.states, "State, any of"), 50),
    branchId: anyOf(id("Branch of a line, any of"), 50),
    projectId: anyOf(id("Project of a line, any of"), 50),
    costItemId: anyOf(id("Cost item of a line, any of"), 50),
    counterpartyId: anyOf(id("Counterparty, any of"), 50),
    currency: anyOf(code("Currency, any of", "^[A-Z]{3}$"), 50),
    requestId: id("Invoices of this request"),
    payByFrom: day("To be paid from, YYYY-MM-DD"),
    payByTo: day("To be paid until, YYYY-MM-DD"),
    overdue: flag("Unpaid after its day"),
    amountFrom: number("Amount at least, minor units", 0, MAX_AMOUNT_MINOR),
    amountTo: number("Amount at most, minor units", 0, MAX_AMOUNT_MINOR),
    q: text("Part of a number, supplier, BIN, subject or purpose"),
  },
  sorts: ["payBy", "createdAt", "updatedAt", "invoiceDate", "number", "counterparty", "amount"],
  usualSort: "payBy",
  namesSorts: true,
});
