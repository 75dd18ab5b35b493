export { listTasks, type TaskListRow } from "./queries.ts";
