export { addRow } from "./book.ts";
export { branches } from "./branches.ts";
export { departments } from "./departments.ts";
export { projects } from "./projects.ts";
export { setRate } from "./rates.ts";
