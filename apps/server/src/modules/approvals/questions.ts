export type { MeasuredFacts } from "./store.ts";
