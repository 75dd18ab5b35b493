/** A size in words; a megabyte is 1024 × 1024 bytes, as in the server's limit. */
export function sizeText(bytes: number, t: (key: string, params: { size: string }) => string): string {
  if (bytes < 1024) return t("ui:file.size.b", { size: String(bytes) });
  if (bytes < 1024 * 1024) return t("ui:file.size.kb", { size: String(Math.round(bytes / 1024)) });
  return t("ui:file.size.mb", { size: (bytes / (1024 * 1024)).toFixed(1).replace(".0", "").replace(".", ",") });
}

export type PreviewKind = "pdf" | "image" | "none";

/** What can be shown of a file on the page. */
export function previewKind(mime: string): PreviewKind {
  if (mime === "application/pdf") return "pdf";
  return ["image/png", "image/jpeg", "image/webp", "image/gif"].includes(mime) ? "image" : "none";
}
