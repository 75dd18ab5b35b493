import type { Db, Tx } from "../../../platform/db/database.ts";

/** Current files of the form's file fields, as field key → hashes of content, oldest first. */
export async function readFieldFiles(db: Db | Tx, recordId: string): Promise<Record<string, string[]>> {
  const rows = await db
    .selectFrom("files")
    .select(["field_key as key", "sha256"])
    .where("record_id", "=", recordId)
    .where("field_key", "is not", null)
    .where("removed_at", "is", null)
    .orderBy("version_no")
    .orderBy("id")
    .execute();
  const files: Record<string, string[]> = {};
  for (const { key, sha256 } of rows) if (key !== null) files[key] = [...(files[key] ?? []), sha256];
  return files;
}
