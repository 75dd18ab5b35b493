export { installReference } from "./install.ts";
export { oneAtATime } from "./memory.ts";
export { endSetUp } from "./set-up.ts";
