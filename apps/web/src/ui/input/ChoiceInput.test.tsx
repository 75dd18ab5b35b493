// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { useState } from "react";
import { expect, it } from "vitest";
import { show } from "../../../test/show.tsx";
import { ChoiceInput, type Option } from "./ChoiceInput.tsx";

const optionsOf = (count: number): Option[] =>
  Array.from({ length: count }, (_, index) => ({ value: String(index), label: `Item ${index}` }));

function Sample({ count, required = false }: { count: number; required?: boolean }) {
  const [value, setValue] = useState<string | null>("1");
  return (
    <>
      <ChoiceInput name="item" label="Which" options={optionsOf(count)} value={value} onChange={setValue} required={required} />
      <output>{value ?? "nothing"}</output>
    </>
  );
}

const box = () => screen.findByRole<HTMLInputElement>("combobox", { name: /Which/ });

it("takes the first answer of a long list by Enter", async () => {
  const { user } = show(<Sample count={30} />);
  await user.clear(await box());
  await user.type(await box(), "Item 27{Enter}");
  expect(screen.getByRole("status").textContent).toBe("27");
});

it("is only chosen from while the list is short", async () => {
  show(<Sample count={3} />);
  expect((await box()).readOnly).toBe(true);
});

it("keeps what is chosen when it is chosen once more", async () => {
  const { user } = show(<Sample count={3} />);
  await user.click(await box());
  await user.click(await screen.findByRole("option", { name: "Item 1" }));
  expect(screen.getByRole("status").textContent).toBe("1");
});

it("is emptied where the answer may stay empty", async () => {
  const { user } = show(<Sample count={3} />);
  await box();
  await user.click(screen.getByRole("button", { hidden: true }));
  expect(screen.getByRole("status").textContent).toBe("nothing");
});

it("offers no emptying where an answer is required", async () => {
  show(<Sample count={3} required />);
  await box();
  expect(screen.queryByRole("button", { hidden: true })).toBeNull();
});
