import { addDays, companyDay, wallInstantMs } from "@tartip/domain/kernel/calendar";
import type { App } from "../../platform/app.ts";
import { createDraft, type RequestCase } from "../../modules/requests/commands.ts";
import items from "../../../demo/requests.json" with { type: "json" };
import words from "../../../demo/words.json" with { type: "json" };
import { contextAs } from "../context.ts";
import type { Organisation } from "../organisation.ts";
import { idOf } from "../people.ts";
import { makePdf } from "../pdf.ts";
import { workingDayFrom } from "../present.ts";
import { inLanes } from "./lanes.ts";
import { act, answerStep, attach, walkTo, type Walk } from "./walk.ts";

type Item = (typeof items)[number];

const NAMED = /^@(person|cost|project|counterparty|day|on|month):(.+)$/u;
const PACE = 75;
const ASKED_AT = 10 * 60 + 20;
const SUPPLIER = "C017";

/** Requests of the other five types, each left where its story says, in the order of asking. */
export async function seedOtherRequests(app: App, org: Organisation): Promise<void> {
  const known = await app.db
    .selectFrom("records")
    .select(["title", "author_id as author"])
    .where("kind", "=", "request")
    .execute();
  const stories = items.map((item) => ({ item, start: startOf(org, item), author: idOf(org.people, item.author) }));
  const missing = stories.filter(
    ({ item, author }) => !known.some((one) => one.title === item.values.title && one.author === author),
  );
  const inOrder = missing.toSorted((a, b) => a.start.getTime() - b.start.getTime());
  await inLanes(inOrder, ({ item, start }) => seedRequest(app, org, item, start));
}

/** On a day of an earlier month, or as long ago as its moves and its rest take. */
function startOf({ present }: Organisation, item: Item): Date {
  if (!("month" in item)) return present.before((item.rest ?? 0) + ((item.moves ?? 1) - 1) * PACE);
  const day = `${present.month(item.month ?? 0)}-${String(item.day).padStart(2, "0")}`;
  return new Date(wallInstantMs(workingDayFrom(present.calendar, day), ASKED_AT));
}

async function seedRequest(app: App, org: Organisation, item: Item, start: Date): Promise<void> {
  const walk: Walk = {
    app,
    calendar: org.present.calendar,
    id: "",
    at: start,
    latest: org.present.now,
    pace: PACE,
    attachment: async () => ({
      name: words.taskFile,
      bytes: await makePdf({ heading: item.values.title, date: start, blocks: [{ text: words.result }] }),
    }),
    fields: {},
    result: words.result,
    comments: words.comments,
  };
  const author = idOf(org.people, item.author);
  const values = { ...resolved(org, item.values, companyDay(start)), branch: idOf(org.branches, item.branch) };
  const ctx = await contextAs(app, author, walk.at);
  walk.id = (await createDraft(ctx, item.type, values)).id;
  if (item.stage === "draft") return;
  if ("file" in item && item.file) await attach(walk, ctx, walk.id, 1, item.file);
  await act(walk, author, "submit");
  if (item.type === "purchase") walk.beforeTask = { offers: { supplier: idOf(org.counterparties, SUPPLIER) } };
  if (item.stage === "rejected") return act(walk, author, "cancel", { reason: words.cancelReason });
  await walkTo(walk, isThere(item.stage));
  if (item.stage === "rework") await answerStep(walk, "return", words.returnReason);
}

/** A state of the request; any other stage is the step that waits to be done. */
const STATES: readonly string[] = ["new", "in_progress", "approval", "waiting", "done", "closed", "rework"];

function isThere(stage: string): (request: RequestCase) => boolean {
  if (stage === "in_progress")
    return ({ facts, row }) => facts.state === "in_progress" && row.tasks.some((task) => task.status !== "blocked");
  if (!STATES.includes(stage)) return ({ row }) => isOpenStep(row, stage);
  const goal = stage === "rework" ? "approval" : stage;
  return ({ facts }) => facts.state === goal;
}

function isOpenStep({ tasks, steps }: RequestCase["row"], key: string): boolean {
  return (
    tasks.some((task) => task.stepKey === key && task.status === "todo") ||
    steps.some((step) => step.key === key && step.status === "open")
  );
}

/** `@person:E017` → id; days from today (`@day:5`), from the start (`@on:5`) and months as dates; all else as written. */
function resolved(org: Organisation, values: object, start: string): Record<string, unknown> {
  const maps = { person: org.people, cost: org.costItems, project: org.projects, counterparty: org.counterparties };
  const one = (value: unknown): unknown => {
    const [, kind, code] = (typeof value === "string" && NAMED.exec(value)) || [];
    if (kind === undefined || code === undefined) return value;
    if (kind === "day") return org.present.day(Number(code));
    if (kind === "on") return addDays(start, Number(code));
    if (kind === "month") return org.present.month(Number(code));
    // reason: the pattern admits exactly the keys of `maps` and the three above
    return idOf(maps[kind as keyof typeof maps], code);
  };
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, one(value)]));
}
