import { endOfWorkingDay } from "@tartip/domain/kernel/working-time";
import type { App } from "../../platform/app.ts";
import { inTransaction } from "../../platform/db/transaction.ts";
import { createTask } from "../../modules/tasks/commands.ts";
import items from "../../../demo/tasks.json" with { type: "json" };
import { contextAs } from "../context.ts";
import type { Organisation } from "../organisation.ts";
import { idOf } from "../people.ts";
import { workingDayFrom } from "../present.ts";

/** For how many working minutes the first of them has been there; each later one for as many more. */
const SET_EVERY = 35;

/** Work that people were given by hand, by those they work for or on a request. */
export async function seedTasks(app: App, org: Organisation): Promise<void> {
  const { present } = org;
  const known = await app.db.selectFrom("records").select(["title", "assignee_id as to"]).where("kind", "=", "task").execute();
  for (const [nth, item] of items.entries()) {
    const assigneeId = idOf(org.people, item.to);
    if (known.some(({ title, to }) => title === item.title && to === assigneeId)) continue;
    const ctx = await contextAs(app, idOf(org.people, item.by), present.before((nth + 1) * SET_EVERY));
    const dueAt = endOfWorkingDay(present.calendar, workingDayFrom(present.calendar, present.day(item.due)));
    const on = "on" in item && item.on ? { recordId: await requestNamed(app, item.on) } : {};
    await inTransaction(app, (tx) => createTask(tx, ctx, { title: item.title, assigneeId, dueAt, ...on }));
  }
}

async function requestNamed(app: App, title: string): Promise<string> {
  const { id } = await app.db
    .selectFrom("records")
    .select("id")
    .where("kind", "=", "request")
    .where("title", "=", title)
    .executeTakeFirstOrThrow();
  return id;
}
