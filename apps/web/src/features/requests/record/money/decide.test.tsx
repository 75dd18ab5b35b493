// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { answerRoom } from "../../../../../test/record.ts";
import { action, ID, request, vote } from "../../../../../test/samples.ts";
import { startServer } from "../../../../../test/server.ts";
import { show } from "../../../../../test/show.tsx";
import { recordFile } from "../../../../../test/uploads.ts";
import RequestPage from "../../RequestPage.tsx";

const TRANSITIONS = "/api/v1/requests/{id}/transitions";

it("is read and decided on under the paper itself on a phone: two taps after the request is open", async () => {
  const server = startServer();
  answerRoom(server);
  vi.stubGlobal("matchMedia", (media: string) => ({
    media,
    matches: media.includes("max-width"),
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
  }));
  const paper = recordFile({ name: "invoice.png", mediaType: "image/png", fieldKey: "invoiceFile" });
  const files = { items: [paper], mayAdd: true, removable: [], hasOutsiders: false, withheld: 0 };
  server.answer("get", "/api/v1/records/{id}/files", files);
  const meaning = { invoice: { number: "invoiceNumber", date: "invoiceDate", file: "invoiceFile" } };
  const card = request({ status: "approval", meaning, actions: [action("approve")], votes: [vote()] });
  server.answer("get", "/api/v1/requests/{id}", card);
  const { user } = show(<RequestPage />, { at: `/requests/${ID.request}`, route: "/requests/$id" });
  await user.click(await screen.findByRole("button", { name: "invoice.png" }));
  const whole = within(await screen.findByRole("dialog", { name: "invoice.png" }));
  server.answer("post", TRANSITIONS, request({ status: "waiting", version: 6 }));
  await user.click(whole.getByRole("button", { name: "Approve" }));
  await vi.waitFor(() => expect(server.calls("post", TRANSITIONS)).toHaveLength(1), 30_000);
  expect(server.calls("post", TRANSITIONS)[0]?.body).toMatchObject({ action: "approve", stepId: ID.step });
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
});
