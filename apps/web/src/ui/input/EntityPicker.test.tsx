// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { show } from "../../../test/show.tsx";
import { EntityPicker } from "./EntityPicker.tsx";
import type { Entity } from "./EntityPicker.tsx";

const PEOPLE: Entity[] = [
  { id: "1", label: "Aliya", note: "Head" },
  { id: "2", label: "Alma", note: "Lawyer" },
  { id: "3", label: "Berik" },
];

function Sample({
  search,
  told,
  required,
}: {
  search: (query: string) => Promise<Entity[]>;
  told: (one: Entity | null) => void;
  required?: boolean;
}) {
  const [value, setValue] = useState<Entity | null>(null);
  return (
    <EntityPicker
      name="person"
      label="Whom"
      {...(required ? { required } : {})}
      value={value}
      search={search}
      onChange={(one) => {
        setValue(one);
        told(one);
      }}
    />
  );
}

function pick(search: (query: string) => Promise<Entity[]>, required = false) {
  const told = vi.fn();
  return { ...show(<Sample search={search} told={told} required={required} />), told };
}

const find = (query: string) => Promise.resolve(PEOPLE.filter(({ label }) => label.toLowerCase().includes(query)));

it("offers the first ones at once and takes the first answer by Enter", async () => {
  const { user, told } = pick(find);
  const box = await screen.findByRole<HTMLInputElement>("textbox", { name: "Whom" });
  await user.click(box);
  expect(await screen.findByRole("option", { name: /Berik/ })).toBeDefined();
  await user.type(box, "alm");
  await screen.findByRole("option", { name: /Alma/ });
  await vi.waitFor(() => expect(screen.queryByRole("option", { name: /Berik/ })).toBeNull(), 30_000);
  await user.keyboard("{Enter}");
  expect(told).toHaveBeenCalledExactlyOnceWith(PEOPLE[1]);
  expect(box.value).toBe("Alma");
});

it("says that nothing is found, and tells it from a lost connection", async () => {
  const search = vi.fn<(query: string) => Promise<Entity[]>>().mockResolvedValue([]);
  const { user } = pick(search);
  const box = await screen.findByRole("textbox", { name: "Whom" });
  await user.type(box, "x");
  expect(await screen.findByText("Nothing found")).toBeDefined();
  search.mockRejectedValue(new Error("lost"));
  await user.type(box, "y");
  expect(await screen.findByText(/No connection to the server/)).toBeDefined();
});

it("forgets what was typed and not chosen", async () => {
  const { user, told } = pick(find);
  const box = await screen.findByRole<HTMLInputElement>("textbox", { name: "Whom" });
  await user.type(box, "ber");
  await user.tab();
  expect(box.value).toBe("");
  expect(told).not.toHaveBeenCalled();
});

it("is cleared where an empty answer is allowed, and only there", async () => {
  const { user, told, unmount } = pick(find);
  await user.click(await screen.findByRole("textbox", { name: "Whom" }));
  await user.click(await screen.findByRole("option", { name: /Aliya/ }));
  await user.click(screen.getByLabelText("Remove"));
  expect(told).toHaveBeenLastCalledWith(null);
  unmount();
  const second = pick(find, true);
  await second.user.click(await screen.findByRole("textbox", { name: /Whom/ }));
  await second.user.click(await screen.findByRole("option", { name: /Aliya/ }));
  expect(screen.queryByLabelText("Remove")).toBeNull();
});
