import type { Random } from "../hardness/random.ts";
import { isBeside, forwardRank, offersOf, tellOffer, type Offer } from "./offers.ts";
import { present } from "../kit/present.ts";
import { isOver, lookAt, type State } from "./look.ts";
import { press } from "./press.ts";
import { problemsOf } from "./problems.ts";
import { driveToEnd } from "./drive.ts";
import type { World } from "./world.ts";

/** What is walked: a record of one kind, made anew as often as needed. */
export interface Subject {
  name: string;
  make(): Promise<string>;
  /** People beside those awaited, who may take it another way. */
  bystanders: readonly { id: string }[];
}

export interface Node {
  key: string;
  state: State;
  pending: Offer[];
  /** Where each offer led, as often as it was pressed. */
  edges: Map<string, { offer: Offer; to: Set<string> }>;
}

export interface Graph {
  subject: Subject;
  nodes: Map<string, Node>;
  first: string;
  /** Faults, each told once. */
  problems: Set<string>;
  /** Correct presses that were refused by a rule, with the rule. */
  refused: Map<string, string>;
  presses: number;
  /** Statuses reached, by kind. */
  reached: Set<string>;
  /** Which state led to which, by whatever was pressed; and where it was over. */
  ways: Map<string, Set<string>>;
  ends: Set<string>;
}

export interface Limits {
  /** Most presses; the walk then stops where it is. */
  presses: number;
  random: Random;
}

/** Longer than any way through the graph. */
const LONGEST = 80;

/**
 * Walks every way from every state that it finds: each walk presses what nobody has pressed there yet, and goes on from where
 * that leads; when nothing is left there it goes by known ways to the nearest state where something is.
 */
export async function explore(
  world: World,
  names: ReadonlyMap<string, string>,
  subject: Subject,
  limits: Limits,
): Promise<Graph> {
  const sets = { problems: new Set<string>(), reached: new Set<string>(), ends: new Set<string>() };
  const graph: Graph = { subject, nodes: new Map(), first: "", refused: new Map(), presses: 0, ways: new Map(), ...sets };
  const walk = { world, names, graph, limits, beside: new Set<string>() };
  for (let idle = 0; idle < 3 && graph.presses < limits.presses;) {
    const before = unpressed(graph);
    await once(walk);
    const left = unpressed(graph);
    if (left === 0) break;
    idle = left < before || before === 0 ? 0 : idle + 1;
  }
  return graph;
}

interface Walk {
  world: World;
  names: ReadonlyMap<string, string>;
  graph: Graph;
  limits: Limits;
  beside: Set<string>;
}

export function unpressed({ nodes }: Graph): number {
  return [...nodes.values()].reduce((sum, node) => sum + node.pending.length, 0);
}

async function once(walk: Walk): Promise<void> {
  const { world, graph, limits } = walk;
  const rootId = await graph.subject.make();
  let state = await lookAt(world.test, rootId);
  if (graph.first === "") graph.first = state.key;
  for (let step = 0; step < LONGEST && graph.presses < limits.presses; step += 1) {
    const node = graph.nodes.get(state.key) ?? (await discover(walk, state));
    const fresh = node.pending.pop();
    const offer = fresh ?? wayOn(graph, node);
    if (!offer) break;
    const next = await take(walk, node, state, offer);
    if (!next) continue;
    state = next;
    if (isBeside(offer)) return finish(walk, rootId, tellOffer(offer, walk.names));
  }
  return finish(walk, rootId, "a walk");
}

/** Every walk is taken to its end: where that is not possible the record has got stuck. */
async function finish({ world, graph }: Walk, rootId: string, after: string): Promise<void> {
  const { problems, states } = await driveToEnd(world, rootId);
  for (const problem of problems) graph.problems.add(`${graph.subject.name}: after ${after}: ${problem}`);
  for (const [at, { key, parts }] of states.entries()) {
    for (const part of parts) graph.reached.add(`${part.kind} ${part.status}`);
    const next = states[at + 1];
    if (next) graph.ways.set(key, (graph.ways.get(key) ?? new Set()).add(next.key));
    else if (isOver(present(states.at(-1)).root)) graph.ends.add(key);
  }
}

async function discover(walk: Walk, state: State): Promise<Node> {
  const { world, graph, limits } = walk;
  const node: Node = { key: state.key, state, pending: [], edges: new Map() };
  graph.nodes.set(state.key, node);
  for (const part of state.parts) graph.reached.add(`${part.kind} ${part.status}`);
  const awaited = new Set(state.awaited.flatMap((one) => one.personId ?? []));
  const offers: Offer[] = [];
  for (const problem of await problemsOf(world, state, (found) => offers.push(...found)))
    graph.problems.add(`${graph.subject.name}: ${problem}`);
  for (const { id } of graph.subject.bystanders)
    if (!awaited.has(id)) offers.push(...(await offersOf(world, state, id, false)).offers);
  node.pending = offers.filter((offer) => isNew(walk, offer, state));
  const order = new Map(node.pending.map((offer) => [offer, forwardRank(offer) + limits.random.next()]));
  node.pending.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  return node;
}

/** What lies beside the way, and what people do who are not awaited, is tried once wherever it looks the same. */
function isNew({ beside }: Walk, offer: Offer, { key, root }: State): boolean {
  const { place, action, choice, by, asked } = offer;
  const what = [place, action, choice].join("|");
  const own = asked && !isBeside(offer) ? `${key}|${by}|${what}` : `${root.status}|${what}`;
  if (beside.has(own)) return false;
  for (const one of [own, `${root.status}|${what}`]) beside.add(one);
  return true;
}

/** The first press of the shortest known way to a state where something was not pressed yet. */
function wayOn({ nodes }: Graph, from: Node): Offer | undefined {
  const seen = new Set([from.key]);
  let edge = [...from.edges.values()].map(({ offer, to }) => ({ first: offer, to }));
  while (edge.length > 0) {
    const further: typeof edge = [];
    for (const { first, to } of edge)
      for (const key of to) {
        const node = nodes.get(key);
        if (seen.has(key) || !node) continue;
        seen.add(key);
        if (node.pending.length > 0) return first;
        for (const next of node.edges.values()) if (!isBeside(next.offer)) further.push({ first, to: next.to });
      }
    edge = further;
  }
  return undefined;
}

async function take({ world, names, graph }: Walk, node: Node, state: State, offer: Offer): Promise<State | null> {
  graph.presses += 1;
  const told = tellOffer(offer, names);
  const reply = await press(world, state, offer);
  if (!reply) return null;
  if (reply.status >= 300) {
    const { code, blockers, detail } = reply.problem;
    const rule = [code, ...(blockers ?? []).map((one) => one.code)].join(" ");
    if (![409, 422, 403].includes(reply.status) || !detail)
      graph.problems.add(`${graph.subject.name}: ${told}: ${reply.status} ${rule} ${JSON.stringify(reply.problem.fields)}`);
    graph.refused.set(`${graph.subject.name}: ${told}`, rule);
    return null;
  }
  const next = await lookAt(world.test, state.root.id);
  const edge = node.edges.get(told) ?? { offer, to: new Set<string>() };
  edge.to.add(next.key);
  node.edges.set(told, edge);
  graph.ways.set(node.key, (graph.ways.get(node.key) ?? new Set()).add(next.key));
  return next;
}

/** States from which no known way leads to an end. */
export function stuckIn({ subject, nodes, ways, ends }: Graph): string[] {
  const good = new Set([...ends, ...[...nodes.values()].filter(({ state }) => isOver(state.root)).map(({ key }) => key)]);
  for (let grew = true; grew;) {
    grew = false;
    for (const [from, to] of ways)
      if (!good.has(from) && [...to].some((key) => good.has(key))) {
        good.add(from);
        grew = true;
      }
  }
  return [...nodes.keys()].filter((key) => !good.has(key)).map((key) => `${subject.name}: ${key}`);
}
