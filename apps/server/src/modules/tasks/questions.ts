export { listTasks, type TaskListRow } from "./queries.ts";
export { TaskRow } from "./schema.ts";
