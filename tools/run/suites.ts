import { proveDays } from "./days.ts";
import { ROOT, bin } from "./process.ts";
import { runForwarding } from "./runtime.mjs";
import { buildWeb } from "./web.ts";

/**
 * `npm run prove`: the long forms of the random, kill and fuzz runs, then everything that goes by a clock on every day
 * of `tools/testing/days.ts`. With words for vitest (a file, a name) only what they name; `days` for the days alone.
 */
export async function prove(args: string[]): Promise<number> {
  if (args[0] === "days") return (await proveDays()) === 0 ? 0 : 1;
  const code = await runForwarding(bin("vitest"), ["run", "--project", "prove", ...args], {
    cwd: ROOT,
    env: { ...process.env, TARTIP_PROVE: "full" },
  });
  if (args.length > 0) return code;
  return (await proveDays()) + code === 0 ? 0 : 1;
}

/** `npm run screens`: pictures of every page of the demo company. */
export async function screens(args: string[]): Promise<number> {
  const built = await buildWeb();
  return built === 0 ? node("tools/screens.ts", args) : built;
}

/** `npm run bench`: load, growth and page speed. */
export async function bench(args: string[]): Promise<number> {
  const built = await buildWeb();
  return built === 0 ? node("bench/run.ts", args) : built;
}

function node(script: string, args: string[]): Promise<number> {
  return runForwarding(process.execPath, [script, ...args], { cwd: ROOT, env: process.env });
}
