// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, expect, it, vi } from "vitest";
import { ID, me, reference } from "../../../../test/samples.ts";
import { startServer, type Server } from "../../../../test/server.ts";
import { show } from "../../../../test/show.tsx";
import type { Entry } from "./entry.ts";
import { FieldInput } from "./FieldInput.tsx";

let server: Server;

beforeEach(() => {
  server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", "/api/v1/reference", reference());
});

function Kept({
  told,
  start,
  ...entry
}: Partial<Entry> & Pick<Entry, "field"> & { told: (value: unknown) => void; start?: unknown }) {
  const [value, setValue] = useState(start);
  return (
    <FieldInput
      name="answer"
      label="Answer"
      {...entry}
      value={value}
      onChange={(next) => {
        setValue(next);
        told(next);
      }}
    />
  );
}

function enter(field: Entry["field"], { start, ...entry }: Partial<Entry> & { start?: unknown } = {}) {
  const told = vi.fn();
  const { user, unmount } = show(<Kept field={field} told={told} start={start} {...entry} />);
  return { user, unmount, last: () => told.mock.lastCall?.[0] };
}

const box = () => screen.findByLabelText<HTMLInputElement>(/Answer/, { selector: "input, textarea" });

async function choose(user: { click: (element: Element) => Promise<void> }, name: string | RegExp) {
  await user.click(await box());
  await user.click(await screen.findByRole("option", { name }));
}

it.each<[Entry["field"]["type"], string, unknown]>([
  ["text", "Gloves", "Gloves"],
  ["longtext", "Gloves", "Gloves"],
  ["number", "1 250,5", 1250.5],
  ["number", "many", "many"],
  ["money", "1250,5", 125_050],
  ["date", "10.03.2026", "2026-03-10"],
])("takes a typed %s: %s", async (type, typed, value) => {
  const { user, last } = enter({ type });
  await user.type(await box(), typed);
  expect(last()).toBe(value);
});

it("tells how much room is left near the end of a text", async () => {
  const { user } = enter({ type: "text", max: 10 });
  await user.type(await box(), "123456789");
  expect(screen.getByText("1")).toBeDefined();
});

it("makes no number of two pasted cells", async () => {
  const { user, last } = enter({ type: "number" });
  await user.click(await box());
  await user.paste("150\n250");
  expect(last()).toBe("150; 250");
});

it("gives the option's own value: a rate of VAT is a number", async () => {
  const { user, last } = enter({ type: "vat", options: [{ value: "none" }, { value: 16 }] });
  await choose(user, "16 %");
  expect(last()).toBe(16);
  await choose(user, "Without VAT");
  expect(last()).toBe("none");
});

it.each<[Entry["field"]["type"], RegExp, string]>([
  ["branch", /Almaty/, ID.branch],
  ["department", /Operations/, ID.department],
  ["costItem", /02.01 Gloves/, ID.item],
  ["currency", /USD/, "USD"],
  ["knp", /710/, "710"],
])("offers the company's list of a %s", async (type, name, value) => {
  const { user, last } = enter({ type });
  await choose(user, name);
  expect(last()).toBe(value);
});

it("offers nothing that was retired, but names what was chosen before", async () => {
  const { branches, departments, costItems, ...rest } = reference();
  const old = <Row extends { active: boolean }>(rows: Row[]) => rows.map((row) => ({ ...row, active: false }));
  const closed = { id: "old", code: "OLD", name: "Old clinic", status: "closed" as const };
  const nowhere = { branchId: null, ownerId: null, fromDate: null, toDate: null };
  server.answer("get", "/api/v1/reference", {
    ...rest,
    branches: old(branches),
    departments: old(departments),
    costItems: costItems.map((one) => ({ ...one, active: one.parentId === null })),
    projects: [{ ...closed, ...nowhere }],
  });
  for (const [type, id, name] of [
    ["branch", ID.branch, "Almaty"],
    ["department", ID.department, "Operations"],
    ["costItem", ID.item, "02.01 Gloves"],
    ["project", "old", "OLD · Old clinic"],
  ] as const) {
    const chosen = enter({ type }, { start: id });
    await vi.waitFor(async () => expect((await box()).value).toBe(name), 30_000);
    chosen.unmount();
    const empty = enter({ type });
    await empty.user.click(await box());
    expect(await screen.findByText("Nothing found")).toBeDefined();
    expect(screen.queryByRole("option")).toBeNull();
    empty.unmount();
  }
});

it("gives the own values of several options: some are numbers", async () => {
  const { user, last } = enter(
    { type: "multiselect", options: [{ value: 5 }, { value: 10 }, { value: "more" }] },
    { start: [10] },
  );
  await user.click(await screen.findByRole("checkbox", { name: "more" }));
  expect(last()).toEqual([10, "more"]);
  await user.click(screen.getByRole("checkbox", { name: "10" }));
  expect(last()).toEqual(["more"]);
});

it("keeps several of the type's options in sight", async () => {
  const words = (text: string) => ({ ru: text, kk: text, en: text });
  const { user, last } = enter({
    type: "multiselect",
    options: [
      { value: "a", label: words("Apples") },
      { value: "b", label: words("Bread") },
    ],
  });
  await user.click(await screen.findByRole("checkbox", { name: "Apples" }));
  await user.click(screen.getByRole("checkbox", { name: "Bread" }));
  expect(last()).toEqual(["a", "b"]);
});

it("ticks, and chooses a degree of haste", async () => {
  const { user, last } = enter({ type: "bool" });
  await user.click(await screen.findByRole("checkbox", { name: "Answer" }));
  expect(last()).toBe(true);
  const haste = enter({ type: "priority" });
  await haste.user.click(await screen.findByRole("radio", { name: /Urgent/ }));
  expect(haste.last()).toBe("urgent");
});

const basis = (hasFile: boolean) => ({
  id: "paper",
  title: "Contract 7",
  kindCode: "contract",
  docNumber: "7",
  docDate: "2026-01-10",
  validTo: null,
  hasFile,
});

it.each([
  [true, "its file is in the archive"],
  [false, "The archive has no file of this document"],
])("names the chosen document, and says whether its file is there: %s", async (hasFile, said) => {
  server.answer("get", "/api/v1/requests/basis-options", { items: [basis(hasFile)] });
  enter({ type: "document" }, { start: "paper", counterpartyId: "party" });
  expect(await screen.findByText(new RegExp(said))).toBeDefined();
  expect((await box()).value).toBe("Contract 7");
  expect(server.calls("get", "/api/v1/requests/basis-options")[0]?.query).toMatchObject({ counterpartyId: "party" });
});

it("keeps the name of what was found by typing, and offers to make what is not there", async () => {
  server.answer("get", "/api/v1/counterparties", { items: [], next: null });
  const onCreate = vi.fn();
  const { user } = enter({ type: "counterparty" }, { create: { label: "Add it", onCreate } });
  await user.type(await box(), "Aq");
  await user.click(await screen.findByRole("option", { name: "Add it" }));
  expect(onCreate).toHaveBeenCalledWith("Aq");
});

it.each<Entry["field"]["type"]>([
  "text",
  "longtext",
  "number",
  "money",
  "date",
  "month",
  "select",
  "branch",
  "user",
  "multiselect",
])("says beside a %s what is wrong and what may help, and leads to it by its anchor", async (type) => {
  enter({ type }, { error: "It is missing", help: "For example" });
  expect(await screen.findByText("It is missing")).toBeDefined();
  expect(screen.getByText("For example")).toBeDefined();
  expect(document.getElementById("field-answer")).not.toBeNull();
});
