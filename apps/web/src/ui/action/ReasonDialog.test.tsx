// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { show } from "../../../test/show.tsx";
import { ReasonDialog } from "./ReasonDialog.tsx";

function ask(change: Partial<Parameters<typeof ReasonDialog>[0]> = {}) {
  const confirmed = vi.fn();
  const closed = vi.fn();
  const drawn = show(
    <ReasonDialog
      opened
      onClose={closed}
      onConfirm={confirmed}
      title="Return for rework"
      label="Reason"
      confirmLabel="Return"
      templates={["No contract", "Wrong amount"]}
      {...change}
    />,
  );
  return { ...drawn, confirmed, closed };
}

it("asks for the reason before anything is sent, and sends it trimmed", async () => {
  const { user, confirmed } = ask();
  await user.click(await screen.findByRole("button", { name: /^Return/ }));
  expect(confirmed).not.toHaveBeenCalled();
  expect(screen.getByText("Write the reason: the participants will see it")).toBeDefined();
  await user.type(screen.getByRole("textbox", { name: /Reason/ }), "  No basis  ");
  expect(screen.queryByText("Write the reason: the participants will see it")).toBeNull();
  await user.click(screen.getByRole("button", { name: /^Return/ }));
  expect(confirmed).toHaveBeenCalledExactlyOnceWith("No basis");
});

it("adds ready texts below what is written", async () => {
  const { user, confirmed } = ask();
  const box = await screen.findByRole("textbox", { name: /Reason/ });
  await user.type(box, "First");
  await user.click(screen.getByRole("button", { name: "Wrong amount" }));
  await user.click(box);
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(confirmed).toHaveBeenCalledExactlyOnceWith("First\nWrong amount");
});

it("needs no text where none is required", async () => {
  const { user, confirmed } = ask({ required: false });
  await user.click(await screen.findByRole("button", { name: /^Return/ }));
  expect(confirmed).toHaveBeenCalledExactlyOnceWith("");
});

it("keeps what is written when the server refuses, and sends nothing twice", async () => {
  const { user, confirmed } = ask({ error: "The record has changed", busy: true });
  const box = await screen.findByRole<HTMLTextAreaElement>("textbox", { name: /Reason/ });
  await user.type(box, "Kept");
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(confirmed).not.toHaveBeenCalled();
  expect(box.value).toBe("Kept");
  expect(screen.getByText("The record has changed")).toBeDefined();
});

it("is left by Cancel and by Escape without an answer", async () => {
  const { user, confirmed, closed } = ask();
  await user.click(await screen.findByRole("button", { name: "Cancel" }));
  await user.keyboard("{Escape}");
  expect(closed).toHaveBeenCalledTimes(2);
  expect(confirmed).not.toHaveBeenCalled();
});
