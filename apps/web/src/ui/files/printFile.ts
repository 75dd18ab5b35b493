import { previewKind } from "./fileText.ts";

interface Printed {
  src: string;
  name: string;
  mime: string;
}

const LOOK = `@page { margin: 8mm } body { margin: 0 }
canvas, img { display: block; max-width: 100%; max-height: 100vh; margin: 0 auto; break-after: page }
canvas:last-child, img:last-child { break-after: auto }`;

/** Prints the file itself, without the page around it: the browser opens nothing of people's files but their pictures. */
export async function printFile({ src, name, mime }: Printed): Promise<void> {
  const frame = document.createElement("iframe");
  frame.title = name;
  frame.ariaHidden = "true";
  frame.tabIndex = -1;
  // Out of sight, yet laid out: a hidden frame prints an empty sheet.
  frame.style.cssText = "position: fixed; inset: auto 100% 100% auto; width: 210mm; height: 297mm; border: 0";
  document.body.append(frame);
  try {
    const [inside, page] = [frame.contentWindow, frame.contentDocument];
    if (!inside || !page) throw new Error("the frame has no page");
    page.title = name;
    const look = page.createElement("style");
    look.textContent = LOOK;
    page.head.append(look);
    if (previewKind(mime) === "pdf") await (await import("./printPdf.ts")).drawPdf(page.body, src);
    else await drawPicture(page.body, src, name);
    inside.addEventListener("afterprint", () => frame.remove());
    inside.focus();
    inside.print();
  } catch (error) {
    frame.remove();
    throw error;
  }
}

async function drawPicture(sheet: HTMLElement, src: string, name: string): Promise<void> {
  const picture = sheet.ownerDocument.createElement("img");
  picture.alt = name;
  const shown = new Promise<void>((resolve, reject) => {
    picture.addEventListener("load", () => resolve());
    picture.addEventListener("error", () => reject(new Error("the picture did not come")));
  });
  picture.src = src;
  sheet.append(picture);
  await shown;
}
