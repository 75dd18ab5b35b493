// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { show } from "../../../test/show.tsx";
import { ActionButton } from "./ActionButton.tsx";

it("is pressed by pointer and by keyboard when nothing is missing", async () => {
  const press = vi.fn();
  const { user } = show(<ActionButton onPress={press}>Approve</ActionButton>);
  await user.click(await screen.findByRole("button", { name: "Approve" }));
  await user.keyboard("{Enter}");
  expect(press).toHaveBeenCalledTimes(2);
});

it("says why it is locked, leads to the cure and takes no press", async () => {
  const press = vi.fn();
  const cure = vi.fn();
  const blockers = [
    { text: "The invoice file is missing.", cure: "attach", href: "#file-invoice" },
    { text: "No basis is named.", cure: "name it", onCure: cure },
    { text: "The head must agree." },
  ];
  const { user } = show(
    <ActionButton onPress={press} blockers={blockers}>
      Send
    </ActionButton>,
  );
  const button = await screen.findByRole("button", { name: "Send" });
  expect(button.getAttribute("aria-disabled")).toBe("true");
  const reasons = document.getElementById(button.getAttribute("aria-describedby") ?? "")?.textContent;
  for (const { text } of blockers) expect(reasons).toContain(text);
  await user.click(button);
  expect(press).not.toHaveBeenCalled();
  expect(screen.getByRole("link", { name: "attach" }).getAttribute("href")).toBe("#file-invoice");
  await user.click(screen.getByRole("button", { name: "name it" }));
  expect(cure).toHaveBeenCalledOnce();
});

it("takes no second press while the first is on its way", async () => {
  const press = vi.fn();
  const { user } = show(
    <ActionButton busy onPress={press}>
      Pay
    </ActionButton>,
  );
  await user.click(await screen.findByRole("button", { name: /Pay/ }));
  expect(press).not.toHaveBeenCalled();
});
