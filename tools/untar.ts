import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const BLOCK = 512;

/**
 * Unpacks the files and folders of a plain tar archive; not every machine has a `tar`.
 *
 * @throws Error for an entry of another kind (a link, a long name): the archives of the pinned packages have none
 */
export function untar(archive: Buffer, folder: string): void {
  for (let at = 0; archive.length - at >= BLOCK && archive[at] !== 0;) {
    const text = (start: number, length: number) =>
      archive.toString("utf8", at + start, at + start + length).replace(/[\0 ].*$/su, "");
    const prefix = archive.toString("latin1", at + 257, at + 263) === "ustar\0" ? text(345, 155) : "";
    const name = join(prefix, text(0, 100));
    const mode = Number.parseInt(text(100, 8), 8);
    const size = Number.parseInt(text(124, 12), 8);
    const kind = text(156, 1);
    const path = join(folder, name);
    if (name.split("/").includes("..") || !["", "0", "5"].includes(kind))
      throw new Error(`Not unpacked: ${name} of kind ${kind}`);
    if (kind === "5") {
      mkdirSync(path, { recursive: true });
    } else {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, archive.subarray(at + BLOCK, at + BLOCK + size), { mode });
    }
    at += BLOCK * (1 + Math.ceil(size / BLOCK));
  }
}
