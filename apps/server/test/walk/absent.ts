import { sql } from "kysely";
import { followed as follower } from "../../src/modules/people/away/followers.ts";
import { isBeside, offersOf, tellOffer, type Offer } from "./offers.ts";
import { driveToEnd } from "./drive.ts";
import type { Graph, Node } from "./explore.ts";
import { lookAt } from "./look.ts";
import { press } from "./press.ts";
import type { World } from "./world.ts";

/** Somebody awaited in a state that is reached by these presses. */
export interface Moment {
  personId: string;
  reason: string;
  way: Offer[];
}

/** Of every person and reason of the graph the state in which they are awaited first. */
export function momentsOf(graph: Graph): Moment[] {
  const moments = new Map<string, Moment>();
  for (const { node, way } of waysFromTheStart(graph))
    for (const { personId, reason } of node.state.awaited)
      if (personId !== null && !moments.has(`${personId} ${reason}`))
        moments.set(`${personId} ${reason}`, { personId, reason, way });
  return [...moments.values()];
}

function* waysFromTheStart({ nodes, first }: Graph): Generator<{ node: Node; way: Offer[] }> {
  const seen = new Set([first]);
  let reached: { key: string; way: Offer[] }[] = [{ key: first, way: [] }];
  while (reached.length > 0) {
    const further: typeof reached = [];
    for (const { key, way } of reached) {
      const node = nodes.get(key);
      if (!node) continue;
      yield { node, way };
      for (const { offer, to } of node.edges.values())
        for (const next of to) {
          if (seen.has(next) || isBeside(offer)) continue;
          seen.add(next);
          further.push({ key: next, way: [...way, offer] });
        }
    }
    reached = further;
  }
}

/** What becomes of somebody who is awaited: their account is closed, or they are a contractor from now on. */
export type Change = "leaves" | "becomes a contractor";
export const CHANGES: readonly Change[] = ["leaves", "becomes a contractor"];

/** The author of the record goes, or who is awaited there: it goes to its end without them. Answers what was wrong. */
export async function withoutThem(world: World, graph: Graph, moment: Moment, change: Change): Promise<string[]> {
  const { personId, way } = moment;
  const rootId = await graph.subject.make();
  for (const offer of way) await press(world, await lookAt(world.test, rootId), offer);
  const ending = async (): Promise<string[]> => (await driveToEnd(world, rootId)).problems;
  return change === "leaves" ? away(world, [personId], ending) : outside(world, personId, ending);
}

async function outside<T>(world: World, personId: string, work: () => Promise<T>): Promise<T> {
  const { test, admin } = world;
  const api = test.api.as(admin);
  const { version } = (await api.get(`/people/${personId}`)).body;
  const reply = await api.patch(`/people/${personId}`, { version, external: true });
  if (reply.status !== 200) throw new Error(`becomes a contractor: ${reply.text}`);
  await followed(world, [personId]);
  try {
    return await work();
  } finally {
    // The way back in takes two, and is walked elsewhere.
    await test.app.db.updateTable("people").set({ external: false }).where("id", "=", personId).execute();
    await away(world, [personId], async () => {});
  }
}

/** Nobody holds the role from before the record is made: what its people would do goes to others. */
export async function withoutRole(world: World, graph: Graph, roleCode: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from people p join person_roles h on h.person_id = p.id join roles on roles.id = h.role_id
    where roles.code = ${roleCode} and p.active and p.id <> ${world.admin.id}`.execute(world.test.app.db);
  const holders = rows.map(({ id }) => id);
  return away(world, holders, async () => {
    const rootId = await graph.subject.make();
    const draft = await lookAt(world.test, rootId);
    const [submit] = (await offersOf(world, draft, world.asker.id, false)).offers.filter(({ action }) => action === "submit");
    if (submit) await press(world, draft, submit);
    return (await driveToEnd(world, rootId)).problems;
  });
}

async function away<T>(world: World, people: readonly string[], work: () => Promise<T>): Promise<T> {
  const { test, admin } = world;
  const set = async (how: "activate" | "deactivate"): Promise<void> => {
    for (const id of people) {
      const reply = await test.api.as(admin).post(`/people/${id}/${how}`);
      if (reply.status !== 200) throw new Error(`${how}: ${reply.text}`);
    }
  };
  await set("deactivate");
  await followed(world, people);
  try {
    return await work();
  } finally {
    await set("activate");
  }
}

/** Of many records the job does what is left after the answer; nobody waits for its minute here. */
async function followed({ test }: World, people: readonly string[]): Promise<void> {
  for (const personId of people) await follower.job.run(test.app, { personId });
}

export function tellMoment({ personId, reason, way }: Moment, change: Change, names: ReadonlyMap<string, string>): string {
  const last = way.at(-1);
  return `${names.get(personId) ?? personId} ${change} while awaited for ${reason}${last ? ` after ${tellOffer(last, names)}` : ""}`;
}
