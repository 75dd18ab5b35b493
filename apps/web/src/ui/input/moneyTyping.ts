const NO_BREAK_SPACE = "\u00a0";

/** Sets a typed amount: digits grouped, point becomes comma, other signs fall out. */
export function groupTyped(text: string): string {
  const cleaned = text.replace(/[.,]/g, ",").replace(/[^\d,-]/g, "");
  const minus = cleaned.startsWith("-") ? "-" : "";
  const [whole = "", ...fraction] = cleaned.replace(/-/g, "").split(",");
  const grouped = whole.replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+$)/g, NO_BREAK_SPACE);
  return minus + grouped + (fraction.length > 0 ? `,${fraction.join("").slice(0, 2)}` : "");
}

/** Where the caret belongs after grouping: behind the same number of typed signs as before. */
export function caretAfter(before: string, caret: number, after: string): number {
  const typed = before.slice(0, caret).replace(/[^\d,.-]/g, "").length;
  let seen = 0;
  for (let place = 0; place < after.length; place++) {
    if (seen === typed) return place;
    if (after[place] !== NO_BREAK_SPACE) seen++;
  }
  return after.length;
}
