import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { Violation } from "../checks/sources.ts";

/** A throw-away checkout with these files; removed when the test ends. */
export function plant(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "tartip-planted-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** `file:line message` of each, for short expectations. */
export function spoken(violations: Violation[]): string[] {
  return violations.map(({ file, line, message }) => `${file}:${line} ${message}`);
}

/** `count` lines of harmless code. */
export function filler(count: number): string {
  return "void 0;\n".repeat(count);
}
