// Writes the API's description and the client's types from the server's routes; `--check` only compares.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { undescribed } from "./checks/descriptions.ts";
import { generateTypes } from "./openapi-client/generate.ts";
import { ROOT, run } from "./run/process.ts";

const DOCUMENT = "packages/api-client/openapi.json";
const TYPES = "packages/api-client/src/schema.ts";

/** The document the server would serve, printed by its command line without a database. */
async function askServer(): Promise<string> {
  const { code, output, stdout } = await run(process.execPath, ["apps/server/src/cli.ts", "openapi"]);
  if (code !== 0) throw new Error(`apps/server/src/cli.ts openapi failed:\n${output}`);
  return `${JSON.stringify(JSON.parse(stdout), null, 2)}\n`;
}

function isCurrent(path: string, wanted: string): boolean {
  const full = join(ROOT, path);
  return existsSync(full) && readFileSync(full, "utf8") === wanted;
}

const document = await askServer();
const types = await generateTypes(JSON.parse(document));
const files: [path: string, text: string][] = [
  [DOCUMENT, document],
  [TYPES, types],
];
const checking = process.argv.includes("--check");
for (const [path, text] of files.filter(([file, wanted]) => !isCurrent(file, wanted))) {
  if (checking) {
    process.stdout.write(`${path} is not what the server's routes say: run "npm run openapi" and commit\n`);
    process.exitCode = 1;
  } else {
    writeFileSync(join(ROOT, path), text);
    process.stdout.write(`${path} written\n`);
  }
}
for (const place of undescribed(JSON.parse(document))) {
  process.stdout.write(`${DOCUMENT}: no description at ${place}\n`);
  process.exitCode = 1;
}
