// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { show } from "../../../test/show.tsx";
import { FilterBar } from "./FilterBar.tsx";
import { FilterOptions } from "./FilterOptions.tsx";

const STATUSES = ["new", "done", "closed"].map((value) => ({ value, label: value }));

function Sample({ cleared, reset }: { cleared: (id: string) => void; reset: () => void }) {
  const [chosen, setChosen] = useState<string[]>(["new"]);
  return (
    <FilterBar
      filters={[
        {
          id: "status",
          label: "Status",
          value: chosen.length > 0 ? chosen.join(", ") : undefined,
          edit: () => <FilterOptions options={STATUSES} chosen={chosen} onChange={setChosen} />,
        },
        { id: "amount", label: "Amount", edit: (close) => <button onClick={close}>Done with the amount</button> },
      ]}
      onClear={(id) => {
        setChosen([]);
        cleared(id);
      }}
      onReset={reset}
    />
  );
}

function bar() {
  const told = { cleared: vi.fn(), reset: vi.fn() };
  return { ...show(<Sample {...told} />), ...told };
}

it("shows set filters in words and edits them in place", async () => {
  const { user } = bar();
  await user.click(await screen.findByRole("button", { name: "Status: new" }));
  await user.click(await screen.findByRole("checkbox", { name: "done" }));
  expect(screen.getByRole("button", { name: "Status: new, done" })).toBeDefined();
  await user.click(screen.getByRole("checkbox", { name: "new" }));
  expect(screen.getByRole("button", { name: "Status: done" })).toBeDefined();
});

it("takes one filter off by name, all of them by Reset", async () => {
  const { user, cleared, reset } = bar();
  await user.click(await screen.findByRole("button", { name: "Reset" }));
  expect(reset).toHaveBeenCalledOnce();
  await user.click(screen.getByRole("button", { name: "Remove the filter “Status”" }));
  expect(cleared).toHaveBeenCalledExactlyOnceWith("status");
  expect(screen.queryByRole("button", { name: "Reset" })).toBeNull();
});

it("adds a filter from the keyboard and drops it when nothing was chosen", async () => {
  const { user } = bar();
  await screen.findByRole("button", { name: "Status: new" });
  await user.keyboard("[Slash]");
  await user.click(await screen.findByRole("menuitem", { name: "Amount" }));
  expect(await screen.findByRole("button", { name: "Amount: any" })).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Done with the amount" }));
  await vi.waitFor(() => expect(screen.queryByRole("button", { name: /^Amount/ })).toBeNull(), 30_000);
});

it("offers a search once the list is long, without regard to case", async () => {
  const many = Array.from({ length: 9 }, (_, nth) => ({ value: String(nth), label: `Branch ${"ABCDEFGHI"[nth]}` }));
  const { user } = show(<FilterOptions options={many} chosen={[]} onChange={() => undefined} />);
  await user.type(await screen.findByRole("textbox", { name: "Find in the list" }), "branch c");
  expect(screen.getAllByRole("checkbox")).toHaveLength(1);
});
