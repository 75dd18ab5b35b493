// @vitest-environment happy-dom
import type { Schema } from "@tartip/api-client";
import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { answerRoom } from "../../../../test/record.ts";
import { HEAD, ID, request } from "../../../../test/samples.ts";
import { startServer } from "../../../../test/server.ts";
import { show } from "../../../../test/show.tsx";
import RequestPage from "../RequestPage.tsx";

const WAITS: Schema<"Request">["explain"]["now"][number] = {
  reason: "task",
  person: HEAD,
  queue: null,
  since: "2025-11-16T05:00:00.000Z",
  taskTitle: "Приложить акт",
  title: { ru: "Приложить акт", kk: "Акт", en: "Attach the act" },
  stepId: null,
  stepKey: "closing",
  usualMinutes: null,
  dueAt: null,
};

async function strip(paid: NonNullable<Schema<"Request">["paid"]>) {
  const server = startServer();
  answerRoom(server);
  const meaning = { invoice: { number: "invoiceNumber", date: "invoiceDate", file: "invoiceFile" } };
  const explain = { now: [WAITS], next: [], blocks: [] };
  server.answer("get", "/api/v1/requests/{id}", request({ status: "waiting", meaning, explain, paid }));
  show(<RequestPage />, { at: `/requests/${ID.request}`, route: "/requests/$id" });
  const next = await screen.findByRole("region", { name: "What is next" });
  return { words: next.textContent ?? "", next };
}

it("says that all is paid, in the way of the request and above who is awaited after it", async () => {
  const { words, next } = await strip({ on: "2025-11-29", whole: true });
  expect(words).toMatch(/Paid 29 Nov 2025.*Hakim Head.*Attach the act/u);
  expect(within(next).queryByText(/Awaiting payment/u)).toBeNull();
  expect(document.body.textContent).not.toContain("Awaiting payment");
  expect(document.body.textContent).toMatch(/In progress.*Paid.*Done/u);
});

it("still awaits the rest of what was paid in part", async () => {
  const { words } = await strip({ on: "2025-11-29", whole: false });
  expect(words).toContain("Paid in part, last payment 29 Nov 2025");
  expect(document.body.textContent).toContain("Awaiting payment");
});
