import { createHash, randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sniff } from "./sniff.ts";
import type { BlobStore } from "./storage.ts";
import { openLocalStore } from "./storage.ts";

let root: string;
let store: BlobStore;
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "tartip-store-"));
  store = await openLocalStore(root);
});
afterAll(() => rm(root, { recursive: true }));

const MOST = { maxBytes: 300_000 };

it("gives back what it took, whole or in part, under a random key", async () => {
  const bytes = randomBytes(200_000);
  const blob = await store.put(Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)]), MOST);
  expect(blob).toEqual({
    key: expect.stringMatching(/^[0-9a-f]{40}$/),
    size: 200_000,
    sha256: createHash("sha256").update(bytes).digest("hex"),
  });
  expect((await buffer(await store.open(blob.key))).equals(bytes)).toBe(true);
  expect((await buffer(await store.open(blob.key, { start: 10, end: 19 }))).equals(bytes.subarray(10, 20))).toBe(true);
  await store.remove(blob.key);
  await store.remove(blob.key);
  await expect(store.open(blob.key)).rejects.toMatchObject({ code: "not_found" });
});

it("keeps nothing of what is too large or breaks off", async () => {
  await expect(store.put(Readable.from([randomBytes(300_001)]), MOST)).rejects.toMatchObject({ code: "too_large" });
  const broken = Readable.from(
    (async function* () {
      yield randomBytes(10);
      throw new Error("connection lost");
    })(),
  );
  await expect(store.put(broken, MOST)).rejects.toThrow("connection lost");
  expect(await readdir(path.join(root, "incoming"))).toEqual([]);
});

it("refuses keys that are not its own and sweeps what a kill left", async () => {
  await expect(store.open("../../etc/passwd")).rejects.toThrow(/not a key/);
  const other = path.join(root, "other");
  await mkdir(path.join(other, "incoming"), { recursive: true });
  await writeFile(path.join(other, "incoming/half"), "x");
  await openLocalStore(other);
  expect(await readdir(path.join(other, "incoming"))).toEqual([]);
});

const head = (text: string) => Buffer.from(text, "latin1");
const PNG = head("\x89PNG\r\n\x1a\n....");
const ZIP = head("PK\x03\x04....");
const PDF = head("%PDF-1.7\n%\xe2\xe3");

it.each([
  ["Счёт № 5.pdf", PDF, "application/pdf"],
  ["scan.JPG", head("\xff\xd8\xff\xe0"), "image/jpeg"],
  ["a.png", PNG, "image/png"],
  ["a.gif", head("GIF89a"), "image/gif"],
  ["a.webp", head("RIFF\x10\0\0\0WEBPVP8 "), "image/webp"],
  ["Договор.docx", ZIP, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
  ["a.xls", head("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "application/vnd.ms-excel"],
  ["a.csv", Buffer.from("имя;сумма\r\nАйгуль;5"), "text/csv"],
  ["a.txt", Buffer.from("plain"), "text/plain"],
  ["esf.xml", Buffer.from('\uFEFF<?xml version="1.0"?><invoice/>'), "application/xml"],
  ["photo.HEIC", head("\0\0\0\x24ftypheic\0\0\0\0mif1heic"), "image/heic"],
  ["photo.heif", head("\0\0\0\x18ftypmif1\0\0\0\0"), "image/heif"],
  ["scan.tif", head("II*\0\b\0\0\0"), "image/tiff"],
  ["scan.tiff", head("MM\0*\0\0\0\b"), "image/tiff"],
  ["whatsapp.jfif", head("\xff\xd8\xff\xe0\0\x10JFIF"), "image/jpeg"],
  ["paint.bmp", head("BM\x36\0\x0c\0\0\0\0\0\x36\0\0\0\x28\0\0\0\0\x02\0\0\0\x02\0\0"), "image/bmp"],
  ["letter.eml", Buffer.from("Received: from mx\r\nFrom: a@b.kz\r\nSubject: x\r\n\r\n<html><body>text"), "message/rfc822"],
  ["letter.msg", head("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "application/vnd.ms-outlook"],
  ["locked.xlsx", head("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "application/x-ole-storage"],
  ["from-excel.txt", Buffer.from("\uFEFFимя\tсумма\r\nӘйгерім\t5", "utf16le"), "text/plain"],
  ["big-endian.csv", Buffer.from("\uFEFFимя;сумма\r\n", "utf16le").swap16(), "text/csv"],
  ["header.txt", Buffer.from("From: a@b.kz\n\nplain"), "text/plain"],
  ["doc.p7s", Buffer.from([0x30, 0x82, 0x01, 0x00]), "application/pkcs7-signature"],
])("takes %s", (name, bytes, mime) => {
  expect(sniff(bytes, name).mime).toBe(mime);
});

it.each([
  ["a.svg", Buffer.from("<svg/>")],
  ["a.html", Buffer.from("<html>")],
  ["a.exe", head("MZ\x90")],
  ["a.js", Buffer.from("alert(1)")],
  ["noextension", PDF],
  ["a.pdf", PNG],
  ["a.pdf", head("MZ\x90....%PDF-1.7")],
  ["a.docx", head("MZ\x90")],
  ["a.txt", PNG],
  ["a.txt", head("ab\0cd")],
  ["a.txt", Buffer.from("  <script>alert(1)</script>")],
  ["a.csv", Buffer.from("#!/bin/sh")],
  ["a.xml", Buffer.from('<?xml version="1.0"?><svg xmlns="x"/>')],
  ["a.constructor", PDF],
  ["a.heic", head("\0\0\0\x18ftypqt  ")],
  ["a.bmp", Buffer.from("BMW is a car, not a picture at all")],
  ["a.eml", Buffer.from("<html><script>alert(1)</script>")],
  ["a.eml", Buffer.from("Note: nothing of a letter\r\n\r\n<script>")],
  ["a.msg", PDF],
  ["a.txt", Buffer.from("\uFEFF<script>alert(1)</script>", "utf16le")],
  ["a.txt", Buffer.from("утф-16 without its mark", "utf16le")],
  ["a.txt", Buffer.alloc(0)],
])("refuses %s whatever it claims", (name, bytes) => {
  expect(() => sniff(bytes, name)).toThrow(expect.objectContaining({ code: "unsupported_file" }));
});
