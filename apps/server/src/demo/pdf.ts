import { createRequire } from "node:module";
import PDFDocument from "pdfkit";

const FONT = createRequire(import.meta.url).resolve("@expo-google-fonts/golos-text/400Regular/GolosText_400Regular.ttf");
const BOLD = createRequire(import.meta.url).resolve("@expo-google-fonts/golos-text/600SemiBold/GolosText_600SemiBold.ttf");

/** One sheet of a paper: a heading, then blocks of lines. */
export interface Paper {
  heading: string;
  /** Date written into the file, so that the same paper is the same bytes. */
  date: Date;
  blocks: PaperBlock[];
}

export type PaperBlock =
  | { text: string; small?: true }
  | { title: string; lines: string[] }
  | { rows: string[][]; widths: number[] };

/** What writes papers: this thread, or the one beside it. */
export type MakePdf = (paper: Paper) => Promise<Buffer>;

/** Writes a real PDF with Cyrillic (Kazakh letters and ₸ included) as selectable text. */
export async function makePdf({ heading, date, blocks }: Paper): Promise<Buffer> {
  const pdf = new PDFDocument({ size: "A4", margin: 56, info: { Title: heading, CreationDate: date, ModDate: date } });
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
    pdf.on("end", () => resolve(Buffer.concat(chunks)));
    pdf.on("error", reject);
  });
  pdf.registerFont("text", FONT).registerFont("bold", BOLD);
  pdf.font("bold").fontSize(16).text(heading, { align: "center" }).moveDown();
  for (const block of blocks) draw(pdf, block);
  pdf.end();
  return done;
}

function draw(pdf: PDFKit.PDFDocument, block: PaperBlock): void {
  pdf.font("text").fontSize(11);
  if ("text" in block) {
    if (block.small) pdf.fontSize(8);
    pdf.text(block.text, { align: "left" }).moveDown();
  } else if ("title" in block) {
    pdf.font("bold").text(block.title).font("text");
    for (const line of block.lines) pdf.text(line);
    pdf.moveDown();
  } else {
    for (const row of block.rows) drawRow(pdf, row, block.widths);
    pdf.moveDown();
  }
}

/** Cells of a row side by side; the tallest makes the height. `widths` are points. */
function drawRow(pdf: PDFKit.PDFDocument, cells: string[], widths: number[]): void {
  const { x, y } = pdf;
  let left = x;
  let bottom = y;
  for (const [index, cell] of cells.entries()) {
    const width = widths[index] ?? 80;
    pdf.text(cell, left, y, { width: width - 6 });
    bottom = Math.max(bottom, pdf.y);
    left += width;
  }
  pdf.x = x;
  pdf.y = bottom + 2;
}
