import { DomainError } from "@tartip/domain/kernel/errors";

/** What a file really is, by its first bytes. */
export interface FileKind {
  kind: string;
  mime: string;
  /** Whether a browser may show it inside our pages. */
  preview: "image" | "pdf" | null;
}

/** Enough of the beginning for every signature below. */
export const SNIFF_BYTES = 4_096;

type Family =
  | "pdf"
  | "png"
  | "jpeg"
  | "gif"
  | "webp"
  | "bmp"
  | "tiff"
  | "heif"
  | "zip"
  | "ole"
  | "der"
  | "rar"
  | "7z"
  | "text"
  | "xml"
  | "mail"
  | "rtf";

/** The container that an office document is under a password. */
export const UNDER_PASSWORD = "application/x-ole-storage";

const OFFICE = "application/vnd.openxmlformats-officedocument";

/** Allowed extensions: what the bytes must be, and how the file is served. */
const KINDS: Record<string, { family: Family[]; mime: string; preview?: "image" | "pdf" }> = {
  pdf: { family: ["pdf"], mime: "application/pdf", preview: "pdf" },
  png: { family: ["png"], mime: "image/png", preview: "image" },
  jpg: { family: ["jpeg"], mime: "image/jpeg", preview: "image" },
  jpeg: { family: ["jpeg"], mime: "image/jpeg", preview: "image" },
  jfif: { family: ["jpeg"], mime: "image/jpeg", preview: "image" },
  gif: { family: ["gif"], mime: "image/gif", preview: "image" },
  webp: { family: ["webp"], mime: "image/webp", preview: "image" },
  bmp: { family: ["bmp"], mime: "image/bmp", preview: "image" },
  // What browsers do not draw themselves is taken and downloaded.
  tif: { family: ["tiff"], mime: "image/tiff" },
  tiff: { family: ["tiff"], mime: "image/tiff" },
  heic: { family: ["heif"], mime: "image/heic" },
  heif: { family: ["heif"], mime: "image/heif" },
  // Under a password an office document is an OLE container: which it really is, `opens.ts` finds out.
  docx: { family: ["zip", "ole"], mime: `${OFFICE}.wordprocessingml.document` },
  xlsx: { family: ["zip", "ole"], mime: `${OFFICE}.spreadsheetml.sheet` },
  pptx: { family: ["zip", "ole"], mime: `${OFFICE}.presentationml.presentation` },
  odt: { family: ["zip"], mime: "application/vnd.oasis.opendocument.text" },
  ods: { family: ["zip"], mime: "application/vnd.oasis.opendocument.spreadsheet" },
  zip: { family: ["zip"], mime: "application/zip" },
  rar: { family: ["rar"], mime: "application/vnd.rar" },
  "7z": { family: ["7z"], mime: "application/x-7z-compressed" },
  doc: { family: ["ole"], mime: "application/msword" },
  xls: { family: ["ole"], mime: "application/vnd.ms-excel" },
  msg: { family: ["ole"], mime: "application/vnd.ms-outlook" },
  eml: { family: ["mail"], mime: "message/rfc822" },
  rtf: { family: ["rtf"], mime: "application/rtf" },
  txt: { family: ["text"], mime: "text/plain" },
  csv: { family: ["text"], mime: "text/csv" },
  xml: { family: ["xml"], mime: "application/xml" },
  p7s: { family: ["der", "text"], mime: "application/pkcs7-signature" },
  p7m: { family: ["der", "text"], mime: "application/pkcs7-mime" },
  sig: { family: ["der", "text"], mime: "application/pkcs7-signature" },
  cms: { family: ["der", "text"], mime: "application/cms" },
};

/** For documents that name what a person may upload. */
export const ALLOWED_EXTENSIONS = Object.keys(KINDS);

/**
 * Whether the bytes are what the name says, and the name is of an allowed kind.
 *
 * @param head the first `SNIFF_BYTES` of the file
 * @throws DomainError `unsupported_file` for another kind, an executable, active content, or a disguise
 */
export function sniff(head: Buffer, declaredName: string): FileKind {
  const kind = /\.([A-Za-z0-9]{1,5})$/.exec(declaredName)?.[1]?.toLowerCase() ?? "";
  const allowed = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (!allowed) throw unsupported("file_kind_refused", kind);
  // A letter is text to everybody else, and may hold a page: nothing ever opens it in place.
  const family = kind === "eml" ? letterFamily(head) : familyOf(head);
  if (!family || !allowed.family.includes(family)) throw unsupported("file_disguised", kind);
  const mime = family === "ole" && allowed.family.includes("zip") ? UNDER_PASSWORD : allowed.mime;
  return { kind, mime, preview: allowed.preview ?? null };
}

function unsupported(key: string, kind: string): DomainError {
  return new DomainError("unsupported_file", `${key}: .${kind}`, { key, params: { kind: kind || "?" } });
}

function familyOf(head: Buffer): Family | null {
  const ascii = head.toString("latin1", 0, 16);
  if (head.toString("latin1", 0, 1_024).includes("%PDF-") && !ascii.startsWith("PK") && !ascii.startsWith("MZ")) return "pdf";
  if (ascii.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (ascii.startsWith("\xff\xd8\xff")) return "jpeg";
  if (ascii.startsWith("GIF87a") || ascii.startsWith("GIF89a")) return "gif";
  if (ascii.startsWith("RIFF") && ascii.slice(8, 12) === "WEBP") return "webp";
  if (ascii.startsWith("BM") && head.length >= 26 && head.readUInt32LE(6) === 0) return "bmp";
  if (ascii.startsWith("II*\0") || ascii.startsWith("MM\0*")) return "tiff";
  if (ascii.slice(4, 8) === "ftyp" && HEIF_BRANDS.has(ascii.slice(8, 12))) return "heif";
  if (ascii.startsWith("PK\x03\x04") || ascii.startsWith("PK\x05\x06")) return "zip";
  if (ascii.startsWith("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) return "ole";
  if (ascii.startsWith("Rar!\x1a\x07")) return "rar";
  if (ascii.startsWith("7z\xbc\xaf\x27\x1c")) return "7z";
  if (ascii.startsWith("{\\rtf")) return "rtf";
  if (head[0] === 0x30 && ((head[1] ?? 0) & 0x80) !== 0) return "der";
  return textFamily(head);
}

/** Pictures of phones, one or several in a file. */
const HEIF_BRANDS = new Set(["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"]);

/**
 * Text is UTF-8, a single-byte Cyrillic page without control bytes, or UTF-16 with its mark; pages and drawings with scripts are
 * refused.
 */
function textFamily(head: Buffer): "text" | "xml" | null {
  const text = textOf(head);
  if (text === null) return null;
  if (/<(?:!doctype\s+html|html|script|svg|iframe|body|head)\b/i.test(text) || text.startsWith("#!")) return null;
  return text.startsWith("<?xml") || /^<[A-Za-z_][\w.:-]*[\s>/]/.test(text) ? "xml" : "text";
}

/** Lines of a header first, one of those that every letter has among them (RFC 5322). */
function letterFamily(head: Buffer): "mail" | null {
  const text = textOf(head) ?? "";
  const [header = ""] = text.split(/\r?\n\r?\n/u, 1);
  const isLetter = /^[A-Za-z][A-Za-z0-9-]*:\s/u.test(text) && /^(?:from|date|received|return-path|message-id):/imu.test(header);
  return isLetter ? "mail" : null;
}

/** The characters without the mark and the space before them; null where they hold control characters, or are none. */
function textOf(head: Buffer): string | null {
  const text = decoded(head);
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is looked for
  if (head.length === 0 || /[\u0000-\u0008\u000b\u000e-\u001f]/u.test(text)) return null;
  return text.replace(/^\uFEFF/, "").trimStart();
}

function decoded(head: Buffer): string {
  const mark = head.toString("latin1", 0, 2);
  if (mark !== "\xff\xfe" && mark !== "\xfe\xff") return head.toString("utf8");
  const whole = Buffer.from(head.subarray(0, head.length - (head.length % 2)));
  return (mark === "\xff\xfe" ? whole : whole.swap16()).toString("utf16le");
}
