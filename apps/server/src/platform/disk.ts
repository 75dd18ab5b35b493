import { statfs } from "node:fs/promises";
import { DomainError } from "@tartip/domain/kernel/errors";
import type { App } from "./app.ts";

/** Bytes that may still be written into the data folder by an ordinary user. */
export async function freeBytes({ config }: Pick<App, "config">): Promise<number> {
  const { bavail, bsize } = await statfs(config.dataDir);
  return bavail * bsize;
}

/**
 * Refuses what people bring in bulk while the disk is nearly full: what is left is for the database, which cannot keep a
 * decision without it.
 *
 * @throws DomainError `unavailable`
 */
export async function enforceSpace(app: Pick<App, "config">): Promise<void> {
  if ((await freeBytes(app)) >= app.config.reserveBytes) return;
  throw new DomainError("unavailable", "less space than the reserve is left in the data folder", { key: "disk_full" });
}
