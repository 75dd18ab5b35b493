import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { proveRounds, proveSeed } from "../../../../tools/testing/prove.ts";
import { registeredKinds } from "../../src/records/kinds.ts";
import { brokenInvariants } from "../hardness/everyone.ts";
import { randomFrom, type Random } from "../hardness/random.ts";
import { startTestApp, type TestApp } from "../kit/app.ts";
import { CHANGES, momentsOf, tellMoment, type Change, type Moment, withoutRole, withoutThem } from "../walk/absent.ts";
import { explore, stuckIn, unpressed, type Graph, type Subject } from "../walk/explore.ts";
import { subjectsOf } from "../walk/subjects.ts";
import { seedWorld, TYPES, type World } from "../walk/world.ts";

const WHOLE = process.env["TARTIP_PROVE"] === "full";
/** The walked whose names begin so, to look at one of them again: `TARTIP_WALK="contract small"`. */
const ONLY = process.env["TARTIP_WALK"];
/** Presses for each of the walked: all states of the smaller, and of the larger those nearest to the way. */
const PRESSES = proveRounds(300);
/** How many of the walked: all of them, or a few by the seed. */
const MOST_WALKED = WHOLE ? Number.POSITIVE_INFINITY : 4;
const MOST_AWAY = WHOLE ? Number.POSITIVE_INFINITY : 2;

/** Rules that refuse a correct press because of who the person is or what another record says; the page cannot know. */
const REFUSALS: readonly string[] = [];

/** Statuses no walk reaches, and why. */
const OUT_OF_REACH: Record<string, string> = {};

let test: TestApp;
let world: World;
let names: Map<string, string>;
let random: Random;
const graphs: Graph[] = [];

beforeAll(async () => {
  test = await startTestApp();
  world = await seedWorld(test);
  const rows = await test.app.db.selectFrom("people").select(["id", "last_name as name"]).execute();
  names = new Map(rows.map(({ id, name }) => [id, name]));
  random = randomFrom(proveSeed("walk"));
  for (const subject of chosen(subjectsOf(world))) {
    const graph = await explore(world, names, subject, { presses: PRESSES, random });
    graphs.push(graph);
    process.stdout.write(`walk: ${told(graph)}\n`);
  }
});
afterAll(() => test.stop());

function chosen(all: Subject[]): Subject[] {
  if (ONLY !== undefined) return all.filter(({ name }) => name.startsWith(ONLY));
  return WHOLE ? all : all.toSorted(() => random.next() - 0.5).slice(0, MOST_WALKED);
}

/** The administrator lets the others go and come back. */
function leaving(graph: Graph): [Moment, Change][] {
  const others = momentsOf(graph).filter(({ personId }) => personId !== world.admin.id);
  if (WHOLE) return others.flatMap((moment) => CHANGES.map((change): [Moment, Change] => [moment, change]));
  return others.slice(0, MOST_AWAY).map((moment) => [moment, random.pick(CHANGES)]);
}

const edgesOf = ({ nodes }: Graph): number => [...nodes.values()].reduce((sum, node) => sum + node.edges.size, 0);

function told(graph: Graph): string {
  return `${graph.subject.name}: ${graph.nodes.size} states, ${edgesOf(graph)} edges, ${graph.presses} presses, ${unpressed(graph)} not pressed`;
}

describe("every state, every person awaited", () => {
  it("awaits somebody who is there and can do something, and takes what they do", () => {
    expect(graphs.flatMap(({ problems }) => [...problems])).toEqual([]);
  });

  it("refuses a correct press only by a rule that is known to", () => {
    const unknown = graphs.flatMap(({ refused }) => [...refused].filter(([, rule]) => !REFUSALS.includes(rule)));
    expect(unknown).toEqual([]);
  });

  it("ends, from whatever state", () => {
    expect(graphs.flatMap((graph) => stuckIn(graph))).toEqual([]);
  });

  it("was walked far enough to be seen", () => {
    const least = WHOLE ? 20 : 5;
    for (const graph of graphs) {
      const isRequest = TYPES.some(({ code }) => graph.subject.name.startsWith(`${code} `));
      expect(graph.nodes.size, told(graph)).toBeGreaterThanOrEqual(isRequest ? least : 3);
      expect(edgesOf(graph), told(graph)).toBeGreaterThanOrEqual(isRequest ? least : 3);
    }
  });

  it.runIf(WHOLE && ONLY === undefined)("reaches every status of every kind, of every type of request", () => {
    const walked = new Set(graphs.map(({ subject }) => subject.name.split(" ")[0]));
    expect(TYPES.filter(({ code }) => !walked.has(code))).toEqual([]);
    const reached = new Set(graphs.flatMap((graph) => [...graph.reached]));
    const all = registeredKinds().flatMap(({ kind, workflow }) => workflow.states.map((status) => `${kind} ${status}`));
    expect(all.filter((one) => !reached.has(one) && !(one in OUT_OF_REACH))).toEqual([]);
    expect(Object.keys(OUT_OF_REACH).filter((one) => reached.has(one))).toEqual([]);
  });
});

describe("somebody who is not there", () => {
  it("is replaced wherever they are asked to decide", async () => {
    const stuck: string[] = [];
    let moments = 0;
    for (const graph of graphs)
      for (const [moment, change] of leaving(graph)) {
        moments += 1;
        const problems = await withoutThem(world, graph, moment, change);
        stuck.push(...problems.map((problem) => `${graph.subject.name}: ${tellMoment(moment, change, names)}: ${problem}`));
      }
    process.stdout.write(`walk: ${moments} people left or became contractors while they were awaited\n`);
    expect(stuck).toEqual([]);
    if (WHOLE && ONLY === undefined) expect(moments).toBeGreaterThanOrEqual(30);
  });

  it("is replaced where nobody holds the role at all", async () => {
    const stuck: string[] = [];
    for (const graph of graphs.filter(({ subject }) => TYPES.some(({ code }) => subject.name.startsWith(code))))
      for (const role of rolesFor()) {
        const problems = await withoutRole(world, graph, role);
        stuck.push(...problems.map((problem) => `${graph.subject.name} without ${role}: ${problem}`));
      }
    expect(stuck).toEqual([]);
  });

  it("leaves every promise of the ledger kept", async () => {
    expect(await brokenInvariants(test)).toEqual([]);
  });
});

function rolesFor(): string[] {
  return WHOLE ? ROLES : [random.pick(ROLES)];
}

const ROLES = ["coordinator", "head", "treasurer", "accountant", "cfo", "ceo", "lawyer", "purchaser", "marketing", "it", "hr"];
