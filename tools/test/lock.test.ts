import { expect, it } from "vitest";
import { checkLock, completeLock } from "../check-lock.ts";
import { spoken } from "./tree.ts";

const LOCK = {
  lockfileVersion: 3,
  packages: {
    "": { name: "x" },
    "node_modules/tool": {
      version: "2.0.0",
      optionalDependencies: { "@tool/linux-x64": "2.0.0", "@tool/binding-win32-arm64-msvc": "2.0.0" },
    },
    "node_modules/@tool/linux-x64": { version: "2.0.0", optional: true, os: ["linux"], cpu: ["x64"] },
  },
};
const TEXT = JSON.stringify(LOCK);

it("names the platform a registry lacked, and fills it in as npm would", () => {
  expect(spoken(checkLock("package-lock.json", TEXT))).toEqual([
    "package-lock.json:1 lacks node_modules/@tool/binding-win32-arm64-msvc: node tools/check-lock.ts --fix",
  ]);
  const completed = completeLock(TEXT);
  expect(checkLock("package-lock.json", completed)).toEqual([]);
  expect(JSON.parse(completed)).toMatchObject({
    packages: {
      "node_modules/@tool/binding-win32-arm64-msvc": { version: "2.0.0", cpu: ["arm64"], optional: true, os: ["win32"] },
    },
  });
  expect(completeLock(completed)).toBe(completed);
});

it("refuses addresses", () => {
  const addressed = { ...LOCK.packages["node_modules/@tool/linux-x64"], resolved: "https://registry.example/x.tgz" };
  const text = JSON.stringify({ packages: { "node_modules/x": addressed } });
  expect(checkLock("package-lock.json", text)).toHaveLength(1);
});
