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

/** The bar of the phone: every button beside the strip. */
function bar(box: HTMLElement) {
  return screen.getAllByRole("button").filter((one) => !box.contains(one));
}

const later = action("close", { allowed: false, blockers: [{ code: "open_task", params: {} }] });

it("ends the menu with what is not possible yet, each with its reason and the way to its cure", async () => {
  const cure = vi.fn();
  const placed = { ...placeActions([action("start"), action("cancel")], ["start"]), locked: [later] };
  const { user, box } = await strip([], {
    placed,
    dangerous: ["cancel"],
    reasons: () => [{ text: "A task is open", cure: "look", onCure: cure }],
  });
  await user.click(within(box).getByRole("button", { name: "Other actions" }));
  const items = await screen.findAllByRole("menuitem");
  expect(items.map((one) => one.textContent)).toEqual(["Do cancel", "Do closeA task is open look"]);
  expect(items[0]?.outerHTML).toContain("--red");
  await user.click(items[1] ?? box);
  expect(cure).toHaveBeenCalledOnce();
  expect(pressed).not.toHaveBeenCalled();
});

it("keeps an item without a cure where it is read, and takes no press", async () => {
  const placed = { ...placeActions([action("start")], ["start"]), locked: [later] };
  const { user, box } = await strip([], { placed, reasons: () => [{ text: "A task is open" }] });
  await user.click(within(box).getByRole("button", { name: "Other actions" }));
  const item = await screen.findByRole("menuitem", { name: /Do close/ });
  await user.click(item);
  expect(item.isConnected).toBe(true);
  expect(pressed).not.toHaveBeenCalled();
});

it("hides a few lesser actions in no menu where nothing is more pressing", async () => {
  const { box } = await strip([action("cancel"), action("reject")], { short: true });
  const names = (buttons: HTMLElement[]) => buttons.map((one) => one.textContent);
  expect(names(within(box).getAllByRole("button"))).toEqual(["Do cancel", "Do reject"]);
  expect(names(bar(box))).toEqual(["Do cancel", "Do reject"]);
});

it("shows the keys, the way on that is no action, and what a press would let pass", async () => {
  const { box } = await strip([action("start")], {
    keys: { start: "A" },
    lead: <a href="/form">Go on</a>,
    warning: "It goes over the limit",
  });
  expect(within(box).getByRole("button", { name: "Do start" }).textContent).toBe("Do startA");
  expect(screen.getAllByRole("link", { name: "Go on" })).toHaveLength(2);
  expect(document.body.textContent?.match(/over the limit/g)).toHaveLength(2);
});

it("offers at the thumb what stands beside the first action in short words, and the others in the menu", async () => {
  const placed = placeActions(
    ["approve", "return", "clarify", "cancel"].map((name) => action(name)),
    ["approve", "return", "clarify"],
  );
  const { user, box } = await strip([], { placed });
  expect(bar(box).map((one) => one.textContent)).toEqual(["", "Return", "Do approve"]);
  await user.click(bar(box)[0] ?? box);
  const items = await screen.findAllByRole("menuitem");
  expect(items.map((one) => one.textContent)).toEqual(["Do clarify", "Do cancel"]);
});

it("leads to the cure at the thumb too", async () => {
  const locked = action("finish", { allowed: false, blockers: [{ code: "file_missing", params: {} }] });
  const { box } = await strip([locked], { reasons: () => [{ text: "The file is missing", cure: "attach", href: "#file-x" }] });
  expect(screen.getAllByRole("link", { name: "attach" }).filter((one) => !box.contains(one))).toHaveLength(1);
  expect(bar(box).map((one) => [one.textContent, one.getAttribute("aria-disabled")])).toEqual([["Do finish", "true"]]);
});

it("offers a single action of no haste at the thumb", async () => {
  const remind = action("remind");
  const { box } = await strip([], { placed: { main: [remind], primary: undefined, rest: [] } });
  expect(bar(box).map((one) => one.textContent)).toEqual(["Do remind"]);
});
