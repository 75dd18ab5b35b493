import { documentList as shape } from "@tartip/domain/lists/documents";
import { api, call } from "../../lib/api.ts";
import type { PageList } from "../lists/pageList.ts";
import { viewNames } from "../lists/pageList.ts";
import type { DocumentRow } from "./documentQueries.ts";

type DocumentView = "all" | "signed" | "expiring" | "draft" | "approval" | "rework" | "rejected" | "expired";

/** The archive of documents as its page shows it. */
export const documentList: PageList<(typeof shape)["filters"], (typeof shape)["sorts"][number], DocumentView, DocumentRow> = {
  shape,
  views: {
    all: { asks: {} },
    signed: { asks: { status: "signed" } },
    expiring: { asks: { expiringDays: 60 } },
    draft: { asks: { status: "draft" } },
    approval: { asks: { status: "approval" } },
    rework: { asks: { status: "rework" } },
    rejected: { asks: { status: "rejected" } },
    expired: { asks: { status: "expired" } },
  },
  firstView: "all",
  viewsNarrow: true,
  page: ({ sort: _fixed, ...query }, signal) => call(api.GET("/api/v1/documents", { params: { query }, signal })),
};

export const DOCUMENT_VIEWS = viewNames(documentList);
