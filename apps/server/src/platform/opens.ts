import { DomainError } from "@tartip/domain/kernel/errors";
import type { Readable } from "node:stream";
import type { BlobStore, StoredBlob } from "./storage.ts";

/** Where a ZIP keeps its end record: the longest comment and the record itself. */
const TAIL_BYTES = 65_557;
/** A list of entries longer than this is no office document. */
const LONGEST_LIST = 4_194_304;
const END_RECORD = "PK\x05\x06";

/** The part by which each kind of office document knows itself. */
const OWN_PART: Record<string, string> = {
  docx: "word/document.xml",
  xlsx: "xl/workbook.xml",
  pptx: "ppt/presentation.xml",
  odt: "content.xml",
  ods: "content.xml",
};

/**
 * Refuses a file that begins like its kind and is none: cut off on its way, or a few bytes with a right name. Looks at its end,
 * so it is asked once the whole file is there.
 *
 * @throws DomainError `unsupported_file`
 */
export async function mustOpen(store: BlobStore, { key, size }: StoredBlob, kind: string): Promise<void> {
  const part = async (start: number, length: number) =>
    textOf(await store.open(key, { start, end: Math.min(size, start + length) - 1 }));
  const tailAt = Math.max(0, size - TAIL_BYTES);
  const tail = () => part(tailAt, TAIL_BYTES);
  const good =
    kind === "pdf"
      ? pdfEnds(await tail())
      : kind === "png"
        ? (await tail()).includes("IEND")
        : kind === "zip" || Object.hasOwn(OWN_PART, kind)
          ? await archiveHolds(await tail(), size, OWN_PART[kind], part)
          : true;
  if (!good) throw new DomainError("unsupported_file", `a broken .${kind}`, { key: "file_broken", params: { kind } });
}

/**
 * An OLE container under the name of a newer office document is that document under a password, or something else.
 *
 * @throws DomainError `unsupported_file`
 */
export async function mustBeUnderPassword(store: BlobStore, { key, size }: StoredBlob, kind: string): Promise<void> {
  const header = Buffer.from(
    await textOf(await store.open(key, { start: 0, end: Math.min(size, OLE_HEADER_BYTES) - 1 })),
    "latin1",
  );
  const directory = header.length < OLE_HEADER_BYTES ? size : (header.readUInt32LE(48) + 1) * 2 ** header.readUInt16LE(30);
  const names =
    directory < size
      ? await textOf(await store.open(key, { start: directory, end: Math.min(size, directory + DIRECTORY_BYTES) - 1 }))
      : "";
  if (names.includes(ENCRYPTED)) return;
  throw new DomainError("unsupported_file", `no .${kind}`, { key: "file_disguised", params: { kind } });
}

/** [MS-CFB]: where the list of streams begins, and [MS-OFFCRYPTO]: the stream that holds the document itself. */
const OLE_HEADER_BYTES = 512;
/** A document under a password has about ten streams of 128 bytes. */
const DIRECTORY_BYTES = 8_192;
const ENCRYPTED = Buffer.from("EncryptedPackage", "utf16le").toString("latin1");

/** ISO 32000: the last lines say where the table of objects is. Viewers mend a wrong number; a file without this end was cut off. */
function pdfEnds(tail: string): boolean {
  return /startxref\s+\d+\s+%%EOF/u.test(tail);
}

async function archiveHolds(
  tail: string,
  size: number,
  name: string | undefined,
  part: (start: number, length: number) => Promise<string>,
): Promise<boolean> {
  const at = tail.lastIndexOf(END_RECORD);
  if (at < 0 || at + 22 > tail.length) return false;
  const record = Buffer.from(tail.slice(at, at + 22), "latin1");
  const [entries, length, start] = [record.readUInt16LE(10), record.readUInt32LE(12), record.readUInt32LE(16)];
  // ZIP64 keeps its numbers elsewhere; nothing that large is judged by its list.
  if (start === 0xff_ff_ff_ff || length === 0xff_ff_ff_ff) return true;
  if (entries === 0 || start + length > size || length > LONGEST_LIST) return false;
  const list = await part(start, length);
  return list.startsWith("PK\x01\x02") && (name === undefined || list.includes(name));
}

async function textOf(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("latin1");
}
