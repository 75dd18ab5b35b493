// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { invoice, me } from "../../../test/samples.ts";
import { startServer, type Server } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import { MoneyDialog } from "./MoneyDialog.tsx";
import { useInvoiceMove } from "./useInvoiceMove.ts";

const TRANSITIONS = "/api/v1/invoices/{id}/transitions";
const closed = vi.fn();

let server: Server;

beforeEach(() => {
  closed.mockClear();
  server = startServer();
  server.answer("get", "/api/v1/me", me());
});

function Sample({ kind }: { kind: "pay" | "refund" }) {
  const card = invoice();
  return <MoneyDialog kind={kind} invoice={card} move={useInvoiceMove(card)} onClose={closed} />;
}

async function dialog(kind: "pay" | "refund" = "pay") {
  const { user } = show(<Sample kind={kind} />);
  await screen.findByRole("dialog");
  const field = (name: RegExp) => screen.getByRole<HTMLInputElement>("textbox", { name });
  const next = () => user.click(within(screen.getByRole("dialog")).getAllByRole("button").at(-1) ?? document.body);
  return { user, field, next };
}

const plain = (text: string | null | undefined) => text?.replaceAll(/[\u00a0\u202f]/g, " ") ?? "";

it("offers what is left to pay and asks for the number of the payment document", async () => {
  const { field, next } = await dialog();
  expect(plain(field(/Amount/i).value)).toBe("200 000,00");
  await next();
  const number = document.querySelector("#field-documentNumber");
  expect(number?.getAttribute("aria-invalid")).toBe("true");
  expect(server.calls("post", TRANSITIONS)).toEqual([]);
});

it("refuses more than is left before the server must", async () => {
  const { user, field, next } = await dialog();
  await user.clear(field(/Amount/i));
  await user.type(field(/Amount/i), "200000,01");
  await next();
  expect(field(/Amount/i).getAttribute("aria-invalid")).toBe("true");
});

it("shows a summary first, goes back with everything kept, and pays once under one key", async () => {
  const { user, next } = await dialog();
  const number = document.querySelector("#field-documentNumber") ?? document.body;
  await user.type(number, " 1184 ");
  await next();
  const summary = await screen.findByRole("dialog");
  expect(plain(summary.textContent)).toContain("200 000,00 ₸");
  expect(summary.textContent).toContain("Supplier");
  expect(server.calls("post", TRANSITIONS)).toEqual([]);
  server.fail("post", TRANSITIONS);
  await next();
  expect(await screen.findByText(/No connection to the server/)).toBeDefined();
  server.answer("post", TRANSITIONS, { id: invoice().id, status: "paid", version: 9 });
  await next();
  await vi.waitFor(() => expect(closed).toHaveBeenCalledOnce(), 30_000);
  const [first, second] = server.calls("post", TRANSITIONS);
  expect(first?.body).toMatchObject({ action: "pay", amountMinor: 200_000_00, documentNumber: "1184", version: 8 });
  expect(first?.headers["idempotency-key"]).toMatch(/^[\da-f-]{36}$/);
  expect(second?.headers["idempotency-key"]).toBe(first?.headers["idempotency-key"]);
});

it("gives back at most what was paid, and only with a reason", async () => {
  const { user, field, next } = await dialog("refund");
  expect(plain(field(/Amount/i).value)).toBe("100 000,00");
  await user.type(document.querySelector("#field-documentNumber") ?? document.body, "7");
  await next();
  expect(document.querySelector("#field-note")?.getAttribute("aria-invalid")).toBe("true");
});

it("goes back from the summary to what was entered", async () => {
  const { user, next, field } = await dialog();
  await user.type(document.querySelector("#field-documentNumber") ?? document.body, "1184");
  await user.type(document.querySelector("#field-note") ?? document.body, "first part");
  await next();
  expect(screen.getByRole("dialog").textContent).toContain("first part");
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Correct" }));
  expect(document.querySelector<HTMLInputElement>("#field-documentNumber")?.value).toBe("1184");
  expect(plain(field(/Amount/i).value)).toBe("200 000,00");
});
