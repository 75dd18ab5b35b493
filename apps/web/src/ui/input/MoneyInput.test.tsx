// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { useState } from "react";
import { expect, it, vi } from "vitest";
import { show } from "../../../test/show.tsx";
import { MoneyInput } from "./MoneyInput.tsx";

function Amount({ told, start = null }: { told: (minor: number | null) => void; start?: number | null }) {
  const [value, setValue] = useState<number | null>(start);
  return (
    <MoneyInput
      name="amount"
      label="Amount"
      value={value}
      onChange={(minor) => {
        setValue(minor);
        told(minor);
      }}
    />
  );
}

async function amount(start?: number | null) {
  const told = vi.fn();
  const { user } = show(<Amount told={told} start={start ?? null} />);
  const box = await screen.findByRole<HTMLInputElement>("textbox", { name: "Amount" });
  const last = () => told.mock.lastCall?.[0];
  return { user, box, last, told };
}

const plain = (text: string) => text.replaceAll("\u00a0", " ");

it("groups digits while they are typed and gives whole tiyn", async () => {
  const { user, box, last } = await amount();
  await user.type(box, "1234567,5");
  expect(plain(box.value)).toBe("1 234 567,5");
  expect(last()).toBe(1_234_567_50);
});

it("keeps the caret behind the digit that was typed in the middle", async () => {
  const { user, box } = await amount(12_345_00);
  await user.click(box);
  box.setSelectionRange(1, 1);
  await user.keyboard("9");
  expect(plain(box.value)).toBe("192 345,00");
  expect(box.selectionStart).toBe(2);
});

it.each([
  ["1,234,567.89", 1_234_567_89],
  ["2 478 000 ₸", 2_478_000_00],
  ["−15,05", -15_05],
  ["12'000.5", 12_000_50],
  ["1850,00 тг.", 1_850_00],
  ["12 900,00 руб.", 12_900_00],
])("takes a pasted %s", async (text, minor) => {
  const { user, box, last } = await amount();
  await user.click(box);
  await user.paste(text);
  expect(last()).toBe(minor);
});

it.each(["1607,142857", "15.12.2026", "1 000 тенге 50 тиын", "(1 850,00)", "1e3"])(
  "refuses a pasted %s and keeps it",
  async (text) => {
    const { user, box, last } = await amount(7_00);
    await user.click(box);
    await user.paste(text);
    expect(last()).toBeNull();
    expect(box.value).toBe(text);
    expect(screen.getByText(/Write the amount in digits/)).toBeDefined();
  },
);

it.each(["150\n250", "150\t250\r\n"])("takes several pasted cells %j for no amount and shows each", async (text) => {
  const { user, box, last } = await amount(7_00);
  await user.click(box);
  await user.paste(text);
  expect(last()).toBeNull();
  expect(box.value).toBe("150; 250");
  expect(screen.getByText(/Write the amount in digits/)).toBeDefined();
});

it("tells what it read where that could be meant otherwise, until it is changed", async () => {
  const { user, box, last } = await amount();
  await user.click(box);
  await user.paste("699,000");
  expect(last()).toBe(699_000_00);
  expect(screen.getByText("Read from “699,000”")).toBeDefined();
  await user.type(box, "{Backspace}");
  expect(screen.queryByText(/Read from/)).toBeNull();
});

it("says when it is no amount, and gives none", async () => {
  const { user, box, last } = await amount(5_00);
  await user.clear(box);
  expect(last()).toBeNull();
  await user.type(box, "-");
  expect(last()).toBeNull();
  expect(screen.getByText(/Write the amount in digits/)).toBeDefined();
  expect(box.getAttribute("aria-invalid")).toBe("true");
});

it("does not round an amount that no number holds exactly", async () => {
  const { user, box, last } = await amount();
  await user.type(box, "999999999999999999");
  expect(last()).toBeNull();
  expect(screen.getByText(/Write the amount in digits/)).toBeDefined();
});

it("shows the whole amount again once it is left", async () => {
  const { user, box } = await amount();
  await user.type(box, "7");
  await user.tab();
  expect(box.value).toBe("7,00");
});
