import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { blockerSentence } from "@tartip/i18n/web";
import { ApiError, blockersOf, errorSentence, fieldErrors } from "../../../lib/errors.ts";
import { moneyText } from "../../../lib/money.ts";
import type { InvoiceRow } from "../invoiceQueries.ts";
import css from "./Together.module.css";
import { fitFor, restOf, type TogetherKind } from "./together.ts";
import type { Refusal } from "./useTogether.ts";

/** Why this one was refused, and what of it is no longer as it was confirmed. */
export function WhyLeft({ kind, refusal }: { kind: TogetherKind; refusal: Refusal | undefined }) {
  const { t } = useTranslation("invoices");
  if (!refusal) return null;
  const { error, was, now } = refusal;
  const changed = now.version === was.version ? undefined : changeOf(kind, was, now, t);
  // What changed says more than that something did.
  const overtaken = error instanceof ApiError && error.problem.code === "stale_version" && changed !== undefined;
  const sentences = [...(overtaken ? [] : reasonsOf(error, t)), ...(changed ? [changed] : [])];
  return (
    <p className={css["why"]} role="alert">
      {sentences.join(" ")}
    </p>
  );
}

function reasonsOf(error: unknown, t: TFunction): string[] {
  const blockers = blockersOf(error).map((one) => blockerSentence(one, t));
  const sentences = blockers.length > 0 ? blockers : Object.values(fieldErrors(error, t));
  return sentences.length > 0 ? sentences : [errorSentence(error, t)];
}

function changeOf(kind: TogetherKind, was: InvoiceRow, now: InvoiceRow, t: TFunction): string {
  if (fitFor(kind, [now]).length === 0) return t("together.moved", { status: t(`status:invoice.${now.status}`) });
  const [before, after] = [was, now].map((row) => moneyText(restOf(row), row.currency ?? "KZT"));
  return before === after ? t("together.changed") : t("together.changedRest", { was: before, now: after });
}
