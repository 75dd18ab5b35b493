import { DomainError, notFound } from "@tartip/domain/kernel/errors";
import { BASE_CURRENCY, RATE_SCALE } from "@tartip/domain/kernel/money";
import { againAt } from "@tartip/domain/kernel/reminders";
import type { WorkingCalendar } from "@tartip/domain/kernel/working-time";
import { parseRequestType } from "@tartip/domain/requests/parse-type";
import type { RequestType } from "@tartip/domain/requests/type";
import requestTypes from "@tartip/domain/data/request-types.json" with { type: "json" };
import { sql, type RawBuilder } from "kysely";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import { companyData } from "./company-data.ts";
import type { CompanySettings } from "./settings.ts";

export { forgetStamp, noteStamp, remembered, STAMP, type Stamped } from "./memory.ts";
export type { CompanySettings } from "./settings.ts";

/** A stored version never changes, so what was once read of it stays true. */
const parsedTypes = new Map<string, RequestType>();

/** The request type of a stored version. @throws DomainError `not_found` */
export async function requestType(db: Db | Tx, typeId: string): Promise<RequestType> {
  const known = parsedTypes.get(typeId);
  if (known) return known;
  const row = await db.selectFrom("request_types").select(["id", "definition"]).where("id", "=", typeId).executeTakeFirst();
  if (!row) throw notFound("request type");
  return parseStored(db, row);
}

/** Whether requests of a version of a type may grant days away. */
export function mayGrantLeave(typeId: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`exists (select 1 from request_types t where t.id = ${typeId} and t.definition #> '{meaning,leave}' is not null)`;
}

/** The version of a type that new requests get. @throws DomainError `not_found` */
export async function currentType(db: Db | Tx, code: string): Promise<{ id: string; version: number; type: RequestType }> {
  const current = (await companyData(db)).currentTypes.find((type) => type.code === code);
  if (!current) throw notFound("request type");
  return { id: current.id, version: current.version, type: await requestType(db, current.id) };
}

async function parseStored(db: Db | Tx, row: { id: string; definition: unknown }): Promise<RequestType> {
  const roles = await db.selectFrom("roles").select("code").execute();
  const types = await db.selectFrom("request_types").select("code").distinct().execute();
  const parsed = parseRequestType(row.definition, {
    common: requestTypes.common,
    roles: roles.map((role) => role.code),
    typeCodes: types.map((type) => type.code),
    thresholds: Object.keys((await settings(db)).thresholds),
  });
  if ("errors" in parsed) throw new Error(`request type ${row.id} is unreadable: ${JSON.stringify(parsed.errors)}`);
  parsedTypes.set(row.id, parsed.type);
  return parsed.type;
}

/** The company's settings; what was never set has its supplied value. */
export async function settings(db: Db | Tx, stamp?: string): Promise<CompanySettings> {
  return (await companyData(db, stamp)).settings;
}

/** A dated rate: base units for one unit of the currency, in millionths. */
export interface Rate {
  rateMicro: number;
  onDate: string;
}

/**
 * The rate in force on a day: that day's, else the latest before it.
 *
 * @throws DomainError `bad_input` on `field` when none is known yet
 */
export async function rateOn(db: Db | Tx, currency: string, date: string, field = "currency"): Promise<Rate> {
  if (currency === BASE_CURRENCY) return { rateMicro: RATE_SCALE, onDate: date };
  const row = await db
    .selectFrom("currency_rates")
    .select(["rate_micro as rateMicro", "on_date as onDate"])
    .where("currency", "=", currency)
    .where("on_date", "<=", date)
    .orderBy("on_date", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!row) {
    throw new DomainError("bad_input", `no rate of ${currency} on ${date}`, {
      fields: [{ field, code: "rateMissing", params: { currency } }],
    });
  }
  return { rateMicro: Number(row.rateMicro), onDate: row.onDate };
}

/** When the company works: supplied holidays as edited, working hours and days off of the settings. */
export async function workCalendar(db: Db | Tx): Promise<WorkingCalendar> {
  return (await companyData(db)).calendar;
}

/** When those awaited on a record, reminded at this instant, may be reminded again; null when now. */
export async function remindableFrom(
  db: Db | Tx,
  { now }: Pick<Context, "now">,
  remindedAt: Date | null,
): Promise<string | null> {
  return remindedAt === null ? null : againAt(await workCalendar(db), remindedAt, now());
}
