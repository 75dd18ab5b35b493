// @vitest-environment happy-dom
import type { Schema } from "@tartip/api-client";
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { AUTHOR, HEAD, ID, me, reference } from "../../../../test/samples.ts";
import { startServer, type Server } from "../../../../test/server.ts";
import { show } from "../../../../test/show.tsx";
import { Substitutions } from "./Substitutions.tsx";

const ALL = "/api/v1/substitutions";
const CANCEL = "/api/v1/substitutions/{id}/cancel";
const DECLINE = "/api/v1/substitutions/{id}/decline";

let server: Server;

beforeEach(() => {
  server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", "/api/v1/reference", reference());
});

/** I go on leave, Hakim decides for me. */
function substitution(change: Partial<Schema<"Substitution">> = {}): Schema<"Substitution"> {
  return {
    id: "s1",
    principalId: ID.me,
    principalName: "Madina Me",
    substituteId: HEAD.id,
    substituteName: HEAD.name,
    fromDate: "2031-03-10",
    toDate: "2031-03-12",
    kinds: [],
    maxAmountMinor: null,
    restricted: false,
    reason: "",
    request: null,
    declined: false,
    inForce: false,
    awaitsWord: false,
    awaitedNames: [],
    mayConfirm: false,
    mayCancel: true,
    mayDecline: false,
    ...change,
  };
}

/** Aliya goes on leave, I decide for her. */
const forAliya = (change: Partial<Schema<"Substitution">> = {}) =>
  substitution({
    id: "s2",
    principalId: AUTHOR.id,
    principalName: AUTHOR.name,
    substituteId: ID.me,
    substituteName: "Madina Me",
    mayCancel: false,
    mayDecline: true,
    ...change,
  });

async function page(items: Schema<"Substitution">[]) {
  server.answer("get", ALL, { items });
  const drawn = show(<Substitutions personId={ID.me} />);
  await screen.findByText("Who stands in for me");
  return drawn;
}

const plain = (text: string | null | undefined) => text?.replaceAll(/\s/gu, " ") ?? "";

it("advise to name somebody where nobody stands in", async () => {
  await page([]);
  expect(screen.getByText(/No substitutions. Name a person/)).toBeDefined();
  expect(screen.queryByText("For whom I stand in")).toBeNull();
});

it("say who stands in, for what, up to which amount, and by which request", async () => {
  await page([
    substitution({ maxAmountMinor: 1_500_000_00, kinds: ["payment"], restricted: true, reason: "Еңбек демалысы", inForce: true }),
    substitution({ id: "s3", substituteName: "Second", request: { id: ID.request, number: "LEAVE-7" } }),
  ]);
  const [first, second] = await screen.findAllByRole("listitem");
  expect(first?.textContent).toContain("Hakim Head");
  expect(first?.textContent).toContain("In force");
  await vi.waitFor(
    () => expect(plain(first?.textContent)).toContain("Payment / invoice · up to 1 500 000 ₸ · with HR · Еңбек"),
    30_000,
  );
  expect(second?.textContent).toContain("Ahead");
  expect(second?.textContent).toContain("all records · without HR");
  expect(
    within(second ?? document.body)
      .getByRole("link", { name: /LEAVE-7/ })
      .getAttribute("href"),
  ).toBe(`/requests/${ID.request}`);
});

it("end only after it is confirmed, and say why they could not be", async () => {
  const { user } = await page([substitution()]);
  await user.click(await screen.findByRole("button", { name: "End" }));
  const dialog = await screen.findByRole("dialog", { name: "End the substitution" });
  expect(dialog.textContent).toContain("The substitute is told at once");
  expect(server.calls("post", CANCEL)).toEqual([]);
  server.fail("post", CANCEL);
  await user.click(within(dialog).getByRole("button", { name: /End the substitution/ }));
  expect(await within(dialog).findByText(/No connection to the server/)).toBeDefined();
  server.answer("post", CANCEL, { items: [] });
  server.answer("get", ALL, { items: [] });
  await user.click(within(dialog).getByRole("button", { name: /End the substitution/ }));
  expect(await screen.findByText("The substitution has ended")).toBeDefined();
  expect(await screen.findByText(/No substitutions/)).toBeDefined();
});

it("can be declined by the substitute, and once", async () => {
  const { user } = await page([forAliya()]);
  await screen.findByText("For whom I stand in");
  expect(screen.queryByRole("button", { name: "End" })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Decline" }));
  const dialog = await screen.findByRole("dialog", { name: "Decline the substitution" });
  expect(dialog.textContent).toContain("Aliya Author");
  server.answer("post", DECLINE, { items: [] });
  server.answer("get", ALL, { items: [forAliya({ declined: true })] });
  await user.click(within(dialog).getByRole("button", { name: /Decline the substitution/ }));
  expect(await screen.findByText("The substitute declined")).toBeDefined();
  expect(screen.queryByRole("button", { name: "Decline" })).toBeNull();
  expect(server.calls("post", DECLINE).map(({ path }) => path)).toEqual(["/api/v1/substitutions/s2/decline"]);
});

it("forget a refusal of one when another is asked about", async () => {
  const { user } = await page([substitution(), forAliya()]);
  server.fail("post", CANCEL);
  await user.click(await screen.findByRole("button", { name: "End" }));
  const first = await screen.findByRole("dialog");
  await user.click(within(first).getByRole("button", { name: /End the substitution/ }));
  await within(first).findByText(/No connection to the server/);
  await user.click(within(first).getByRole("button", { name: "Cancel" }));
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull(), 30_000);
  await user.click(screen.getByRole("button", { name: "Decline" }));
  const second = await screen.findByRole("dialog", { name: "Decline the substitution" });
  expect(within(second).queryByText(/No connection to the server/)).toBeNull();
});
