import type { Page } from "@playwright/test";

interface Printed {
  pages: number;
  /** Whether something stands on the first of them. */
  drawn: boolean;
}

/** Answers for the printer, which a browser without a screen does not have: says what stands in the frame that is printed. */
const PRINTER = `new Promise((resolve) => {
  new MutationObserver((_, observer) => {
    const inside = document.querySelector("body > iframe")?.contentWindow;
    if (!inside) return;
    observer.disconnect();
    inside.print = () => {
      const sheets = [...inside.document.querySelectorAll("canvas")];
      const ink = sheets[0]?.getContext("2d").getImageData(0, 0, sheets[0].width, sheets[0].height).data;
      resolve({ pages: sheets.length, drawn: ink?.some((value, at) => at % 4 === 0 && value < 100) ?? false });
    };
  }).observe(document.body, { childList: true });
})`;

/** What goes to the printer after a press. */
export async function printedBy(page: Page, press: () => Promise<void>): Promise<Printed> {
  const printed = page.evaluate<Printed>(PRINTER);
  await press();
  return printed;
}
