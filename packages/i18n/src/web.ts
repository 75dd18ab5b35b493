export { SHARED_OPTIONS } from "./options.ts";
export { withKinds, type Texts } from "./kinds.ts";
export * from "./languages.ts";
export * from "./sentences.ts";
