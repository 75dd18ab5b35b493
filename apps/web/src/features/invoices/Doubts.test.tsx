// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { AUTHOR, ID, invoice, me } from "../../../test/samples.ts";
import { startServer, type Server } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import { Doubts } from "./Doubts.tsx";

const ANSWER = "/api/v1/invoices/{id}/doubts";
const own = { status: "received" as const, author: { id: ID.me, name: "Madina Me" } };
const open = { doubt: "vat_from_non_payer" as const, reason: null };

let server: Server;

beforeEach(() => {
  server = startServer();
  server.answer("get", "/api/v1/me", me());
});

it("asks the one who runs the invoice why its papers are right", async () => {
  const card = invoice({
    ...own,
    explains: { duplicate: true, doubts: true },
    doubts: [open, { doubt: "basis_expired", reason: "Extended by letter" }],
  });
  server.answer("post", ANSWER, { id: card.id, status: "received", version: 9 });
  const { user } = show(<Doubts invoice={card} />);
  expect(await screen.findByText("Extended by letter")).toBeDefined();
  expect(screen.getByText(/not marked as a VAT payer/)).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Why it is right" }));
  const dialog = await screen.findByRole("dialog", { name: "Why it is right" });
  await user.type(within(dialog).getByRole("textbox", { name: /Reason/ }), "A payer since November");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await vi.waitFor(() => expect(server.calls("post", ANSWER)).toHaveLength(1), 30_000);
  expect(server.calls("post", ANSWER)[0]?.body).toEqual({
    doubt: "vat_from_non_payer",
    reason: "A payer since November",
    version: card.version,
  });
});

it("shows others what is in doubt without a button, and after the decision only what was answered", async () => {
  const { unmount } = show(<Doubts invoice={invoice({ ...own, author: AUTHOR, doubts: [open] })} />);
  expect(await screen.findByText(/not marked as a VAT payer/)).toBeDefined();
  expect(screen.queryByRole("button")).toBeNull();
  unmount();
  show(<Doubts invoice={invoice({ ...own, status: "paid", doubts: [open, { doubt: "basis_exceeded", reason: "Agreed" }] })} />);
  expect(await screen.findByText("Agreed")).toBeDefined();
  expect(screen.queryByText(/not marked as a VAT payer/)).toBeNull();
});
