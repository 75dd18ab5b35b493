import { execFileSync } from "node:child_process";
import { chmodSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { makeBare } from "../run/bare.mjs";
import { plant } from "./tree.ts";

/** A machine on which somebody once installed a program, and a test that calls it. */
function plantCaller(): { file: string; outer: NodeJS.ProcessEnv } {
  const root = plant({
    "bin/planted-office": "#!/bin/sh\nexit 0\n",
    "calls.test.mjs": `
      import { execFileSync } from "node:child_process";
      import { it } from "node:test";
      it("opens a file", () => execFileSync("planted-office", ["--version"]));
    `,
  });
  chmodSync(join(root, "bin/planted-office"), 0o755);
  const path = [join(root, "bin"), process.env["PATH"] ?? ""].join(delimiter);
  return { file: join(root, "calls.test.mjs"), outer: { ...process.env, PATH: path } };
}

function bareOf(outer: NodeJS.ProcessEnv): Record<string, string> {
  const { env, remove } = makeBare(outer);
  onTestFinished(remove);
  return env;
}

/** What the test file's own runner says: null when it passed. */
function failureOf(file: string, env: NodeJS.ProcessEnv): string | null {
  try {
    // The outer runner's own variables would make the inner one report to it.
    execFileSync(process.execPath, [file], { env: { ...env, NODE_TEST_CONTEXT: "", NODE_OPTIONS: "" }, encoding: "utf8" });
    return null;
  } catch (error) {
    return error instanceof Error && "stdout" in error ? String(error.stdout) : String(error);
  }
}

it("fails a test that calls a program which only this machine has", () => {
  const { file, outer } = plantCaller();
  expect(failureOf(file, outer)).toBe(null);
  expect(failureOf(file, bareOf(outer))).toContain("spawnSync planted-office ENOENT");
});

it("holds the shell, git, Node, npm and an empty home, and of the environment only the network", () => {
  const env = bareOf({
    ...process.env,
    LANG: "ru_RU.UTF-8",
    TZ: "Asia/Almaty",
    CHROME: "/usr/bin/chromium",
    DATABASE_URL: "postgresql://elsewhere",
    https_proxy: "http://proxy.example:3128",
    npm_config_registry: "https://registry.example",
  });
  const programs = readdirSync(env["PATH"] ?? "");
  expect(programs).toEqual(expect.arrayContaining(["git", "node", "npm", "sh"]));
  expect(programs.filter((name) => !["git", "node", "npm", "sh", "setpriv", "unshare"].includes(name))).toEqual([]);
  expect(readdirSync(env["HOME"] ?? "")).toEqual([]);
  expect(env).toMatchObject({ https_proxy: "http://proxy.example:3128", npm_config_registry: "https://registry.example" });
  expect(env).toMatchObject({ TZ: "America/New_York" });
  for (const name of ["LANG", "CHROME", "DATABASE_URL"]) expect(env).not.toHaveProperty(name);
  expect(execFileSync("sh", ["-c", "node --version && npm --version && git --version"], { env, encoding: "utf8" })).toContain(
    "git",
  );
});

it("names a needed program that is not there", () => {
  expect(() => makeBare({ PATH: "" })).toThrow("sh is not in the PATH.");
});
