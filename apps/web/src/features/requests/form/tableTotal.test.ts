import requestTypes from "@tartip/domain/data/request-types.json" with { type: "json" };
import type { RequestType } from "@tartip/domain/requests/type";
import { expect, it } from "vitest";
import { amountOfRows } from "./tableTotal.ts";

// reason: the data is held to this shape by the domain's own tests; only the fields are asked here
const purchase = requestTypes.types.find(({ code }) => code === "purchase") as unknown as RequestType;
const rows = (estPrice?: number) => [{ name: "Стол", qty: "2", ...(estPrice === undefined ? {} : { estPrice }) }];
const after = (estAmount: number | null, items: unknown, next: readonly unknown[]) =>
  amountOfRows(purchase, { estAmount, items }, "items", next);

it("lets the amount follow the rows while it is empty or was taken from them", () => {
  expect(after(null, undefined, rows(1_000_00))).toEqual({ estAmount: 2_000_00 });
  expect(after(2_000_00, rows(1_000_00), rows(1_500_00))).toEqual({ estAmount: 3_000_00 });
  expect(after(2_000_00, rows(1_000_00), [])).toEqual({ estAmount: null });
});

it("leaves an amount that was typed otherwise", () => {
  expect(after(2_100_00, rows(1_000_00), rows(1_500_00))).toEqual({});
  expect(after(500_00, undefined, rows(1_000_00))).toEqual({});
  expect(after(null, rows(), rows())).toEqual({});
});
