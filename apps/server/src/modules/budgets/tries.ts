/** How many different sums one person may try in a day on a cell they do not see: enough to fill in a form, too few to find a figure. */
export const MOST_SUMS = 12;
/** Beyond it the count begins anew: it is kept in this process alone and must not grow with the people. */
const MOST_CELLS = 50_000;

/** Counts what people ask about cells whose figures are not theirs; whether a sum fits tells one half of what it hides. */
export function countTries(): (personId: string, cell: string, minor: number, day: string) => boolean {
  const tries = new Map<string, Set<number>>();
  let today = "";
  return (personId, cell, minor, day) => {
    if (day !== today || tries.size > MOST_CELLS) tries.clear();
    today = day;
    const key = `${personId} ${cell}`;
    const sums = tries.get(key) ?? new Set();
    tries.set(key, sums);
    if (sums.has(minor)) return true;
    if (sums.size >= MOST_SUMS) return false;
    sums.add(minor);
    return true;
  };
}
