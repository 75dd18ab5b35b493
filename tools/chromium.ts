import { execFileSync, spawnSync } from "node:child_process";
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";

const ROOT = join(import.meta.dirname, "..");
const SYSTEM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Switches every run of the browser needs: as root without a sandbox, silent towards the network. */
export const CHROMIUM_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--force-color-profile=srgb",
  "--font-render-hinting=none",
];

/**
 * The Chromium to test with: `CHROME` when set, else the one npm brought (unpacked once, about 3 s), else the system's.
 *
 * @throws Error when there is none for this platform
 */
export async function chromiumPath(): Promise<string> {
  const chosen = process.env["CHROME"];
  if (chosen) return chosen;
  if (process.platform === "linux" && process.arch === "x64") return unpacked();
  const installed = SYSTEM.find((path) => existsSync(path));
  if (!installed) throw new Error("No Chromium for this platform comes with npm: install one and set CHROME to its path.");
  return installed;
}

async function unpacked(): Promise<string> {
  const packageFolder = join(dirname(createRequire(join(ROOT, "e2e/package.json")).resolve("@sparticuz/chromium")), "..");
  // reason: the file belongs to the pinned package
  const { version } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as { version: string };
  const folder = join(ROOT, "node_modules/.cache/chromium", version);
  const launcher = join(folder, "launch.sh");
  if (existsSync(launcher)) return launcher;
  // Two runs may unpack at once: each works in a folder of its own, the first to finish wins.
  const draft = `${folder}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const part = (name: string) => join(packageFolder, "bin", name);
  await pipeline(
    createReadStream(part("chromium.br")),
    createBrotliDecompress(),
    createWriteStream(join(draft, "chromium"), { mode: 0o755 }),
  );
  for (const name of ["swiftshader", "fonts"]) await untar(part(`${name}.tar.br`), draft);
  const libraries = startsAlone(join(draft, "chromium")) ? [] : await addLibraries(part("al2023.tar.br"), draft);
  writeFileSync(join(draft, "fonts.conf"), fontSettings(folder));
  writeFileSync(join(draft, "launch.sh"), launchScript(libraries), { mode: 0o755 });
  try {
    renameSync(draft, folder);
  } catch {
    rmSync(draft, { recursive: true, force: true });
  }
  return launcher;
}

async function untar(archive: string, folder: string): Promise<void> {
  const plain = join(folder, "part.tar");
  await pipeline(createReadStream(archive), createBrotliDecompress(), createWriteStream(plain));
  execFileSync("tar", ["-xf", plain, "-C", folder]);
  rmSync(plain);
}

function startsAlone(program: string): boolean {
  return spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;
}

/** A bare machine lacks NSS and the like; the same package brings them. */
async function addLibraries(archive: string, folder: string): Promise<string[]> {
  await untar(archive, folder);
  return ["lib"];
}

/** The packaged settings name folders of another machine. */
function fontSettings(folder: string): string {
  return `<?xml version="1.0"?>\n<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>\n`;
}

function launchScript(libraries: string[]): string {
  const paths = libraries.map((name) => `$here/${name}`).join(":");
  return [
    "#!/bin/sh",
    'here=$(dirname "$(readlink -f "$0")")',
    ...(libraries.length > 0 ? [`export LD_LIBRARY_PATH="${paths}\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"`] : []),
    '[ -d /etc/fonts ] || export FONTCONFIG_FILE="$here/fonts.conf"',
    'exec "$here/chromium" "$@"',
    "",
  ].join("\n");
}

if (import.meta.main) process.stdout.write(`${await chromiumPath()}\n`);
