import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { untar } from "./untar.ts";

const ROOT = join(import.meta.dirname, "..");
const SYSTEM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Goes up when what is unpacked changes. */
const LAYOUT = 2;

/**
 * The machine's fonts where it has any, and the package's for a machine that has none: without a single font
 * the browser draws no text.
 */
const FONT_SETTINGS = `<?xml version="1.0"?>
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
</fontconfig>
`;

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
 * @throws Error when there is none for this platform, or it does not start here
 */
export async function chromiumPath(): Promise<string> {
  const chosen = process.env["CHROME"];
  if (chosen) return chosen;
  if (process.platform === "linux" && process.arch === "x64") return unpacked();
  const installed = SYSTEM.find((path) => existsSync(path));
  if (!installed) throw new Error("No Chromium for this platform comes with npm: install one and set CHROME to its path.");
  return installed;
}

function unpacked(): string {
  const packageFolder = join(dirname(createRequire(join(ROOT, "e2e/package.json")).resolve("@sparticuz/chromium")), "..");
  // reason: the file belongs to the pinned package
  const { version } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as { version: string };
  const folder = join(ROOT, "node_modules/.cache/chromium", `${version}-${LAYOUT}`);
  const launcher = join(folder, "launch.sh");
  if (complaintOf(launcher) === null) return launcher;
  // Two runs may unpack at once: each works in a folder of its own, the first to finish wins.
  const draft = `${folder}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  unpackInto(draft, join(packageFolder, "bin"));
  const complaint = complaintOf(join(draft, "launch.sh"));
  if (complaint !== null) throw new Error(`The Chromium that npm brought does not start here: ${complaint}`);
  if (complaintOf(launcher) !== null) {
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
  }
  rmSync(draft, { recursive: true, force: true });
  return launcher;
}

function unpackInto(folder: string, archives: string): void {
  mkdirSync(folder, { recursive: true });
  const part = (name: string) => brotliDecompressSync(readFileSync(join(archives, name)));
  const program = join(folder, "chromium");
  writeFileSync(program, part("chromium.br"), { mode: 0o755 });
  for (const name of ["swiftshader", "fonts"]) untar(part(`${name}.tar.br`), folder);
  // A bare machine lacks NSS and the like; the same package brings them.
  const ownLibraries = complaintOf(program) !== null;
  if (ownLibraries) untar(part("al2023.tar.br"), folder);
  writeFileSync(join(folder, "fonts.conf"), FONT_SETTINGS);
  writeFileSync(join(folder, "launch.sh"), launchScript(ownLibraries), { mode: 0o755 });
}

/** What a program says instead of its version; null when it starts. */
function complaintOf(program: string): string | null {
  const { status, error, stderr } = spawnSync(program, ["--version"], { encoding: "utf8" });
  return status === 0 ? null : (error?.message ?? stderr.trim());
}

/** The script may be called by its full path only: every program beside the shell may be missing. */
function launchScript(ownLibraries: boolean): string {
  return [
    "#!/bin/sh",
    "here=${0%/*}",
    ...(ownLibraries ? ['export LD_LIBRARY_PATH="$here/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"'] : []),
    'export FONTCONFIG_FILE="$here/fonts.conf"',
    'exec "$here/chromium" "$@"',
    "",
  ].join("\n");
}

if (import.meta.main) process.stdout.write(`${await chromiumPath()}\n`);
