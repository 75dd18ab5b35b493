import { api, call } from "../../../lib/api.ts";
import type { PageList } from "../../lists/pageList.ts";
import type { RequestColumnId, RequestRow } from "../requestQueries.ts";
import { requestViews } from "./requestViews.ts";
import type { RequestFilters, RequestSort, RequestViewName } from "./requestViews.ts";

/** The list of requests as its page shows it. */
export const requestList: PageList<RequestFilters, RequestSort, RequestViewName, RequestRow, RequestColumnId> = {
  ...requestViews,
  savedAs: "requests",
  page: (query, signal) => call(api.GET("/api/v1/requests", { params: { query }, signal })),
  sums: (query, signal) => call(api.GET("/api/v1/requests/summary", { params: { query }, signal })),
  file: (query, signal) => call(api.GET("/api/v1/requests/export", { params: { query }, signal, parseAs: "blob" })),
};
