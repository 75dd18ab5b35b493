// Paths and commands the papers mention exist.
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { report, rootFromArguments, type Violation } from "./checks/sources.ts";

const PAPERS = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"];
const PATH = /^(\.ci|apps|packages|tools|e2e|bench|docs|deploy)\/[\w.*/@-]*$/;
const NPM_BUILT_IN = new Set(["ci", "install", "i", "audit"]);

/** All violations of a checkout (or of a tree shaped like one). */
export function checkPaths(root: string): Violation[] {
  const scripts = scriptsOf(root);
  return PAPERS.filter((file) => existsSync(join(root, file))).flatMap((file) =>
    readFileSync(join(root, file), "utf8")
      .split("\n")
      .flatMap((text, index) => [
        ...checkMentions(root, text).map((message) => ({ file, line: index + 1, message })),
        ...checkCommands(scripts, text).map((message) => ({ file, line: index + 1, message })),
      ]),
  );
}

function scriptsOf(root: string): Set<string> {
  // reason: package.json is the project's own and npm has read it already
  const { scripts = {} } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts?: Record<string, string> };
  return new Set(Object.keys(scripts));
}

/** Paths in `code` and in links. */
function checkMentions(root: string, text: string): string[] {
  const quoted = [...text.matchAll(/`([^`]+)`/g)].flatMap(([, code = ""]) => code.split(/\s+/)).filter((word) => PATH.test(word));
  const linked = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
  return [...quoted, ...linked].filter((path) => !isThere(root, path)).map((path) => `${path} does not exist`);
}

function isThere(root: string, path: string): boolean {
  return path.includes("*") ? globSync(path, { cwd: root }).length > 0 : existsSync(join(root, path));
}

function checkCommands(scripts: Set<string>, text: string): string[] {
  const named = [...text.matchAll(/\bnpm (?:run )?([a-z][\w:-]*)/g)].map(([, script = ""]) => script);
  const direct = [...text.matchAll(/\btools\/run\.mjs ([a-z][\w:-]*)/g)].map(([, script = ""]) => script);
  const unknown = [...named, ...direct].filter((script) => !scripts.has(script) && !NPM_BUILT_IN.has(script));
  return unknown.map((script) => `there is no script "${script}"`);
}

if (import.meta.main) report(checkPaths(rootFromArguments()));
