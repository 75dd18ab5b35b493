import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { addPerson } from "../../../test/kit/cast.ts";
import { present } from "../../../test/kit/present.ts";
import { MOST_VIEWS } from "./saved-views.ts";

let test: TestApp;
let clerk: { id: string };
let colleague: { id: string };

beforeAll(async () => {
  test = await startTestApp();
  clerk = await addPerson(test.app, "Clerk", ["coordinator"]);
  colleague = await addPerson(test.app, "Colleague", ["coordinator"]);
});
afterAll(() => test.stop());

const save = (name: string, search: Record<string, string> = { status: "approval" }, list = "requests") =>
  test.api.as(clerk).post("/me/views", { list, name, search });

it("keeps views for their owner alone, one of a name", async () => {
  const first = await save("  Шымкент, срочные ", { branchId: "a,b", priority: "4" });
  expect(first.status, first.text).toBe(200);
  const { id } = present(first.body.items[0]);
  expect(first.body.items).toEqual([
    { id, list: "requests", name: "Шымкент, срочные", search: { branchId: "a,b", priority: "4" } },
  ]);
  const again = await save("Шымкент, срочные", { priority: "3" });
  expect(again.body.items).toEqual([{ id, list: "requests", name: "Шымкент, срочные", search: { priority: "3" } }]);
  expect((await save("Шымкент, срочные", {}, "tasks")).body.items).toHaveLength(2);

  expect((await test.api.as(colleague).get("/me/views")).body.items).toEqual([]);
  expect((await test.api.as(colleague).delete(`/me/views/${id}`)).status).toBe(404);
  expect((await test.api.as(clerk).delete(`/me/views/${id}`)).status).toBe(204);
  expect((await test.api.as(clerk).get("/me/views")).body.items.map((view) => view.list)).toEqual(["tasks"]);
});

it("refuses what is no view, and one too many without losing the others", async () => {
  for (const bad of [{ name: "  " }, { name: "x".repeat(41) }, { list: "people" }, { search: { q: 1 } }, { search: [] }]) {
    const refused = await test.api.as(clerk).post("/me/views", { list: "requests", name: "Вид", search: {}, ...bad });
    expect([bad, refused.status]).toEqual([bad, 400]);
  }
  const replies = await Promise.all(Array.from({ length: MOST_VIEWS + 2 }, (_, index) => save(`Вид ${index}`)));
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(MOST_VIEWS);
  const refused = replies.find(({ status }) => status === 400);
  expect(refused?.problem.fields).toEqual([expect.objectContaining({ field: "name", code: "tooManyViews" })]);
  const { items } = (await test.api.as(clerk).get("/me/views")).body;
  expect(items.filter((view) => view.list === "requests")).toHaveLength(MOST_VIEWS);
});
