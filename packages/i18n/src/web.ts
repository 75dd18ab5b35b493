export { SHARED_OPTIONS } from "./options.ts";
export * from "./languages.ts";
export * from "./sentences.ts";
