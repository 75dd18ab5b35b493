import { buildWeb } from "./web.ts";
import { ROOT } from "./process.ts";
import { runForwarding } from "./runtime.mjs";

/** Builds the web when its sources changed, then runs the server until it is told to stop. */
export async function start(args: string[]): Promise<number> {
  const built = await buildWeb();
  if (built !== 0) return built;
  return runForwarding(process.execPath, ["--import", "./tools/run/with-parent.mjs", "apps/server/src/main.ts", ...args], {
    cwd: ROOT,
    env: process.env,
  });
}
