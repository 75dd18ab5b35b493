// An environment as on a machine that has only git, Node and npm. Runs under the machine's own Node: built-ins only.
import { accessSync, chmodSync, constants, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** What the README asks for, and the shell npm starts every script with. */
const NEEDED = ["sh", "git", "node", "npm"];

/** Root hands PostgreSQL to an ordinary user by one of these; every Debian, Fedora and their kin have them. */
const HELPFUL = ["unshare", "setpriv"];

/** Half a day from the company: what took the zone of its machine for the company's would show. */
const FAR_ZONE = "America/New_York";

/** How a network is reached, and the seed and time of a run that is to be repeated. */
const KEPT =
  /^(npm_config_.*|(https?|no|all)_proxy|NODE_EXTRA_CA_CERTS|NODE_USE_SYSTEM_CA|SSL_CERT_(FILE|DIR)|GIT_SSL_CAINFO|TARTIP_(SEED|TEST_NOW))$/iu;

/**
 * A folder with the programs of a bare machine and an empty home, and an environment that knows nothing else.
 *
 * @param {NodeJS.ProcessEnv} [outer] where the programs are looked for and the network's settings are taken from
 * @returns {{env: Record<string, string>, programs: string, remove: () => void}} `programs` is the folder in its PATH
 * @throws Error naming a needed program that is not there
 */
export function makeBare(outer = process.env) {
  const folder = mkdtempSync(join(tmpdir(), "tartip-bare-"));
  // Like /usr/bin, open to everyone: a test may run as another user.
  chmodSync(folder, 0o755);
  const programs = join(folder, "bin");
  const home = join(folder, "home");
  for (const made of [programs, home]) mkdirSync(made);
  for (const name of [...NEEDED, ...HELPFUL]) {
    const found = name === "node" ? process.execPath : find(name, outer.PATH ?? "");
    if (found) symlinkSync(found, join(programs, name));
    else if (NEEDED.includes(name)) throw new Error(`${name} is not in the PATH.`);
  }
  const kept = Object.entries(outer).flatMap(([name, value]) => (KEPT.test(name) && value !== undefined ? [[name, value]] : []));
  const env = { ...Object.fromEntries(kept), HOME: home, PATH: programs, CI: "true", TZ: FAR_ZONE };
  return { env, programs, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * @param {string} name
 * @param {string} path
 */
function find(name, path) {
  return path
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isProgram);
}

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
