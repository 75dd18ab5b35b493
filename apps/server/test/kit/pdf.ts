/** The smallest PDF with an object, a table of objects and an end; `text` makes two of them differ. */
export function tinyPdf(text = ""): string {
  const body = `%PDF-1.4\n1 0 obj\n<< /Title (${text}) >>\nendobj\n`;
  const at = Buffer.byteLength(body);
  return `${body}xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<< /Size 2 /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`;
}
