/** A size in words; a megabyte is 1024 × 1024 bytes, as in the server's limit. */
export function sizeText(bytes: number, t: (key: string, params: { size: string }) => string): string {
  if (bytes < 1024) return t("ui:file.size.b", { size: String(bytes) });
  if (bytes < 1024 * 1024) return t("ui:file.size.kb", { size: String(Math.round(bytes / 1024)) });
  return t("ui:file.size.mb", { size: (bytes / (1024 * 1024)).toFixed(1).replace(".0", "").replace(".", ",") });
}

/** An office document under a password, by the media type of the server. */
export function isUnderPassword(mime: string): boolean {
  return mime === "application/x-ole-storage";
}

export type PreviewKind = "pdf" | "image" | "none";

/** What can be shown of a file on the page. */
export function previewKind(mime: string): PreviewKind {
  if (mime === "application/pdf") return "pdf";
  return ["image/png", "image/jpeg", "image/webp", "image/gif", "image/bmp"].includes(mime) ? "image" : "none";
}
