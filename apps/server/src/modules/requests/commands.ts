export { editCard } from "./card/card.ts";
export { createDraft } from "./card/draft.ts";
export { loadCase, type RequestCase } from "./load.ts";
