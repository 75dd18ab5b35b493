// @vitest-environment happy-dom
import { screen, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { me, reference } from "../../../test/samples.ts";
import { startServer, type Server } from "../../../test/server.ts";
import { show } from "../../../test/show.tsx";
import { RateDialog } from "./RateDialog.tsx";

const RATES = "/api/v1/organisation/rates";
const KNOWN = { currency: "USD", onDate: "2026-11-02", rateMicro: 520_500_000, version: 3 };
const closed = vi.fn();

let server: Server;

beforeEach(() => {
  closed.mockClear();
  server = startServer();
  server.answer("get", "/api/v1/me", me());
  server.answer("get", "/api/v1/reference", reference());
  server.answer("put", RATES, undefined);
  server.answer("delete", RATES, undefined);
});

async function dialog(row?: typeof KNOWN) {
  const { user } = show(<RateDialog row={row} onClose={closed} />);
  const box = await screen.findByRole("dialog");
  const rate = within(box).getByRole<HTMLInputElement>("textbox", { name: /Tenge for 1 USD/ });
  return { user, box, rate };
}

it("takes a rate with comma or point as millionths", async () => {
  const { user, rate } = await dialog();
  await user.type(rate, "520,5{Enter}");
  await vi.waitFor(() => expect(closed).toHaveBeenCalledOnce(), 30_000);
  expect(server.calls("put", RATES)[0]?.body).toMatchObject({ currency: "USD", rateMicro: 520_500_000 });
  expect(server.calls("put", RATES)[0]?.body).not.toHaveProperty("version");
});

it.each(["", "abc", "-5", "0"])("does not send %j as a rate", async (typed) => {
  const { user, rate } = await dialog();
  if (typed) await user.type(rate, typed);
  await user.type(rate, "{Enter}");
  expect(await screen.findByText("Write the rate in digits, for example 520.50")).toBeDefined();
  expect(server.calls("put", RATES)).toEqual([]);
});

it("changes a known rate on the version that was read, never its currency or day", async () => {
  const { user, box, rate } = await dialog(KNOWN);
  expect(rate.value.replace(".", ",")).toBe("520,50");
  expect(within(box).getByRole<HTMLInputElement>("textbox", { name: /In force from/ }).disabled).toBe(true);
  await user.clear(rate);
  await user.type(rate, "521{Enter}");
  await vi.waitFor(() => expect(server.calls("put", RATES)).toHaveLength(1), 30_000);
  expect(server.calls("put", RATES)[0]?.body).toEqual({ ...KNOWN, rateMicro: 521_000_000 });
});

it("removes a rate at once and puts it back on a press", async () => {
  const { user, box } = await dialog(KNOWN);
  await user.click(within(box).getByRole("button", { name: "Remove the rate" }));
  await vi.waitFor(() => expect(closed).toHaveBeenCalledOnce(), 30_000);
  expect(server.calls("delete", RATES)[0]?.query).toEqual({ currency: "USD", onDate: "2026-11-02", version: "3" });
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  await vi.waitFor(() => expect(server.calls("put", RATES)).toHaveLength(1), 30_000);
  expect(server.calls("put", RATES)[0]?.body).toEqual({ currency: "USD", onDate: "2026-11-02", rateMicro: 520_500_000 });
});
