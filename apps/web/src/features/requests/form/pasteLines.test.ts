import { expect, it } from "vitest";
import { draftTotalMinor, isBlank, pasteLines } from "./pasteLines.ts";

const COLUMNS = ["name", "spec", "qty", "unit", "estPrice"] as const;

it("lays spreadsheet rows over the columns from the caret on", () => {
  const text = "Монитор\t27 дюймов\t2\tшт\t94 500,50\r\nКабель\t\t1 000\tм\t120\n\t\t\t\t\n";
  expect(pasteLines(text, COLUMNS, "name")).toEqual([
    { name: "Монитор", spec: "27 дюймов", qty: "2", unit: "шт", estPrice: 9450050 },
    { name: "Кабель", qty: "1000", unit: "м", estPrice: 12000 },
  ]);
  expect(pasteLines("5\tшт", COLUMNS, "qty")).toEqual([{ qty: "5", unit: "шт" }]);
});

it("leaves a single cell to the field, but takes a column", () => {
  expect(pasteLines("Монитор", COLUMNS, "name")).toBeUndefined();
  expect(pasteLines("Монитор\nКабель\n", COLUMNS, "name")).toEqual([{ name: "Монитор" }, { name: "Кабель" }]);
});

it("keeps a price it cannot read as it came, and drops what has no column", () => {
  expect(pasteLines("100\tдорого\tлишнее", COLUMNS, "unit")).toEqual([{ unit: "100", estPrice: "дорого" }]);
  expect(pasteLines("шт\t45000,125", COLUMNS, "unit")).toEqual([{ unit: "шт", estPrice: "45000,125" }]);
});

it("makes no number of a cell that holds several", () => {
  expect(pasteLines('"10\n20"\tшт\t"150\n250"', COLUMNS, "qty")).toEqual([{ qty: "10;20", unit: "шт", estPrice: "150; 250" }]);
});

it("takes a cell with a line break or quotes as one, and leaves the break where there is room for it", () => {
  const text = '"Стол\nписьменный"\t"дуб\nсветлый"\t1\n"Кабель 3/4"" ПВХ"\t\t2';
  expect(pasteLines(text, COLUMNS, "name")).toEqual([
    { name: "Стол письменный", spec: "дуб\nсветлый", qty: "1" },
    { name: 'Кабель 3/4" ПВХ', qty: "2" },
  ]);
});

it("sums a row while it is typed", () => {
  expect(draftTotalMinor({ name: "Кабель", qty: "2,5", estPrice: 12000 })).toBe(30000);
  expect(draftTotalMinor({ qty: "много", estPrice: 12000 })).toBe(0);
  expect(draftTotalMinor({ name: "Кабель" })).toBe(0);
  expect(isBlank({ name: "", qty: null })).toBe(true);
});
