import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's root folder. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Path of a program npm installed in the root. */
export function bin(name: string): string {
  return join(ROOT, "node_modules/.bin", process.platform === "win32" ? `${name}.cmd` : name);
}

export interface Finished {
  code: number;
  /** Both streams as they came. */
  output: string;
  stdout: string;
  seconds: number;
}

export interface RunOptions {
  cwd?: string;
  env?: Record<string, string>;
  /** Shows the output as it comes instead of only keeping it. */
  show?: boolean;
}

/** Runs a program to its end and keeps what it printed; never throws for a failing one. */
export async function run(command: string, args: string[], options: RunOptions = {}): Promise<Finished> {
  const began = performance.now();
  const child = spawn(command, args, {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  // A letter of two bytes may be cut by the end of a chunk; the decoder waits for its rest.
  child.stdout.setEncoding("utf8");
  child.stderr.setEncoding("utf8");
  let output = "";
  let stdout = "";
  const take = (chunk: string) => {
    output += chunk;
    if (options.show) process.stdout.write(chunk);
  };
  child.stdout.on("data", (chunk: string) => {
    stdout += chunk;
    take(chunk);
  });
  child.stderr.on("data", take);
  const stop = () => child.kill("SIGTERM");
  process.once("SIGTERM", stop).once("SIGINT", stop);
  const code = await new Promise<number>((resolve) => {
    child.once("error", (error) => {
      output += error.message;
      resolve(1);
    });
    child.once("close", (status, signal) => resolve(signal ? 1 : (status ?? 1)));
  });
  process.off("SIGTERM", stop).off("SIGINT", stop);
  return { code, output, stdout, seconds: (performance.now() - began) / 1000 };
}

/** `12.3 s`, right-aligned to a column. */
export function seconds(value: number): string {
  return `${value.toFixed(1)} s`.padStart(8);
}
