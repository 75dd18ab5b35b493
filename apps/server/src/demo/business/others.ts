import type { WorkingCalendar } from "@tartip/domain/kernel/working-time";
import type { App } from "../../platform/app.ts";
import { createDraft, type RequestCase } from "../../modules/requests/commands.ts";
import items from "../../../demo/requests.json" with { type: "json" };
import words from "../../../demo/words.json" with { type: "json" };
import { contextAs } from "../context.ts";
import type { Organisation } from "../organisation.ts";
import { idOf } from "../people.ts";
import { makePdf } from "../pdf.ts";
import { act, attach, look, walkTo, type Walk } from "./walk.ts";

type Item = (typeof items)[number];

const NAMED = /^@(person|cost|project|counterparty):(.+)$/u;
const DATE = /^\d{4}-\d{2}-\d{2}$/u;
const MONTH = /^\d{4}-\d{2}$/u;

/** Requests of the other five types, each left where its story says. */
export async function seedOtherRequests(app: App, org: Organisation, calendar: WorkingCalendar): Promise<void> {
  const known = await app.db.selectFrom("records").select("title").where("kind", "=", "request").execute();
  const titles = new Set(known.map((row) => row.title));
  for (const item of items) if (!titles.has(item.values.title)) await seedRequest(app, org, calendar, item);
}

async function seedRequest(app: App, org: Organisation, calendar: WorkingCalendar, item: Item): Promise<void> {
  const latest = app.clock.now();
  const start = org.shift.at(item.day, "time" in item && item.time ? item.time : "10:20");
  const walk: Walk = {
    app,
    calendar,
    id: "",
    at: start < latest ? start : new Date(latest.getTime() - 1_800_000),
    latest,
    pace: 85,
    attachment: async () => ({
      name: words.taskFile,
      bytes: await makePdf({ heading: item.values.title, date: start, blocks: [{ text: words.result }] }),
    }),
    fields: {},
    result: words.result,
    comments: words.comments,
  };
  const author = idOf(org.people, item.author);
  const values = { ...resolved(org, item.values), branch: idOf(org.branches, item.branch) };
  const ctx = await contextAs(app, author, walk.at);
  walk.id = (await createDraft(ctx, item.type, values)).id;
  if ("file" in item && item.file) await attach(walk, ctx, walk.id, 1, item.file);
  await act(walk, author, "submit");
  if (item.type === "purchase" && item.stage !== "new")
    walk.beforeTask = { offers: { supplier: idOf(org.counterparties, "C017") } };
  await walkTo(walk, isThere(item.stage));
  if (item.stage === "rework") await sendBack(walk, org);
}

function isThere(stage: string): (request: RequestCase) => boolean {
  if (stage === "in_progress")
    return ({ facts, row }) => facts.state === "in_progress" && row.tasks.some((task) => task.status !== "blocked");
  const goal = stage === "rework" ? "approval" : stage;
  return ({ facts }) => facts.state === goal;
}

/** The first person asked returns it with a reason. */
async function sendBack(walk: Walk, org: Organisation): Promise<void> {
  const { request } = await look(walk, idOf(org.people, "E001"));
  const step = request.row.steps.find((one) => one.status === "open");
  const voter = step?.candidates[0]?.personId;
  if (step && voter) await act(walk, voter, "return", { stepId: step.id, reason: words.returnReason });
}

/** `@person:E017` → id, dates and months moved with the company's clock; everything else as written. */
function resolved(org: Organisation, values: object): Record<string, unknown> {
  const maps = { person: org.people, cost: org.costItems, project: org.projects, counterparty: org.counterparties };
  const one = (value: unknown): unknown => {
    if (typeof value !== "string") return value;
    const [, kind, code] = NAMED.exec(value) ?? [];
    // reason: the pattern admits exactly the keys of `maps`
    if (kind && code) return idOf(maps[kind as keyof typeof maps], code);
    if (DATE.test(value)) return org.shift.day(value);
    return MONTH.test(value) ? org.shift.month(value) : value;
  };
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, one(value)]));
}
