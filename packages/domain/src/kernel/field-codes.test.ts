import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { FIELD_CODES } from "./field-codes.ts";

/** Files whose refusals are read by people, and how a code stands in them. */
const FOLDERS = ["kernel", "requests", "requisites", "invoices"];
const CODE = /(?:code: |refused\(|fail\([^"]*?, |bad\(path, |missing\()"([a-z]+[A-Za-z]*)"/g;
const SETTINGS = ["requiredAt", "requiredAtStep", "requiredIf"];
const FAMILY = /"((?:money|date|required|qty|split|bin|iin|iban|bic|kbe|knp)[A-Z][A-Za-z]*)"/g;

it("lists every code the rules can answer, so that each has its sentence", () => {
  const root = new URL("../", import.meta.url);
  const used = FOLDERS.flatMap((folder) => readdirSync(new URL(`${folder}/`, root)).map((file) => `${folder}/${file}`))
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !file.includes("field-codes"))
    .filter((file) => !/(meaning|workflow|guards|facts|policy|steps|basis|blockers|refusals|decision|errors)\.ts$/.test(file))
    .flatMap((file) => {
      const source = readFileSync(new URL(file, root), "utf8");
      return [...source.matchAll(CODE), ...source.matchAll(FAMILY)].map(([, code]) => code ?? "");
    });
  expect(new Set(used).size).toBeGreaterThan(70);
  expect([...new Set(used)].filter((code) => !(code in FIELD_CODES) && !SETTINGS.includes(code))).toEqual([]);
});
