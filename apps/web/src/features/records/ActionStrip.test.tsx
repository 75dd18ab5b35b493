// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { me } from "../../../test/samples.ts";
import { startServer } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import { ActionStrip } from "./ActionStrip.tsx";
import { placeActions } from "./recordActions.ts";
import type { RecordAction } from "./recordActions.ts";

const pressed = vi.fn();

beforeEach(() => {
  pressed.mockClear();
  startServer().answer("get", "/api/v1/me", me());
});

const action = (name: string, change: Partial<RecordAction> = {}): RecordAction => ({
  action: name,
  allowed: true,
  needsReason: false,
  blockers: [],
  ...change,
});

async function strip(actions: RecordAction[], props: Partial<Parameters<typeof ActionStrip>[0]> = {}) {
  const { user } = show(
    <ActionStrip
      kind="task"
      status="todo"
      current="Somebody is awaited"
      placed={placeActions(actions, ["start", "finish"])}
      label={(one) => `Do ${one.action}`}
      onPress={(one) => pressed(one.action)}
      moving={false}
      isPressed={() => false}
      {...props}
    />,
  );
  const box = await screen.findByRole("region", { name: "What is next" });
  const button = (name: string) => within(box).getByRole("button", { name });
  return { user, box, button };
}

it("draws the main actions as buttons, the first possible one coloured, and the rest in a menu", async () => {
  const { user, box, button } = await strip([action("finish"), action("start"), action("cancel")]);
  expect(
    within(box)
      .getAllByRole("button")
      .map((one) => one.textContent),
  ).toEqual(["Do start", "Do finish", ""]);
  expect(button("Do start").className).not.toBe(button("Do finish").className);
  await user.click(button("Do finish"));
  await user.click(within(box).getAllByRole("button").at(-1) ?? box);
  await user.click(await screen.findByRole("menuitem", { name: "Do cancel" }));
  expect(pressed.mock.calls).toEqual([["finish"], ["cancel"]]);
});

it("colours none that is named plain", async () => {
  const { button } = await strip([action("start"), action("finish")], { plain: ["start"] });
  expect(button("Do start").className).toBe(button("Do finish").className);
});

it("locks what is not possible yet, with the reasons of its kind, and takes no press", async () => {
  const locked = action("finish", { allowed: false, blockers: [{ code: "file_missing", params: {} }] });
  const { user, box, button } = await strip([action("start"), locked], {
    shown: [action("start")],
    aside: [locked],
    reasons: () => [{ text: "The file is missing" }],
  });
  expect(box.textContent).toContain("The file is missing");
  expect(button("Do finish").getAttribute("aria-disabled")).toBe("true");
  await user.click(button("Do finish"));
  expect(pressed).not.toHaveBeenCalled();
});

it("offers nothing where nothing is possible", async () => {
  const { box } = await strip([]);
  expect(within(box).queryAllByRole("button")).toEqual([]);
});
