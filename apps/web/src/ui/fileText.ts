/** Units of a size in the given language: `{ b, kb, mb }` are the i18n keys `ui:file.size.*`. */
export function sizeText(bytes: number, t: (key: string, params: { size: string }) => string): string {
  if (bytes < 1000) return t("ui:file.size.b", { size: String(bytes) });
  if (bytes < 1_000_000) return t("ui:file.size.kb", { size: String(Math.round(bytes / 1000)) });
  return t("ui:file.size.mb", { size: (bytes / 1_000_000).toFixed(1).replace(".0", "").replace(".", ",") });
}

export type PreviewKind = "pdf" | "image" | "none";

/** What can be shown of a file on the page. */
export function previewKind(mime: string): PreviewKind {
  if (mime === "application/pdf") return "pdf";
  return ["image/png", "image/jpeg", "image/webp", "image/gif"].includes(mime) ? "image" : "none";
}
