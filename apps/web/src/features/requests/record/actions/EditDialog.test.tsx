// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { answerRoom } from "../../../../../test/record.ts";
import { ID, request } from "../../../../../test/samples.ts";
import { startServer, type Server } from "../../../../../test/server.ts";
import { show } from "../../../../../test/show.tsx";
import RequestPage from "../../RequestPage.tsx";

const ONE = "/api/v1/requests/{id}";

let server: Server;

beforeEach(() => {
  server = startServer();
  answerRoom(server);
  server.answer("get", ONE, request({ mayEdit: true }));
});

async function dialog() {
  const drawn = show(<RequestPage />, { at: `/requests/${ID.request}`, route: "/requests/$id" });
  const [change] = await screen.findAllByRole("button", { name: "Change" });
  await drawn.user.click(change ?? document.body);
  const box = within(await screen.findByRole("dialog", { name: "Change the request" }));
  return { ...drawn, box, save: () => drawn.user.click(box.getByRole("button", { name: /Save/ })) };
}

it("sends nothing while a date cannot be read, says so at the field, and sends the date as it was mended", async () => {
  const { user, box, save } = await dialog();
  const title = box.getByLabelText(/^Subject/, { selector: "input" });
  await user.type(title, "Masks");
  const day = box.getByLabelText(/^Pay by/, { selector: "input" });
  await user.clear(day);
  await user.type(day, "31.02");
  await save();
  expect(day.getAttribute("aria-invalid")).toBe("true");
  expect(box.getAllByText(/There is no such date/).length).toBeGreaterThan(0);
  expect(server.calls("patch", ONE)).toEqual([]);
  await user.clear(day);
  await user.type(day, "28.02.2031");
  server.answer("patch", ONE, { id: ID.request, version: 6, fields: [] });
  await save();
  await vi.waitFor(() => expect(server.calls("patch", ONE)).toHaveLength(1), 30_000);
  expect(server.calls("patch", ONE)[0]?.body).toMatchObject({
    values: { title: "Masks", payDeadline: "2031-02-28" },
  });
});
