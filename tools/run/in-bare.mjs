// `node in-bare.mjs <program> …` runs a program as on a machine that has only git, Node and npm, and ends as it ends.
import { join } from "node:path";
import { makeBare } from "./bare.mjs";
import { runForwarding } from "./runtime.mjs";

const [program = "", ...args] = process.argv.slice(2);
const bare = makeBare();
try {
  process.exitCode = await runForwarding(join(bare.programs, program), args, { env: bare.env });
} finally {
  bare.remove();
}
