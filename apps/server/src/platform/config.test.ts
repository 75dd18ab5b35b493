import { expect, it } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

it("has a default for everything", () => {
  expect(readConfig({})).toMatchObject({ port: 3000, host: "127.0.0.1", databaseUrl: null, demo: true, trustProxy: false });
  expect(readConfig({ PORT: "0", TARTIP_DEMO: "0", TARTIP_URL: "https://tartip.kz" })).toMatchObject({
    port: 0,
    demo: false,
    publicUrl: "https://tartip.kz",
  });
});

it.each([
  ["PORT", "eighty"],
  ["PORT", "-1"],
  ["PORT", "70000"],
  ["PORT", "80.5"],
  ["HOST", "http://x"],
  ["DATABASE_URL", "mysql://x"],
  ["DATABASE_URL", "nonsense"],
  ["TARTIP_DEMO", "yes"],
  ["TARTIP_DEMO_PASSWORD", "short"],
  ["TARTIP_LOG", "loud"],
  ["TARTIP_URL", "tartip.kz"],
  ["TARTIP_MAX_FILE_MB", "0"],
])("refuses %s=%s in one sentence that names it", (name, value) => {
  const read = () => readConfig({ [name]: value });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(new RegExp(`^${name} is .*\\.$`));
});

it("wants both database addresses or neither, and repeats no password", () => {
  expect(() => readConfig({ DATABASE_OWNER_URL: "postgres://o:p@h/d" })).toThrow(/DATABASE_URL/);
  expect(() => readConfig({ DATABASE_URL: "postgress://me:topsecret@h/d" })).toThrow(/^(?!.*topsecret)/);
});
