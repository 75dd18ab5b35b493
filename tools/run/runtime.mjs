// Brings the pinned Node and the packages. Runs under the machine's own Node as well: built-ins only.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const RUNTIME_BIN = join(ROOT, "tools/runtime/node_modules/.bin");
const WINDOWS = process.platform === "win32";

/** Whether this process already is the Node that tools/runtime pins. */
export function isPinnedNode() {
  return realpathSync(process.execPath).startsWith(realpathSync(join(ROOT, "tools/runtime")));
}

/**
 * Installs a folder's packages when they do not match its lock file; silent when they do.
 *
 * @param {string} folder holds package.json and package-lock.json
 * @param {string} label what to call it in the one line printed
 */
export async function ensurePackages(folder, label) {
  const lockText = readFileSync(join(folder, "package-lock.json"), "utf8");
  const hash = createHash("sha256").update(lockText).digest("hex");
  const stamp = join(folder, "node_modules/.tartip-stamp");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  if (!matchesLock(folder, lockText)) await install(folder, label);
  writeFileSync(stamp, hash);
}

/**
 * Whether what npm recorded as installed is what the lock file asks for. Saves a full installation after `npm i package`.
 *
 * @param {string} folder
 * @param {string} lockText
 */
function matchesLock(folder, lockText) {
  const record = join(folder, "node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(lockText).packages;
  const present = JSON.parse(readFileSync(record, "utf8")).packages;
  const inModules = Object.keys(wanted).filter((path) => path.includes("node_modules/"));
  const complete = inModules.every((path) =>
    present[path] ? present[path].version === wanted[path].version : wanted[path].optional === true,
  );
  return complete && Object.keys(present).every((path) => path in wanted);
}

/**
 * @param {string} folder
 * @param {string} label
 */
async function install(folder, label) {
  const began = Date.now();
  process.stdout.write(`${label}: installing … `);
  const strict = process.env.CI && folder === ROOT ? ["--strict-allow-scripts"] : [];
  const args = ["ci", "--no-audit", "--no-fund", "--loglevel=error", ...strict];
  const { code, output } = await quietly(WINDOWS ? "npm.cmd" : "npm", args, folder);
  if (code !== 0) {
    process.stdout.write("failed\n");
    throw new Error(`npm ${args.join(" ")} failed in ${folder}:\n${output}`);
  }
  process.stdout.write(`${((Date.now() - began) / 1000).toFixed(1)} s\n`);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 * @returns {Promise<{code: number, output: string}>}
 */
function quietly(command, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: cleanEnvironment(), stdio: ["ignore", "pipe", "pipe"], shell: WINDOWS });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * The environment without what an outer `npm start` put into it: it names the outer npm's Node and folders.
 * The person's own settings of registry, cache and proxy stay.
 */
function cleanEnvironment() {
  const foreign =
    /^(npm_(?!config_(registry|cache|userconfig|globalconfig|proxy|https_proxy|noproxy|cafile|offline|prefer_offline)$)|INIT_CWD$)/;
  const kept = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  const path = `${RUNTIME_BIN}${delimiter}${process.env.PATH ?? ""}`;
  return { ...Object.fromEntries(kept), PATH: process.env.PATH?.startsWith(RUNTIME_BIN) ? process.env.PATH : path };
}

/**
 * Runs this program again under the pinned Node, hands signals through, and ends as it ends.
 *
 * @param {string[]} args script and its arguments
 * @returns {Promise<number>} exit code
 */
export function inPinnedNode(args) {
  const node = join(RUNTIME_BIN, WINDOWS ? "node.cmd" : "node");
  return runForwarding(WINDOWS ? node : realpathSync(node), args, { env: cleanEnvironment() });
}

/**
 * Runs a program to its end with this terminal. Signals to this process go on to it; should this process die without
 * a chance to say so, the child notices by its closed channel (`watchParent`).
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv}} [options]
 * @param {Promise<boolean>} [ready] what the child waits for: true is sent to it, false ends it
 * @returns {Promise<number>} exit code; 128 + number of the signal that ended it
 */
export function runForwarding(command, args, options = {}, ready) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ["inherit", "inherit", "inherit", "ipc"] });
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => {
      // Ctrl-C in a terminal reaches the whole group by itself; twice would mean "at once".
      if (signal === "SIGINT" && process.stdin.isTTY) return;
      child.kill(signal);
    };
    /** @type {NodeJS.Signals[]} */
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals) process.on(signal, forward);
    void ready?.then((good) => (good && child.connected ? child.send("ready") : child.kill("SIGTERM")));
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      for (const name of signals) process.off(name, forward);
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 1));
    });
  });
}

/** Ends this process in order when the one that started it is gone, so that a killed `npm start` leaves nothing behind. */
export function watchParent() {
  const endInOrder = () => process.kill(process.pid, "SIGTERM");
  if (process.channel) {
    process.once("disconnect", endInOrder);
    process.channel.unref();
  } else if (process.env.npm_lifecycle_event) {
    // npm dies without telling its script; a shell that ends is another matter: it may have meant to leave us running.
    const before = ancestors();
    setInterval(() => ancestors() !== before && endInOrder(), 500).unref();
  }
}

/** The shell that npm starts a script with, and npm itself (where the system tells it cheaply). */
function ancestors() {
  const shell = process.ppid;
  try {
    const stat = readFileSync(`/proc/${shell}/stat`, "utf8");
    return `${shell} ${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]}`;
  } catch {
    return String(shell);
  }
}
