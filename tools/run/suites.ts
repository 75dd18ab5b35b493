import { ROOT, bin } from "./process.ts";
import { runForwarding } from "./runtime.mjs";
import { buildWeb } from "./web.ts";

/** `npm run prove`: the long forms of the random, kill and fuzz runs. */
export function prove(args: string[]): Promise<number> {
  return runForwarding(bin("vitest"), ["run", "--project", "prove", ...args], {
    cwd: ROOT,
    env: { ...process.env, TARTIP_PROVE: "full" },
  });
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
