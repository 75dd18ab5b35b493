// Preloaded (`node --import`) into the server: it stops in order when the start tool dies, and starts quickly.
import { enableCompileCache, flushCompileCache } from "node:module";
import { join } from "node:path";
import { ROOT, watchParent } from "./runtime.mjs";

const FLUSH_AFTER_MS = 15_000;

watchParent();
// Stripping the types of a thousand files takes longer than starting the database.
enableCompileCache(join(ROOT, "node_modules/.cache/node"));
// Written at an orderly end by itself; a killed server would leave none.
setTimeout(flushCompileCache, FLUSH_AFTER_MS).unref();
