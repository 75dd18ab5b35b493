import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { untar } from "../untar.ts";
import { plant } from "./tree.ts";

interface Entry {
  name: string;
  kind: string;
  text?: string;
  mode?: number;
}

/** An archive as `tar --format=ustar` writes it. */
function archive(entries: Entry[]): Buffer {
  const blocks = entries.map(({ name, kind, text = "", mode = 0o644 }) => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write(`${mode.toString(8).padStart(7, "0")}\0`, 100);
    header.write(`${Buffer.byteLength(text).toString(8).padStart(11, "0")} `, 124);
    header.write(kind, 156);
    header.write("ustar\0", 257);
    const body = Buffer.alloc(Math.ceil(Buffer.byteLength(text) / 512) * 512);
    body.write(text);
    return Buffer.concat([header, body]);
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

it("unpacks folders and files of any length, with their modes", () => {
  const root = plant({});
  const long = "ә".repeat(700);
  untar(
    archive([
      { name: "fonts/", kind: "5", mode: 0o755 },
      { name: "fonts/empty", kind: "0" },
      { name: "fonts/deep/long", kind: "0", text: long },
      { name: "program", kind: "0", text: "#!/bin/sh\n", mode: 0o755 },
    ]),
    root,
  );
  expect(readdirSync(root).toSorted()).toEqual(["fonts", "program"]);
  expect(readFileSync(join(root, "fonts/empty"), "utf8")).toBe("");
  expect(readFileSync(join(root, "fonts/deep/long"), "utf8")).toBe(long);
  expect(statSync(join(root, "program")).mode & 0o700).toBe(0o700);
  expect(statSync(join(root, "fonts/deep/long")).mode & 0o700).toBe(0o600);
});

it("refuses what it does not know, and what leads out of the folder", () => {
  const root = plant({});
  expect(() => untar(archive([{ name: "link", kind: "2" }]), root)).toThrow("Not unpacked: link of kind 2");
  expect(() => untar(archive([{ name: "../outside", kind: "0", text: "x" }]), root)).toThrow("Not unpacked: ../outside");
  expect(readdirSync(root)).toEqual([]);
});
