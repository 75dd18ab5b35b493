import type { RequestFacts } from "@tartip/domain/requests/facts";
import { companyDay } from "@tartip/domain/kernel/calendar";
import { loadThresholds, type Condition } from "@tartip/domain/kernel/conditions";
import type { Blocker } from "@tartip/domain/kernel/errors";
import { amountKeys, carriesInvoice } from "@tartip/domain/requests/meaning";
import { currencyOf } from "@tartip/domain/requests/scope";
import { currencyKey, type RequestType } from "@tartip/domain/requests/type";
import type { Context, Lang } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import type { KindFacts } from "../../records/kinds.ts";
import type { RecordRow } from "../../records/record.ts";
import { invoiceGuardsForOutcome, invoiceGuardsForSending } from "../invoices/commands.ts";
import {
  currentType,
  noteStamp,
  rateOn,
  remindableFrom,
  requestType,
  settings,
  type CompanySettings,
} from "../reference/questions.ts";
import { answerersOf } from "./answering/answerer.ts";
import { readCase, type CaseRow } from "./case-query.ts";
import type { Values } from "./money/expense.ts";
import { conditionsOf, requestFactsOf } from "./facts.ts";
import { valuesOf } from "./card/values.ts";

/** A request with its type, its values and what the pure rules need of it. */
export interface RequestCase extends KindFacts {
  record: RecordRow;
  row: CaseRow;
  type: RequestType;
  values: Values;
  settings: CompanySettings;
  /** Minor units of the base currency. */
  thresholds: Readonly<Record<string, number>>;
  rates: Readonly<Record<string, number>>;
  /** Of the reader: fields are named in it when something is missing. */
  language: Lang;
  facts: RequestFacts;
  /** What its invoice lacks for sending and for the outcome (duplicates, BIN, split, file, basis). */
  invoiceBlockers: { sending: Blocker[]; outcome: Blocker[] };
  /** Conditions of the type bound to this request's values and facts. */
  holds: (condition: Condition) => boolean;
}

/** Loads the request for reading or, after its row was locked, for acting. */
export async function loadCase(db: Db | Tx, ctx: Context, id: string): Promise<RequestCase> {
  const row = await readCase(db, id);
  noteStamp(db, row.stamp);
  return caseOf(db, ctx, row);
}

/**
 * The case after what this transaction wrote of its row: what the rules look at is made of it, and the row is not read
 * again. Invoices live outside: an effect that moves one loads the case again.
 */
export function changed(tx: Tx, ctx: Context, request: RequestCase, change: Partial<CaseRow>): Promise<RequestCase> {
  return caseOf(tx, ctx, { ...request.row, ...change });
}

/** What the rules need of a request, from its row. */
export async function caseOf(db: Db | Tx, ctx: Context, row: CaseRow): Promise<RequestCase> {
  const today = companyDay(ctx.now());
  const [type, known] = [await requestType(db, row.typeId), await settings(db, row.stamp)];
  const values = valuesOf(row);
  const thresholds = loadThresholds(known.thresholds);
  const currency = { currency: currencyOf(type, values), base: known.baseCurrency, today, field: currencyKey(type) };
  const rates = await ratesOf(db, row, currency);
  const holds = conditionsOf(row, type, values, { thresholds, rates });
  const againAt = await remindableFrom(db, ctx, row.remindedAt);
  const paidBy = await payingSteps(db, type);
  const answerers = await answerersOf(db, ctx, row, type);
  const read = { row, type, values, today, thresholds, rates, holds, againAt, paidBy, answerers };
  const facts = requestFactsOf({ ...read, readerId: ctx.actor.id, language: ctx.language });
  return {
    record: row,
    row,
    type,
    values,
    settings: known,
    thresholds,
    rates,
    language: ctx.language,
    facts,
    invoiceBlockers: await invoiceBlockersOf(db, row),
    holds,
  };
}

/** Steps that open a payment request of the same chain; a payment itself is paid by its invoice. */
async function payingSteps(db: Db | Tx, type: RequestType): Promise<{ step: string; typeCode: string }[]> {
  const found: { step: string; typeCode: string }[] = [];
  if (carriesInvoice(type)) return found;
  for (const { key, creates } of type.steps)
    if (creates && carriesInvoice((await currentType(db, creates)).type)) found.push({ step: key, typeCode: creates });
  return found;
}

const NOTHING = { sending: [], outcome: [] };

/** Asked only where the invoice is about to be sent or decided on. */
async function invoiceBlockersOf(db: Db | Tx, row: CaseRow): Promise<RequestCase["invoiceBlockers"]> {
  if (row.invoices.length === 0) return NOTHING;
  if (row.status === "in_progress" || row.status === "rework")
    return { ...NOTHING, sending: await invoiceGuardsForSending(db, row.id) };
  return row.status === "approval" ? { ...NOTHING, outcome: await invoiceGuardsForOutcome(db, row.id) } : NOTHING;
}

interface AskedRate {
  currency: string;
  base: string;
  today: string;
  /** The field that chose the currency, for a refusal. */
  field: string | undefined;
}

/** A sent request keeps the rate by which it was converted: a rate entered later must not change whom the thresholds ask. */
export async function ratesOf(
  db: Db | Tx,
  { rateMicro, currency: converted }: Pick<CaseRow, "rateMicro" | "currency">,
  asked: AskedRate,
): Promise<Record<string, number>> {
  if (rateMicro !== null && converted === asked.currency) return { [asked.currency]: rateMicro };
  return ratesFor(db, asked);
}

/** Rates a form in this currency needs: none for the base one. */
export async function ratesFor(db: Db | Tx, { currency, base, today, field }: AskedRate): Promise<Record<string, number>> {
  return currency === base ? {} : { [currency]: (await rateOn(db, currency, today, field)).rateMicro };
}

/** Fields of a request that tell amounts; a record without a form has none. */
export async function amountsOf(db: Db | Tx, id: string): Promise<ReadonlySet<string>> {
  const row = await db.selectFrom("requests").select("type_id").where("id", "=", id).executeTakeFirst();
  return row ? amountKeys(await requestType(db, row.type_id)) : new Set();
}

/** The type of a request, for those who need nothing else of it. */
export async function loadType(db: Db | Tx, id: string): Promise<RequestType> {
  const row = await db.selectFrom("requests").select("type_id").where("id", "=", id).executeTakeFirstOrThrow();
  return requestType(db, row.type_id);
}
