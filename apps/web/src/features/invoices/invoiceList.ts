import { invoiceList as shape } from "@tartip/domain/lists/invoices";
import { api, call } from "../../lib/api.ts";
import type { ExportColumnId } from "../lists/exportColumns.ts";
import type { PageList } from "../lists/pageList.ts";
import { viewNames } from "../lists/pageList.ts";
import type { InvoiceRow } from "./invoiceQueries.ts";

type Filters = (typeof shape)["filters"];
type Sort = (typeof shape)["sorts"][number];

export type InvoiceView = "waiting" | "approval" | "topay" | "paying" | "paid" | "closed" | "all";

/** The registry of invoices as its page shows it: views by what is awaited. */
export const invoiceList: PageList<Filters, Sort, InvoiceView, InvoiceRow, ExportColumnId<"/api/v1/invoices/export">> = {
  shape,
  views: {
    waiting: { asks: { view: "waiting" } },
    approval: { asks: { status: ["received", "approval", "rework"] } },
    topay: { asks: { status: ["approved"] } },
    paying: { asks: { status: ["in_payment"] } },
    paid: { asks: { status: ["paid"] } },
    closed: { asks: { status: ["closed", "rejected", "cancelled"] }, sort: "-payBy" },
    all: { asks: {} },
  },
  firstView: "waiting",
  savedAs: "invoices",
  page: (query, signal) => call(api.GET("/api/v1/invoices", { params: { query }, signal })),
  sums: (query, signal) => call(api.GET("/api/v1/invoices/summary", { params: { query }, signal })),
  file: (query, signal) => call(api.GET("/api/v1/invoices/export", { params: { query }, signal, parseAs: "blob" })),
};

export const INVOICE_VIEWS = viewNames(invoiceList);
