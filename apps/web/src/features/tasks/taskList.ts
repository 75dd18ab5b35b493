import { taskList as shape } from "@tartip/domain/lists/tasks";
import { api, call } from "../../lib/api.ts";
import type { ExportColumnId } from "../lists/exportColumns.ts";
import type { PageList } from "../lists/pageList.ts";
import { viewNames } from "../lists/pageList.ts";
import type { TaskRow } from "./taskQueries.ts";

type Filters = (typeof shape)["filters"];
type Sort = (typeof shape)["sorts"][number];

export type TaskView = "mine" | "queue" | "review" | "set" | "all";

/** The list of tasks as its page shows it. */
export const taskList: PageList<Filters, Sort, TaskView, TaskRow, ExportColumnId<"/api/v1/tasks/export">> = {
  shape,
  views: {
    mine: { asks: { view: "mine", open: true } },
    queue: { asks: { view: "queue", open: true } },
    review: { asks: { view: "review", open: true } },
    set: { asks: { view: "set", open: true } },
    all: { asks: { open: true } },
  },
  firstView: "mine",
  // A finished task is rarely looked for: only on demand.
  settle: ({ open: _open, ...asked }, _view, address) =>
    address["closed"] === "true" || asked.status ? asked : { ...asked, open: true },
  savedAs: "tasks",
  page: (query, signal) => call(api.GET("/api/v1/tasks", { params: { query }, signal })),
  sums: (query, signal) => call(api.GET("/api/v1/tasks/summary", { params: { query }, signal })),
  file: (query, signal) => call(api.GET("/api/v1/tasks/export", { params: { query }, signal, parseAs: "blob" })),
};

export const TASK_VIEWS = viewNames(taskList);
