export { installReference } from "./install.ts";
export { oneAtATime } from "./memory.ts";
