// @vitest-environment happy-dom
import type { Schema } from "@tartip/api-client";
import { screen } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { ID, me, reference } from "../../../../test/samples.ts";
import { startServer } from "../../../../test/server.ts";
import { show } from "../../../../test/show.tsx";
import { TaskFiles } from "./TaskFiles.tsx";

type Task = Schema<"Request">["tasks"][number];

beforeEach(() => {
  const server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", "/api/v1/reference", reference());
  server.answer("get", "/api/v1/records/{id}/files", {
    items: [],
    mayAdd: false,
    removable: [],
    hasOutsiders: false,
    withheld: 0,
  });
});

const done = (change: Partial<Task> = {}): Task => ({
  id: ID.step,
  number: "T-1",
  title: "Publish",
  titles: null,
  stepKey: "place",
  status: "done",
  skipped: false,
  fallsAway: false,
  assignee: null,
  queueId: null,
  dueAt: null,
  completesBy: null,
  requiresFile: true,
  mayBeRedone: false,
  resultLinks: ["https://site.example/page"],
  ...change,
});

it("shows the links a task was handed in by, opened apart and without telling where from", async () => {
  show(<TaskFiles tasks={[done()]} />);
  expect(await screen.findByRole("heading", { name: /Links of the task “Publish”/ })).toBeDefined();
  const link = screen.getByRole("link", { name: "https://site.example/page" });
  expect([link.getAttribute("href"), link.getAttribute("target"), link.getAttribute("rel")]).toEqual([
    "https://site.example/page",
    "_blank",
    "noopener noreferrer",
  ]);
});

it("shows what is no web address as words only, and nothing of a task still open", async () => {
  const { unmount } = show(<TaskFiles tasks={[done({ resultLinks: ["javascript:alert(1)"] })]} />);
  expect(await screen.findByText("javascript:alert(1)")).toBeDefined();
  expect(screen.queryByRole("link")).toBeNull();
  unmount();
  show(<TaskFiles tasks={[done({ status: "in_progress" })]} />);
  expect(screen.queryByRole("heading", { name: /Links of the task/ })).toBeNull();
});
