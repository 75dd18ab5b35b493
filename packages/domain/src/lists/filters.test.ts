import { expect, it } from "vitest";
import { askedIn, sortIn } from "./filters.ts";
import { documentList } from "./documents.ts";
import { invoiceList } from "./invoices.ts";
import { requestList } from "./requests.ts";

it("reads every kind of filter from an address", () => {
  const address = { view: "mine", open: "false", status: "new,approval", priority: "4,1", dueTo: "2026-08-31", q: "x y" };
  expect(askedIn(requestList, address)).toEqual({
    view: "mine",
    open: false,
    status: ["new", "approval"],
    priority: [4, 1],
    dueTo: "2026-08-31",
    q: "x y",
  });
  expect(askedIn(documentList, { expiringDays: "60", basis: "true" })).toEqual({ expiringDays: 60, basis: true });
});

it("leaves out what the list does not know and what its filters cannot hold", () => {
  expect(askedIn(requestList, { view: "nonsense", closed: "true", priority: "9,x", status: "", branchId: ",a," })).toEqual({
    branchId: ["a"],
  });
  expect(askedIn(invoiceList, { status: "paid,lost", overdue: "yes", amountFrom: "1.5" })).toEqual({ status: ["paid"] });
  expect(askedIn(documentList, { expiringDays: "4000" })).toEqual({});
});

it("knows the orders of a list in both directions", () => {
  expect(sortIn(requestList, { sort: "-dueAt" })).toBe("-dueAt");
  expect(sortIn(requestList, { sort: "dueAt" })).toBe("dueAt");
  expect(sortIn(requestList, { sort: "--dueAt" })).toBeUndefined();
  expect(sortIn(requestList, {})).toBeUndefined();
});
