import { formatIban } from "@tartip/domain/requisites/iban";
import type { TFunction } from "i18next";
import { dayText } from "./dates.ts";

/** The account an invoice is paid to, as far as its words need it. */
interface PaidTo {
  confirmed: boolean;
  confirmedAt: string | null;
  inUse: boolean;
  next: { iban: string; confirmedAt: string | null } | null;
}

/** Whether money may go to the account of an invoice, in words: since when it is known, or what stands against it. */
export function accountWords({ confirmedAt, inUse, next }: PaidTo, t: TFunction): { good: boolean; text: string } {
  if (!inUse) {
    const iban = next ? formatIban(next.iban) : "";
    return { good: false, text: next ? t("ui:account.replaced", { iban }) : t("ui:account.retired") };
  }
  if (confirmedAt === null) return { good: false, text: t("ui:account.unconfirmed") };
  return { good: true, text: t("ui:account.since", { day: dayText(confirmedAt) }) };
}

/** The same beside its number, in one line. */
export function accountLine(account: PaidTo & { iban: string }, t: TFunction): string {
  return `${formatIban(account.iban)} · ${accountWords(account, t).text}`;
}
