import { isOver, type State } from "./look.ts";
import { offersOf, type Offer } from "./offers.ts";
import type { World } from "./world.ts";

/**
 * What is wrong with a state: nobody is awaited though it is not over, somebody is who cannot act, or there is nothing that
 * somebody awaited could press or mend.
 */
export async function problemsOf(world: World, state: State, take: (offers: Offer[]) => void): Promise<string[]> {
  const { root, awaited, key } = state;
  // A draft is its author's alone.
  if (!isOver(root) && root.status !== "draft" && awaited.length === 0) return [`nobody is awaited in ${key}`];
  const problems: string[] = [];
  const asked = new Map<string, boolean>();
  for (const { personId, person, active, reason } of awaited) {
    if (personId === null || !active) {
      problems.push(`${person} is awaited for ${reason} and is not there, in ${key}`);
      continue;
    }
    if (asked.has(personId)) continue;
    const { offers, cures } = await offersOf(world, state, personId, true);
    take(offers);
    asked.set(personId, offers.length > 0);
    if (offers.length + cures.length === 0) problems.push(`${person} is awaited for ${reason} and can do nothing in ${key}`);
  }
  if (asked.size > 0 && ![...asked.values()].some(Boolean)) problems.push(`nobody awaited has anything to press in ${key}`);
  return problems;
}
