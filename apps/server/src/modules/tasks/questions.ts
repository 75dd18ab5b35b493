export { taskList } from "./list.ts";
export { TaskRow } from "./schema.ts";
