import { bench, prove, screens } from "./suites.ts";
import { check } from "./check.ts";
import { testExternal } from "./external.ts";
import { openapi } from "./openapi.ts";
import { start } from "./start.ts";
import { test } from "./test.ts";

type Command = (args: string[]) => Promise<number>;

const COMMANDS = new Map<string, Command>([
  ["start", start],
  ["check", check],
  ["test", test],
  ["test:external", testExternal],
  ["prove", prove],
  ["openapi", openapi],
  ["screens", screens],
  ["bench", bench],
]);

/** Runs one command of `npm run …`; its result becomes the process's exit code. */
export async function main([name = "", ...args]: string[]): Promise<void> {
  const command = COMMANDS.get(name);
  if (!command) {
    process.stderr.write(`Unknown command "${name}". One of: ${[...COMMANDS.keys()].join(", ")}.\n`);
    process.exitCode = 2;
    return;
  }
  process.exitCode = await command(args);
}
