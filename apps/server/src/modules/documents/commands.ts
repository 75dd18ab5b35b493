export { expireDocument } from "./jobs.ts";
export { createDocument, type NewDocument } from "./service.ts";
