import { anyOf, day, flag, id, listShape, number, one, text } from "./filters.ts";

/** The list of requests. */
export const requestList = listShape({
  name: "requests",
  filters: {
    view: one(
      ["mine", "waiting", "assigned", "queue", "unassigned", "watching", "drafts"],
      "Whose: made by me, waiting for me, mine to answer for, in my queues, without a responsible, watched, my drafts",
    ),
    open: flag("Only open (true) or only finished (false)"),
    status: anyOf(text("Status, any of", 40), 40),
    type: anyOf(text("Request type, any of", 40), 40),
    branchId: anyOf(id("Branch, any of"), 100),
    departmentId: anyOf(id("Department, any of"), 100),
    projectId: anyOf(id("Project, any of"), 100),
    assigneeId: anyOf(id("Responsible, any of"), 100),
    authorId: anyOf(id("Author, any of"), 100),
    counterpartyId: anyOf(id("Counterparty, any of"), 100),
    priority: anyOf(number("Priority, any of: 1 low … 4 urgent", 1, 4), 4),
    dueFrom: day("Deadline not before this company day"),
    dueTo: day("Deadline not after this company day"),
    createdFrom: day("Made not before this company day"),
    createdTo: day("Made not after this company day"),
    overdue: flag("Only open ones past their deadline"),
    q: text("Part of number, subject, supplier or BIN"),
  },
  sorts: ["createdAt", "dueAt", "updatedAt", "priority", "number", "title", "amount"],
  usualSort: "-createdAt",
});
