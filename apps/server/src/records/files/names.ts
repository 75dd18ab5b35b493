import { DomainError } from "@tartip/domain/kernel/errors";

/** Bytes of a name in UTF-8: what every file system a download may land on can hold. */
const LONGEST = 255;

// oxlint-disable-next-line no-control-regex -- control characters are exactly what is refused here
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/u;

/** Marks that turn the reading direction make `gpj.exe` out of `exe.jpg` on screen. */
const DIRECTION = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * The name a file is kept under: as typed, in any script, with at most 255 bytes and its extension kept.
 *
 * @throws DomainError `unsupported_file` for an empty name and one with control or path characters
 */
export function fileName(typed: string): string {
  if (CONTROL.test(typed) || /[\\/]/u.test(typed)) throw refused("file_name_refused");
  const name = typed.replaceAll(DIRECTION, "").normalize("NFC").trim();
  if (name === "" || name === "." || name === "..") throw refused("file_name_missing");
  return shortened(name);
}

/**
 * The name of a part as it was typed: a form escapes the quotes in it (HTML, «multipart/form-data»). Line breaks, which it
 * escapes too, are in no name of a file.
 */
export function partName(sent: string): string {
  return sent.replaceAll("%22", '"');
}

function refused(key: string): DomainError {
  return new DomainError("unsupported_file", key, { key });
}

function shortened(name: string): string {
  if (Buffer.byteLength(name) <= LONGEST) return name;
  const extension = /\.[A-Za-z0-9]{1,5}$/u.exec(name)?.[0] ?? "";
  // Letters whole, accents and all: cutting by code unit would leave half a letter.
  const letters = Array.from(new Intl.Segmenter().segment(name.slice(0, name.length - extension.length)), (part) => part.segment);
  let bytes = extension.length;
  const kept = letters.filter((letter) => (bytes += Buffer.byteLength(letter)) <= LONGEST);
  return `${kept.join("").trimEnd()}${extension}`;
}

/** RFC 6266: an ASCII name for old readers, the true one in UTF-8 for all others. */
export function contentDisposition(type: "inline" | "attachment", name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]/gu, "_").replaceAll(/["\\%]/gu, "_");
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/gu, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${type}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
