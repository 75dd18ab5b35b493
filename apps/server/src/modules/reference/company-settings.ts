import { covers } from "@tartip/domain/access/grants";
import { DomainError, notFound } from "@tartip/domain/kernel/errors";
import { sql } from "kysely";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import { forgetStamp, oneAtATime } from "./memory.ts";
import { settings } from "./questions.ts";
import type { CompanySettings } from "./settings.ts";

/** What the page of settings changes; the others still go by the database. */
const EDITABLE = ["deadlines", "questionWorkDays", "ackWorkMinutes", "autoCloseWorkDays", "unplannedByCfo"] as const;

export type EditableSettings = Pick<CompanySettings, (typeof EDITABLE)[number]>;

/** The settings of the page, with what tells a change apart. @throws DomainError `not_found` without the right to set them */
export async function readSettings(ctx: Context): Promise<EditableSettings & { version: string }> {
  onlyForSetters(ctx);
  const { db } = ctx.app;
  const { deadlines, questionWorkDays, ackWorkMinutes, autoCloseWorkDays, unplannedByCfo } = await settings(db);
  const values = { deadlines, questionWorkDays, ackWorkMinutes, autoCloseWorkDays, unplannedByCfo };
  return { ...values, version: await versionOf(db) };
}

/**
 * Changes settings; they hold from the next action on.
 *
 * @throws DomainError `not_found` without the right to set them, `stale_version` when another changed them meanwhile, `bad_input` for a type unknown
 */
export async function changeSettings(
  tx: Tx,
  ctx: Context,
  version: string,
  patch: { [Key in keyof EditableSettings]?: EditableSettings[Key] | undefined },
): Promise<void> {
  onlyForSetters(ctx);
  await oneAtATime(tx);
  if ((await versionOf(tx)) !== version) throw new DomainError("stale_version", "the settings were changed meanwhile");
  if (patch.deadlines) await refuseUnknownTypes(tx, patch.deadlines.exceptions);
  const before = await settings(tx);
  const keys = EDITABLE.filter((key) => patch[key] !== undefined && JSON.stringify(patch[key]) !== JSON.stringify(before[key]));
  for (const key of keys) {
    const row = { value: JSON.stringify(patch[key]), updated_at: ctx.now(), updated_by: ctx.actor.id };
    await tx
      .insertInto("settings")
      .values({ key, ...row })
      .onConflict((one) => one.column("key").doUpdateSet(row))
      .execute();
  }
  if (keys.length === 0) return;
  forgetStamp(tx);
  const pick = (of: Partial<EditableSettings>) => Object.fromEntries(keys.map((key) => [key, of[key]]));
  await audit(tx, ctx, {
    action: "settings.changed",
    entity: "settings",
    entityId: "company",
    before: pick(before),
    after: pick(Object.fromEntries(keys.map((key) => [key, patch[key]]))),
  });
}

/** The settings are not seen by others, and what one may not see does not exist, whatever is asked of it. */
function onlyForSetters(ctx: Context): void {
  if (!covers(ctx.actor, "settings.manage")) throw notFound("settings");
}

/** What stands in them, in short: other values are another version. */
async function versionOf(db: Db | Tx): Promise<string> {
  const { rows } = await sql<{ hash: string }>`select md5(coalesce(string_agg(key || value::text, ';' order by key), '')) as hash
    from settings where key = any(${[...EDITABLE]}::text[])`.execute(db);
  return rows[0]?.hash ?? "";
}

async function refuseUnknownTypes(tx: Tx, exceptions: CompanySettings["deadlines"]["exceptions"]): Promise<void> {
  const rows = await tx.selectFrom("request_types").select("code").distinct().execute();
  const known = new Set(rows.map(({ code }) => code));
  const wrong = exceptions.findIndex(({ type }) => type !== undefined && !known.has(type));
  if (wrong === -1) return;
  const field = `deadlines.exceptions.${wrong}.type`;
  throw new DomainError("bad_input", "no such type", { fields: [{ field, code: "referenceInvalid" }] });
}
