import { isOver, lookAt, type State } from "./look.ts";
import { forwardRank, type Offer } from "./offers.ts";
import { press } from "./press.ts";
import { problemsOf } from "./problems.ts";
import type { World } from "./world.ts";

/** More than any record needs to its end. */
const MOST = 60;

export interface Drive {
  /** What was wrong on the way. */
  problems: string[];
  /** Every state it stood in, the last one the end. */
  states: State[];
}

/** Takes a record to its end by nothing but what the people awaited are offered, each doing what leads on. */
export async function driveToEnd(world: World, rootId: string): Promise<Drive> {
  const problems: string[] = [];
  const tried = new Set<string>();
  let state = await lookAt(world.test, rootId);
  const states = [state];
  for (let step = 0; step < MOST && !isOver(state.root); step += 1) {
    const offers: Offer[] = [];
    problems.push(...(await problemsOf(world, state, (found) => offers.push(...found))));
    const key = state.key;
    const onwards = offers
      .filter((offer) => forwardRank(offer) >= 0 && !tried.has(named(key, offer)))
      .toSorted((a, b) => forwardRank(b) - forwardRank(a));
    const [best] = onwards;
    if (!best) {
      problems.push(`it never ends: nothing leads on from ${key}`);
      break;
    }
    tried.add(named(key, best));
    await press(world, state, best);
    state = await lookAt(world.test, rootId);
    states.push(state);
  }
  return { problems, states };
}

function named(key: string, { place, action, choice, by }: Offer): string {
  return [key, place, action, choice, by].join("|");
}
