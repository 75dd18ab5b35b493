import { existsSync } from "node:fs";
import { chown, cp, lstat, mkdir, open, readdir } from "node:fs/promises";
import path from "node:path";
import { holdStopped } from "../../../../tools/postgres/supervisor.ts";
import { ConfigError, type Config } from "./config.ts";

export interface Copied {
  files: number;
  bytes: number;
}

/**
 * Copies the data folder of a stopped server, with rights, owners and times, and writes it through to the disk. The
 * folder is held meanwhile: a server that is started waits for the copy or says who holds it.
 *
 * @throws ConfigError when a server or its database runs over it, when the database is elsewhere, or the target is taken
 */
export async function copyData(config: Config, target: string): Promise<Copied> {
  const from = config.dataDir;
  const to = path.resolve(target);
  if (config.databaseUrl)
    throw new ConfigError("The database is not in this folder (DATABASE_URL is set): copy it with pg_dump.");
  if (!existsSync(path.join(from, "postgres"))) throw new ConfigError(`${from} holds no data of Tartip: set TARTIP_DATA.`);
  if (to === from || to.startsWith(`${from}${path.sep}`))
    throw new ConfigError(`${to} is inside the folder it would be a copy of.`);
  if (existsSync(to) && (await readdir(to)).length > 0) throw new ConfigError(`${to} is not empty: name a new folder.`);
  const release = await heldStopped(path.join(from, "postgres"));
  try {
    await mkdir(path.dirname(to), { recursive: true });
    // Of the process that holds the folder now; the copy is nobody's.
    const lock = path.join(from, "postgres/supervisor.lock");
    await cp(from, to, {
      recursive: true,
      preserveTimestamps: true,
      verbatimSymlinks: true,
      filter: (source) => source !== lock,
    });
    return await settle(from, to);
  } finally {
    release();
  }
}

async function heldStopped(folder: string): Promise<() => void> {
  try {
    return await holdStopped(folder);
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error));
  }
}

/** Gives every copy the owner of its original and waits until its bytes are on the disk. */
async function settle(from: string, to: string): Promise<Copied> {
  const { uid, gid } = await lstat(from);
  const handle = await open(to, "r");
  try {
    if (process.getuid?.() === 0) await chown(to, uid, gid);
    const state = await handle.stat();
    if (!process.platform.startsWith("win")) await handle.sync();
    if (state.isFile()) return { files: 1, bytes: state.size };
  } finally {
    await handle.close();
  }
  const copied: Copied = { files: 0, bytes: 0 };
  for (const entry of await readdir(to, { withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const { files, bytes } = await settle(path.join(from, entry.name), path.join(to, entry.name));
    copied.files += files;
    copied.bytes += bytes;
  }
  return copied;
}
