import { ROOT } from "./process.ts";
import { runForwarding } from "./runtime.mjs";
import { buildWeb, isWebBuilt } from "./web.ts";

/** Runs the server until it is told to stop; pages whose sources changed are built while it gets ready. */
export async function start(args: string[]): Promise<number> {
  const building = isWebBuilt() ? null : buildWeb();
  const ended = await runForwarding(
    process.execPath,
    ["--import", "./tools/run/with-parent.mjs", "apps/server/src/main.ts", ...args],
    { cwd: ROOT, env: { ...process.env, ...(building ? { TARTIP_PAGES: "building" } : {}) } },
    building?.then((code) => code === 0),
  );
  return (await building) || ended;
}
