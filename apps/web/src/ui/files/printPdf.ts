import { openPdf } from "./openPdf.ts";

/** Points of a PDF are 72 to the inch; small print of an invoice stays sharp at 200. */
const SHARPNESS = 200 / 72;

/** Draws every page of the file into the sheet, one under another. Loaded lazily by `printFile`. */
export async function drawPdf(sheet: HTMLElement, src: string): Promise<void> {
  const loading = openPdf(src);
  try {
    const file = await loading.promise;
    for (let number = 1; number <= file.numPages; number += 1) {
      const page = await file.getPage(number);
      const viewport = page.getViewport({ scale: SHARPNESS });
      const canvas = sheet.ownerDocument.createElement("canvas");
      canvas.width = viewport.width;
      canvas.height = viewport.height;
      sheet.append(canvas);
      await page.render({ canvas, viewport }).promise;
    }
  } finally {
    await loading.destroy();
  }
}
