// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, expect, it, vi } from "vitest";
import { show } from "../../../test/show.tsx";
import { DataTable } from "./DataTable.tsx";
import type { DataTableProps } from "./DataTable.tsx";
import { EmptyState } from "../EmptyState.tsx";

interface Row {
  id: string;
  title: string;
}

const ROWS: Row[] = ["One", "Two", "Three"].map((title) => ({ id: title.toLowerCase(), title }));
const chosen = vi.fn();

function Sample(change: Partial<DataTableProps<Row>>) {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  return (
    <DataTable
      label="Things"
      columns={[
        { id: "title", header: "Subject", width: "200px", sortBy: "title", main: true, render: (row: Row) => row.title },
        { id: "id", header: "Id", width: "100px", render: (row: Row) => row.id },
      ]}
      rows={ROWS}
      rowId={(row) => row.id}
      rowHref={(row) => `/things/${row.id}`}
      selection={{
        selected,
        onSelect: (next) => {
          setSelected(next);
          chosen([...next]);
        },
      }}
      bulk={<p>{selected.size} chosen</p>}
      {...change}
    />
  );
}

beforeEach(() => chosen.mockClear());

it("moves by J and K, opens by Enter", async () => {
  const { user, address } = show(<Sample />);
  await screen.findByText("Two");
  await user.keyboard("jjjjk{Enter}");
  expect(await screen.findByText("elsewhere")).toBeDefined();
  expect(address()).toBe("/things/two");
});

it("selects by X and lets go by Escape", async () => {
  const { user } = show(<Sample />);
  await screen.findByText("Two");
  await user.keyboard("jxjx");
  expect(chosen).toHaveBeenLastCalledWith(["one", "two"]);
  expect(screen.getByText("2 chosen")).toBeDefined();
  await user.keyboard("x");
  expect(chosen).toHaveBeenLastCalledWith(["one"]);
  await user.keyboard("{Escape}");
  expect(chosen).toHaveBeenLastCalledWith([]);
  expect(screen.queryByText(/chosen/)).toBeNull();
});

it("leaves the keys to a person who types", async () => {
  const { user } = show(
    <>
      <input aria-label="Search" />
      <Sample />
    </>,
  );
  await user.type(await screen.findByRole("textbox", { name: "Search" }), "jx");
  expect(chosen).not.toHaveBeenCalled();
});

it("selects all loaded rows, and none when some are chosen", async () => {
  const { user } = show(<Sample />);
  const all = await screen.findByRole("checkbox", { name: "Select all loaded rows" });
  await user.click(all);
  expect(chosen).toHaveBeenLastCalledWith(["one", "two", "three"]);
  await user.click(screen.getAllByRole("checkbox", { name: "Select the row" })[0] ?? all);
  expect(chosen).toHaveBeenLastCalledWith(["two", "three"]);
  await user.click(all);
  expect(chosen).toHaveBeenLastCalledWith([]);
});

it("opens a row by a press beside its link, not by its checkbox", async () => {
  const { user, address } = show(<Sample />);
  await user.click((await screen.findAllByRole("checkbox", { name: "Select the row" }))[1] ?? document.body);
  expect(address()).toBe("/");
  await user.click(screen.getByText("two"));
  expect(address()).toBe("/things/two");
});

it("turns the order of a column round", async () => {
  const sorted = vi.fn();
  const drawn = show(<Sample sort="title" onSort={sorted} />);
  const head = await screen.findByRole("columnheader", { name: "Subject" });
  expect(head.getAttribute("aria-sort")).toBe("ascending");
  await drawn.user.click(within(head).getByRole("button"));
  expect(sorted).toHaveBeenLastCalledWith("-title");
  expect(within(screen.getByRole("columnheader", { name: "Id" })).queryByRole("button")).toBeNull();
});

it("says why it is empty, and that it did not load with a way to try again", async () => {
  const retry = vi.fn();
  const { unmount } = show(<Sample rows={[]} empty={<EmptyState title="No things yet" text="Make one" />} />);
  expect(await screen.findByText("No things yet")).toBeDefined();
  unmount();
  const { user } = show(<Sample rows={[]} state="error" onRetry={retry} />);
  expect(await screen.findByText("The list did not load")).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Retry" }));
  expect(retry).toHaveBeenCalledOnce();
});

it("asks for more rows when the end comes near, and not when there are none", async () => {
  const more = vi.fn();
  const { unmount } = show(<Sample onMore={more} />);
  await screen.findByText("Three");
  expect(more).not.toHaveBeenCalled();
  unmount();
  show(<Sample hasMore onMore={more} />);
  await screen.findByText("Three");
  expect(more).toHaveBeenCalled();
  expect(screen.getByRole("table", { name: "Things" }).getAttribute("aria-rowcount")).toBe("-1");
});
