import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { deflateRawSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { oleContainer } from "../../test/kit/ole.ts";
import { tinyPdf } from "../../test/kit/pdf.ts";
import { mustBeUnderPassword, mustOpen } from "./opens.ts";
import { openLocalStore, type BlobStore } from "./storage.ts";

let root: string;
let store: BlobStore;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "tartip-opens-"));
  store = await openLocalStore(root);
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** A ZIP with one entry, as office programs write it. */
function zip(name: string, text = "<xml/>", comment = ""): Buffer {
  const packed = deflateRawSync(Buffer.from(text));
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  local.writeUInt32LE(text.length, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(name.length, 28);
  const list = Buffer.concat([central, Buffer.from(name)]);
  const data = Buffer.concat([local, Buffer.from(name), packed]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(data.length, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([data, list, end, Buffer.from(comment)]);
}

async function opens(kind: string, bytes: Buffer | string): Promise<boolean> {
  const blob = await store.put(Readable.from([Buffer.from(bytes)]), { maxBytes: 1_000_000 });
  try {
    await mustOpen(store, blob, kind);
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: "unsupported_file" });
    return false;
  }
}

const PDF = tinyPdf("act");
const DOCX = zip("word/document.xml");

const WHOLE: [string, Buffer | string][] = [
  ["pdf", PDF],
  ["pdf", `${PDF}${"\0".repeat(2_000)}`],
  ["pdf", PDF.replaceAll("\n", "\r\n")],
  ["docx", DOCX],
  ["docx", zip("word/document.xml", "<xml/>", "a comment of the archive")],
  ["zip", zip("scan.jpg")],
  ["png", "\u0089PNG....IEND...."],
  ["txt", "any"],
  ["jpg", "\u00ff\u00d8\u00ff"],
];

it.each(WHOLE)("takes a whole .%s", async (kind, bytes) => {
  expect(await opens(kind, bytes)).toBe(true);
});

const BROKEN: [string, Buffer | string][] = [
  ["pdf", "%PDF-"],
  ["pdf", PDF.slice(0, -20)],
  ["docx", DOCX.subarray(0, DOCX.length - 30)],
  ["docx", zip("xl/workbook.xml")],
  ["docx", "PK\u0003\u0004"],
  ["xlsx", "PK\u0005\u0006"],
  ["zip", Buffer.concat([Buffer.from("PK\u0005\u0006"), Buffer.alloc(18)])],
  ["png", "\u0089PNG...."],
];

it.each(BROKEN)("refuses a .%s that only begins or only ends like one", async (kind, bytes) => {
  expect(await opens(kind, bytes)).toBe(false);
});

it("knows an office document under a password from another container of the same kind", async () => {
  const is = async (bytes: Buffer) => {
    const blob = await store.put(Readable.from([bytes]), { maxBytes: 1_000_000 });
    return mustBeUnderPassword(store, blob, "docx").then(
      () => true,
      (error) => expect(error).toMatchObject({ details: { key: "file_disguised" } }),
    );
  };
  expect(await is(oleContainer("EncryptedPackage", "\u0006DataSpaces", "EncryptionInfo"))).toBe(true);
  for (const other of [oleContainer("WordDocument", "1Table"), oleContainer(), oleContainer("EncryptedPackage").subarray(0, 600)])
    expect(await is(other)).not.toBe(true);
  expect(await is(oleContainer("EncryptedPackage").subarray(0, 100))).not.toBe(true);
});
