// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { show, speak } from "../../../test/show.tsx";
import { BudgetBar, BudgetRemainder } from "./BudgetBar.tsx";

const plain = (text: string | null | undefined) => text?.replaceAll("\u00a0", " ");

it.each([
  [{ planMinor: 1_000_00, leftMinor: 250_00 }, "250 ₸ will remain"],
  [{ planMinor: 1_000_00, leftMinor: 0 }, "0 ₸ will remain"],
  [{ planMinor: 1_000_00, leftMinor: -1 }, "over the limit by 0,01 ₸ (0%)"],
  [{ planMinor: 300_00, leftMinor: -100_00 }, "over the limit by 100 ₸ (33,3%)"],
  [{ planMinor: 0, leftMinor: -100_00 }, "over the limit by 100 ₸"],
])("says what remains of %j", async (numbers, words) => {
  const { container } = show(<BudgetRemainder {...numbers} />);
  await screen.findByText(/₸/);
  expect(plain(container.querySelector("span")?.textContent)).toBe(words);
});

it("draws what the server says is left and computes nothing of its own", async () => {
  // Deliberately at odds with its parts: a grant or another chain may stand behind the server's figure.
  show(<BudgetBar planMinor={1_000_00} factMinor={100_00} committedMinor={0} leftMinor={-50_00} />);
  const bar = await screen.findByRole("img");
  expect(plain(bar.getAttribute("aria-label"))).toBe("Plan 1 000,00 ₸, taken 100,00 ₸, remaining −50,00 ₸");
  const fills = [...bar.querySelectorAll("rect")].map((part) => part.getAttribute("fill"));
  expect(fills).toEqual(["var(--bar-track)", "var(--bar-fact)", "var(--red-dot)"]);
});

it("cuts what is over off the end of the last parts", async () => {
  show(<BudgetBar planMinor={100} factMinor={60} committedMinor={30} thisMinor={60} leftMinor={-50} />);
  const parts = [...(await screen.findByRole("img")).querySelectorAll("rect")].slice(1);
  expect(parts.map((part) => [part.getAttribute("fill"), part.getAttribute("width")])).toEqual([
    ["var(--bar-fact)", "40.00%"],
    ["var(--bar-commit)", "20.00%"],
    ["var(--violet-dot)", "6.67%"],
    ["var(--red-dot)", "33.33%"],
  ]);
});

it("shows an empty cell as an empty track", async () => {
  show(<BudgetBar planMinor={0} factMinor={0} committedMinor={0} leftMinor={0} />);
  expect((await screen.findByRole("img")).querySelectorAll("rect")).toHaveLength(1);
});

it("speaks the language of the page", async () => {
  await speak("ru");
  show(<BudgetRemainder planMinor={300_00} leftMinor={-100_00} />);
  expect(plain((await screen.findByText(/₸/)).textContent)).toMatch(/^сверх лимита 100 ₸ \(33,3 %\)$/u);
});
