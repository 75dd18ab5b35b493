import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { expect, it } from "vitest";
import { makePdf } from "./pdf.ts";

const PAPER = {
  heading: "Договор № 1",
  date: new Date("2026-01-12T06:00:00Z"),
  blocks: [{ text: "ТОО «Күзет Демо» әөұүіғқңһ, 1 000 ₸" }, { rows: [["Статья", "Сумма"]], widths: [200, 100] }],
};

it("writes text that a reader finds again, Kazakh letters and the tenge sign included", async () => {
  const bytes = await makePdf(PAPER);
  expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
  expect(bytes.length).toBeLessThan(60_000);
  const pdf = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false }).promise;
  const content = await (await pdf.getPage(1)).getTextContent();
  const text = content.items.map((item) => ("str" in item ? item.str : "")).join(" ");
  expect(text).toContain("Договор № 1");
  expect(text).toContain("ТОО «Күзет Демо» әөұүіғқңһ, 1 000 ₸");
  expect(text).toContain("Сумма");
});
