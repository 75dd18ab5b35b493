import { anyOf, day, flag, id, listShape, one, text } from "./filters.ts";

/** The list of tasks. */
export const taskList = listShape({
  name: "tasks",
  filters: {
    view: one(
      ["mine", "waiting", "queue", "set", "review"],
      "Whose: mine to do, waiting for me, free in my queues, set by me, to be checked by me",
    ),
    open: flag("Only open (true) or only finished (false)"),
    status: anyOf(text("Status, any of", 40), 40),
    type: anyOf(text("Type of the request, any of", 40), 40),
    branchId: anyOf(id("Branch, any of"), 100),
    departmentId: anyOf(id("Department, any of"), 100),
    assigneeId: anyOf(id("Assignee, any of"), 100),
    requestId: id("Tasks of this request"),
    dueFrom: day("Deadline not before this company day"),
    dueTo: day("Deadline not after this company day"),
    createdFrom: day("Set not before this company day"),
    createdTo: day("Set not after this company day"),
    overdue: flag("Only open ones past their deadline"),
    q: text("Part of number or title"),
  },
  sorts: ["dueAt", "createdAt", "updatedAt", "priority", "title"],
  usualSort: "dueAt",
});
