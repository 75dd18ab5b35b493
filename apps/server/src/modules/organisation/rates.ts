import { covers } from "@tartip/domain/access/grants";
import { DomainError, notFound, type FieldError } from "@tartip/domain/kernel/errors";
import { BASE_CURRENCY } from "@tartip/domain/kernel/money";
import { sql } from "kysely";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { readPage, type SortColumn } from "../../platform/http/keyset.ts";
import { oneAtATime } from "../reference/commands.ts";

export interface RateKey {
  currency: string;
  onDate: string;
}

export interface RateFields extends RateKey {
  /** Base currency for one unit, in millionths. */
  rateMicro: number;
  /** Version that was seen; absent for a day that has no rate yet. */
  version?: number;
}

/**
 * People who set the company up, and people who keep its invoices: the rate converts those into tenge. Others do not see
 * the rates, and get the same answer whatever they ask.
 */
function onlyForKeepers({ actor }: Pick<Context, "actor">): void {
  if (!covers(actor, "settings.manage") && !covers(actor, "invoice.manage")) throw notFound("rates");
}

const NEWEST: SortColumn[] = [
  { by: sql.ref("on_date"), type: "date", direction: "desc" },
  { by: sql.ref("currency"), type: "text", direction: "asc" },
];

/** Rates from the latest day back. @throws DomainError `not_found` for people who do not keep them */
export async function listRates(ctx: Context, page: { currency?: string; limit: number; after?: string }) {
  onlyForKeepers(ctx);
  const { currency, limit, after } = page;
  const of = { key: ctx.app.cursorKey, list: "rates", sort: "-onDate", asked: { currency }, order: NEWEST, limit, after };
  const { items, next } = await readPage(of, (place) =>
    ctx.app.db
      .selectFrom("currency_rates")
      .select(["currency", "on_date as onDate", "rate_micro as rateMicro", "version", place.cursor.as("cursor")])
      .$if(currency !== undefined, (query) => query.where("currency", "=", currency ?? ""))
      .where(place.after)
      .orderBy(place.order)
      .limit(place.limit)
      .execute(),
  );
  return { items: items.map((row) => ({ ...row, rateMicro: Number(row.rateMicro) })), next };
}

/**
 * Enters the rate of a day, or corrects it. Invoices keep the rate by which they were converted.
 *
 * @throws DomainError `not_found` for people who do not keep them, `bad_input` naming the field, `stale_version`
 */
export async function setRate(tx: Tx, ctx: Context, { currency, onDate, rateMicro, version }: RateFields): Promise<void> {
  onlyForKeepers(ctx);
  await oneAtATime(tx);
  const before = await rateOf(tx, { currency, onDate });
  if (version === undefined) await refuseNew(tx, { currency, onDate }, before !== undefined);
  else refuseStale(before, version);
  await tx
    .insertInto("currency_rates")
    .values({ currency, on_date: onDate, rate_micro: rateMicro })
    .onConflict((conflict) =>
      conflict.columns(["currency", "on_date"]).doUpdateSet({ rate_micro: rateMicro, version: (version ?? 0) + 1 }),
    )
    .execute();
  await audit(tx, ctx, {
    action: before ? "rate.changed" : "rate.created",
    entity: "rate",
    entityId: `${currency} ${onDate}`,
    before: before ? { rateMicro: before.rateMicro } : null,
    after: { rateMicro },
  });
}

/**
 * Takes back a rate of a wrong day: nothing refers to it, invoices carry their own.
 *
 * @throws DomainError `not_found`, `stale_version`
 */
export async function removeRate(tx: Tx, ctx: Context, { version, ...key }: RateKey & { version: number }): Promise<void> {
  onlyForKeepers(ctx);
  await oneAtATime(tx);
  const before = await rateOf(tx, key);
  if (!before) throw notFound("rate");
  refuseStale(before, version);
  await tx.deleteFrom("currency_rates").where("currency", "=", key.currency).where("on_date", "=", key.onDate).execute();
  await audit(tx, ctx, {
    action: "rate.removed",
    entity: "rate",
    entityId: `${key.currency} ${key.onDate}`,
    before: { rateMicro: before.rateMicro },
  });
}

async function rateOf(tx: Tx, { currency, onDate }: RateKey) {
  const row = await tx
    .selectFrom("currency_rates")
    .select(["rate_micro as rateMicro", "version"])
    .where("currency", "=", currency)
    .where("on_date", "=", onDate)
    .executeTakeFirst();
  return row && { ...row, rateMicro: Number(row.rateMicro) };
}

function refuseStale(before: { version: number } | undefined, version: number): void {
  if (before?.version !== version) throw new DomainError("stale_version", `rate is at ${before?.version}, not ${version}`);
}

async function refuseNew(tx: Tx, { currency, onDate }: RateKey, taken: boolean): Promise<void> {
  const fields: FieldError[] = [];
  const known = await tx.selectFrom("currencies").select("code").where("code", "=", currency).executeTakeFirst();
  if (!known || currency === BASE_CURRENCY) fields.push({ field: "currency", code: "unknownReference" });
  if (onDate < "2000-01-01") fields.push({ field: "onDate", code: "dateTooEarly" });
  if (onDate > "2100-12-31") fields.push({ field: "onDate", code: "dateTooLate" });
  if (taken) fields.push({ field: "onDate", code: "rateTaken" });
  if (fields.length > 0) throw new DomainError("bad_input", "no such rate", { fields });
}
