/**
 * Marks without a look of their own: zero-width spaces and joiners, marks that turn the direction of writing, soft hyphens,
 * blank letters (Braille, Hangul). They arrive with text copied from pages, chats and documents.
 */
const MARKS = String.raw`\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe0f\ufeff\uffa0`;

const ALL = new RegExp(`[${MARKS}]`, "gu");
const ONLY = new RegExp(`^[\\s${MARKS}]*$`, "u");

/** The text without them: for numbers and codes, which no such mark belongs to. */
export function withoutInvisible(text: string): string {
  return text.replace(ALL, "");
}

/** Whether nothing of the text can be seen: it counts as not written. */
export function isBlank(text: string): boolean {
  return ONLY.test(text);
}
