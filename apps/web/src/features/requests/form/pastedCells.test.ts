import fc from "fast-check";
import { expect, it } from "vitest";
import { pastedCells } from "./pastedCells.ts";

it.each([
  [
    "a\tb\r\nc\td\r\n",
    [
      ["a", "b"],
      ["c", "d"],
    ],
  ],
  ["one", [["one"]]],
  ["", [[""]]],
  ["\t\n", [["", ""]]],
  ['"Стол\nписьменный"\t2', [["Стол\nписьменный", "2"]]],
  ['"Кабель 3/4"" ПВХ"\tм', [['Кабель 3/4" ПВХ', "м"]]],
  ['ТОО "Ромашка"\tx', [['ТОО "Ромашка"', "x"]]],
  ['"Ромашка" ТОО\tx', [['"Ромашка" ТОО', "x"]]],
  ['27"\tx', [['27"', "x"]]],
  ['"open\tx', [['"open', "x"]]],
  ['""\tx', [["", "x"]]],
])("reads %j", (text, cells) => {
  expect(pastedCells(text)).toEqual(cells);
});

it("reads back every block a spreadsheet writes", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "ә", " ", '"', "\t", "\n", ",", "1") });
  const block = fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 4 });
  const written = (text: string) => (/["\t\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  fc.assert(
    fc.property(block, (rows) => {
      const text = rows.map((row) => row.map(written).join("\t")).join("\r\n");
      expect(pastedCells(`${text}\r\n`)).toEqual(rows);
    }),
  );
});
