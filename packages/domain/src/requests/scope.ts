import type { Scope } from "../kernel/conditions.ts";
import { DomainError } from "../kernel/errors.ts";
import { BASE_CURRENCY, toBaseMinor } from "../kernel/money.ts";
import { currencyKey, moneyKeys } from "./type.ts";
import type { RequestType } from "./type.ts";

/** Values of a form by field key: the type's own from the request's data, the common ones from the card. */
export type FormValues = Readonly<Record<string, unknown>>;

export interface ScopeSources {
  /** Minor units of the base currency by name (`loadThresholds`). */
  thresholds: Readonly<Record<string, number>>;
  facts?: Readonly<Record<string, unknown>>;
  /**
   * Rates of the day in millionths by currency. Left out while a draft is typed: foreign amounts then
   * have no base twin yet and count as empty. Given, a missing rate is refused.
   */
  rates?: Readonly<Record<string, number>>;
}

/** The currency of the form's amounts: the chosen one where the type asks for it, else the base one. */
export function currencyOf(type: Pick<RequestType, "fields">, values: FormValues): string {
  const key = currencyKey(type);
  const chosen = key === undefined ? undefined : values[key];
  return typeof chosen === "string" && chosen !== "" ? chosen : BASE_CURRENCY;
}

/**
 * What conditions of the type see: values, and for every money field its twin `<key>Base` in the base currency.
 *
 * @throws DomainError `bad_input` on the currency field when `rates` are given without the one needed
 */
export function scopeOf(type: RequestType, values: FormValues, sources: ScopeSources): Scope {
  const keys = moneyKeys(type);
  const currency = currencyOf(type, values);
  const fields: Record<string, unknown> = { ...values };
  for (const key of keys) {
    const amountMinor = values[key];
    if (typeof amountMinor !== "number") continue;
    fields[`${key}Base`] = inBase(amountMinor, currency, sources.rates, currencyKey(type));
  }
  return {
    fields,
    facts: sources.facts ?? {},
    thresholds: sources.thresholds,
    moneyFields: new Set(keys.flatMap((key) => [key, `${key}Base`])),
  };
}

function inBase(amountMinor: number, currency: string, rates: ScopeSources["rates"], field = "currency"): number | undefined {
  if (currency === BASE_CURRENCY) return amountMinor;
  if (!rates) return undefined;
  const rateMicro = rates[currency];
  if (rateMicro === undefined) {
    throw new DomainError("bad_input", `no rate of ${currency}`, {
      fields: [{ field, code: "rateMissing", params: { currency } }],
    });
  }
  return toBaseMinor(amountMinor, currency, rateMicro);
}
