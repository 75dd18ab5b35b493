export { installReference } from "./install.ts";
