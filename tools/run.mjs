#!/usr/bin/env node
// Entry of every npm script. Runs under whatever Node the machine has (20 or later), so: built-ins only, plain JavaScript.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensurePackages, inPinnedNode, isPinnedNode, ROOT, watchParent } from "./run/runtime.mjs";

watchParent();
if (isPinnedNode()) {
  await ensurePackages(ROOT, "Packages");
  const { main } = await import("./run/main.ts");
  await main(process.argv.slice(2));
} else {
  if (!existsSync(join(ROOT, "tools/runtime/package-lock.json"))) throw new Error("tools/runtime/package-lock.json is missing.");
  await ensurePackages(join(ROOT, "tools/runtime"), "Node 24");
  process.exitCode = await inPinnedNode(process.argv.slice(1));
}
