/** How many different sums one person may try in a day on a cell they do not see: enough to fill in a form, too few to find a figure. */
export const MOST_SUMS = 12;
/** Of how many such cells one person is told anything in a day: the count is never begun anew because it grew. */
export const MOST_CELLS = 300;

/** Counts what people ask about cells whose figures are not theirs; whether a sum fits tells one half of what it hides. */
export function countTries(): (personId: string, cell: string, minor: number, day: string) => boolean {
  const tries = new Map<string, Map<string, Set<number>>>();
  let today = "";
  return (personId, cell, minor, day) => {
    if (day !== today) tries.clear();
    today = day;
    const own = tries.get(personId) ?? new Map<string, Set<number>>();
    tries.set(personId, own);
    const sums = own.get(cell) ?? new Set();
    if (sums.has(minor)) return true;
    if (sums.size >= MOST_SUMS || (sums.size === 0 && own.size >= MOST_CELLS)) return false;
    own.set(cell, sums);
    sums.add(minor);
    return true;
  };
}
