export { expireDocument } from "./jobs.ts";
export { createDocument } from "./service.ts";
