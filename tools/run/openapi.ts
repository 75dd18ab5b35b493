import { ROOT } from "./process.ts";
import { runForwarding } from "./runtime.mjs";

/** `node tools/run.mjs openapi [--check]`: the API's description and the client's types from the server's routes. */
export function openapi(args: string[]): Promise<number> {
  return runForwarding(process.execPath, ["tools/openapi.ts", ...args], { cwd: ROOT, env: process.env });
}
