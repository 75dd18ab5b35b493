import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { startPostgres } from "../../../../../tools/postgres/supervisor.ts";
import { MIGRATIONS_DIR, migrate } from "./migrate.ts";

const REPOSITORY = path.join(import.meta.dirname, "../../../../..");
const SCHEMA_FILE = path.join(import.meta.dirname, "schema.ts");

/** jsonb reads as `unknown` and is written as text: pg would turn a bare array into a PostgreSQL array. */
const JSON_TYPE = "export type Json = ColumnType<unknown, string, string>;";

/**
 * Writes `schema.ts` from a throwaway database that has every migration.
 *
 * @returns whether the file on disk was different
 */
export async function generateTypes({ write, dir = MIGRATIONS_DIR }: { write: boolean; dir?: string }): Promise<boolean> {
  const dataDir = await mkdtemp(path.join(tmpdir(), "tartip-types-"));
  const postgres = await startPostgres({ dataDir, forTests: true });
  try {
    await migrate(postgres.ownerUrl, undefined, dir);
    const fresh = await describe(postgres.ownerUrl, path.join(dataDir, "schema.ts"));
    const before = await readFile(SCHEMA_FILE, "utf8").catch(() => "");
    if (write && fresh !== before) await writeFile(SCHEMA_FILE, fresh);
    return fresh !== before;
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function describe(url: string, outFile: string): Promise<string> {
  const mapping = { int8: "number", jsonb: "Json", json: "Json", xid8: "string", tsvector: "string" };
  const args = ["--dialect", "postgres", "--url", url, "--out-file", outFile, "--date-parser", "string"];
  args.push("--type-mapping", JSON.stringify(mapping), "--default-schema", "public", "--exclude-pattern", "pgboss.*");
  const program = path.join(REPOSITORY, "node_modules/kysely-codegen/dist/cli/bin.js");
  await promisify(execFile)(process.execPath, [program, ...args], { cwd: path.dirname(outFile) });
  const generated = await readFile(outFile, "utf8");
  return tidy(generated);
}

function tidy(generated: string): string {
  const kept = generated
    .split(/\n\n+/)
    .filter((block) => !/^export type Json(?:Array|Object|Primitive|Value)?\b/.test(block.trim()))
    .join("\n\n");
  return kept.replace(/(export interface )/, `${JSON_TYPE}\n\n$1`);
}
