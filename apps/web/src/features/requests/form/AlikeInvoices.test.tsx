// @vitest-environment happy-dom
import requestTypes from "@tartip/domain/data/request-types.json";
import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { startServer } from "../../../../test/server.ts";
import { show } from "../../../../test/show.tsx";
import { AlikeInvoices } from "./AlikeInvoices.tsx";
import { FormContext, type RequestForm } from "./FormContext.ts";

const ALIKE = "/api/v1/invoices/alike";
const typed = {
  counterparty: "00000000-0000-4000-8000-000000000070",
  invoiceNumber: " 77 ",
  invoiceDate: "2026-11-12",
  amount: 730_000,
  currency: "KZT",
};

function note(values: Record<string, unknown>) {
  const type = requestTypes.types.find(({ code }) => code === "payment");
  // reason: the note asks the form for its type and what is typed, nothing else
  const form = { type, values } as unknown as RequestForm;
  return show(
    <FormContext value={form}>
      <AlikeInvoices />
      <p>beside</p>
    </FormContext>,
  );
}

it("says that an invoice like the one being typed is here already, and leads to it", async () => {
  const server = startServer();
  const known = {
    id: "d1",
    number: "INV-7",
    title: "Gloves",
    status: "paid",
    level: "certain" as const,
    because: "same" as const,
  };
  server.answer("get", ALIKE, { items: [known] });
  note(typed);
  const link = await screen.findByRole("link", { name: "INV-7" });
  expect(link.getAttribute("href")).toBe("/invoices/d1");
  expect(screen.getByRole("status").textContent).toContain("Paid");
  const [call] = server.calls("get", ALIKE);
  expect(call?.query).toMatchObject({ invoiceNumber: "77", amountMinor: "730000" });
});

it("asks nothing while the paper could be any", async () => {
  const server = startServer();
  note({ ...typed, amount: null });
  await screen.findByText("beside");
  await vi.waitFor(() => expect(screen.getByRole("status").textContent).toBe(""), 30_000);
  expect(server.calls("get", ALIKE)).toEqual([]);
});
