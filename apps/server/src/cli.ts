import { modules } from "./modules.ts";
import { ConfigError, readConfig } from "./platform/config.ts";
import { closeApp, createApp } from "./platform/create-app.ts";
import { runningDatabase } from "./platform/db/connect.ts";
import { openDatabase, openPool } from "./platform/db/database.ts";
import { migrate } from "./platform/db/migrate.ts";

/** Commands for operators and for the build: `node src/cli.ts <command>`. */
const commands: Record<string, (args: string[]) => Promise<void>> = {
  /** Brings the database of DATABASE_OWNER_URL (else DATABASE_URL) to the newest schema. */
  async migrate() {
    const config = readConfig();
    const url = config.databaseOwnerUrl ?? config.databaseUrl;
    if (!url) throw new ConfigError("DATABASE_URL is not set: the embedded database migrates itself at start.");
    await migrate(url, print);
  },
  /** Writes the table types; with `--check` only tells whether they are out of date. */
  async "db-types"(args) {
    const { generateTypes } = await import("./platform/db/generate-types.ts");
    const check = args.includes("--check");
    const changed = await generateTypes({ write: !check });
    if (check && changed)
      throw new ConfigError("schema.ts does not match the migrations: run `npm run db-types -w @tartip/server`.");
    print(changed ? "schema.ts written" : "schema.ts is up to date");
  },
  /** Prints every broken invariant of money and exits 1 when there is one. */
  async check() {
    const { brokenInvariants } = await import("./modules/budgets/questions.ts");
    const pool = openPool(runningDatabase(readConfig()));
    const broken = await brokenInvariants(openDatabase(pool));
    await pool.end();
    for (const { rule, subject } of broken) print(`${rule} ${subject}`);
    if (broken.length > 0) process.exitCode = 1;
  },
  /** Prints a link by which an administrator who forgot the password gets in; without an e-mail, who they are. */
  async "admin-link"([email]) {
    const { administrators, makeServerLink } = await import("./modules/people/commands.ts");
    const config = readConfig();
    const app = await createApp({ config, databaseUrl: runningDatabase(config), modules });
    try {
      const known = await administrators(app.db);
      if (!email) return known.forEach((one) => print(`${one.email}  ${one.name}`));
      const person = known.find((one) => one.email === email.trim().toLowerCase());
      if (!person) {
        const names = known.map((one) => one.email).join(", ");
        throw new ConfigError(`${email} is no active administrator. There are: ${names}.`);
      }
      const { token, expiresAt } = await makeServerLink(app, person.id);
      const address = config.publicUrl ?? `http://${config.host}:${config.port}`;
      print(`New password of ${person.name} (one-time link): ${address}/set-password?token=${token}`);
      print(`It works once, until ${expiresAt.toISOString()}. The other administrators and the chief executive have been told.`);
    } finally {
      await closeApp(app);
    }
  },
  /** Copies the data folder of a stopped server; refuses while one runs over it. */
  async "copy-data"([target]) {
    const { copyData } = await import("./platform/cold-copy.ts");
    const config = readConfig();
    if (!target) throw new ConfigError("Name the folder to copy to: cli.ts copy-data /backup/tartip");
    const { files, bytes } = await copyData(config, target);
    print(`${config.dataDir} is copied to ${target}: ${files} files, ${Math.ceil(bytes / 1024 / 1024)} MB.`);
  },
  /** Prints the OpenAPI document; needs no database. */
  async openapi() {
    const { openapiDocument } = await import("./platform/http/openapi-offline.ts");
    process.stdout.write(await openapiDocument(modules));
  },
};

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function run(): Promise<void> {
  const [name = "", ...args] = process.argv.slice(2);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new ConfigError(`Unknown command "${name}". There are: ${Object.keys(commands).join(", ")}.`);
  await command(args);
}

run().catch((error: unknown) => {
  process.stderr.write(
    error instanceof ConfigError ? `${error.message}\n` : `${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
});
