import { useDebouncedValue } from "@mantine/hooks";
import type { Schema } from "@tartip/api-client";
import { currencyOf } from "@tartip/domain/requests/scope";
import { meaningOf, textAt } from "@tartip/domain/requests/meaning";
import type { RequestType } from "@tartip/domain/requests/type";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, call } from "../../../lib/api.ts";
import { monthText } from "../../../lib/dates.ts";
import { moneyText } from "../../../lib/money.ts";
import { useNames } from "../../../lib/reference.ts";
import { BudgetBar, BudgetRemainder } from "../../../ui/value/BudgetBar.tsx";
import { Note } from "../../../ui/action/Note.tsx";
import { TextSkeleton } from "../../../ui/Skeletons.tsx";
import type { Values } from "./draft/autosave.ts";
import css from "./Form.module.css";
import { useForm } from "./FormContext.ts";

type ImpactCell = Schema<"BudgetImpact">["cells"][number];

interface Line {
  branchId: string;
  projectId: string | null;
  costItemId: string;
  month: string;
  baseMinor: number;
}

/** The part of a budget this form would take; `undefined` while an answer it needs is missing. */
function lineOf(type: RequestType, values: Values): Line | undefined {
  const { expense } = meaningOf(type);
  const amount = expense && values[expense.amount];
  const branchId = textAt(values, "branch");
  const [costItemId, month] = [textAt(values, expense?.costItem), textAt(values, expense?.month)];
  if (!branchId || !costItemId || !month || typeof amount !== "number" || amount <= 0) return undefined;
  return { branchId, costItemId, projectId: textAt(values, expense?.project) || null, month: `${month}-01`, baseMinor: amount };
}

/** What the expense would do to its budget cell, while it is typed. */
export function BudgetImpact({ chainId }: { chainId: string | undefined }) {
  const { t } = useTranslation("requests");
  const { type, values, reference } = useForm();
  const [line] = useDebouncedValue(lineOf(type, values), 400);
  const foreign = currencyOf(type, values) !== reference.settings.baseCurrency;
  const impact = useQuery({
    queryKey: ["budget-impact", line, chainId],
    queryFn: ({ signal }) => {
      const body = { lines: line ? [line] : [], ...(chainId ? { chainId } : {}) };
      return call(api.POST("/api/v1/budgets/impact", { body, signal }));
    },
    enabled: line !== undefined && !foreign,
    placeholderData: keepPreviousData,
  });
  return (
    <div className={css["impact"]} aria-live="polite">
      <h3 className={css["impactTitle"]}>{t("form.impact.title")}</h3>
      {foreign ? (
        <p className={css["pale"]}>{t("form.impact.foreign")}</p>
      ) : line === undefined ? (
        <p className={css["pale"]}>{t("form.impact.notYet")}</p>
      ) : impact.data ? (
        <>
          {impact.data.cells.map((cell) => (
            <Cell key={`${cell.branchId}${cell.costItemId}${cell.month}`} cell={cell} />
          ))}
          {impact.data.over ? <Note tone="amber">{t(`form.impact.${excessWord(impact.data)}`)}</Note> : null}
        </>
      ) : impact.isError ? (
        <p className={css["pale"]}>{t("form.impact.failed")}</p>
      ) : (
        <TextSkeleton lines={2} />
      )}
    </div>
  );
}

/** Who may not read the line is not told by how much; then nobody's decision is promised. */
function excessWord({ pct, unplanned }: Schema<"BudgetImpact">): "unplanned" | "overSome" | "overMuch" | "over" {
  if (unplanned) return "unplanned";
  if (pct === null) return "overSome";
  return pct > 10 ? "overMuch" : "over";
}

function roomWord(over: boolean | null): "untold" | "noRoom" | "fits" {
  if (over === null) return "untold";
  return over ? "noRoom" : "fits";
}

function Cell({ cell }: { cell: ImpactCell }) {
  const { t, i18n } = useTranslation("requests");
  const names = useNames();
  const place = [names.branch(cell.branchId), names.costItem(cell.costItemId), monthText(cell.month.slice(0, 7), i18n.language)];
  const { figures } = cell;
  if (!figures) {
    return (
      <div className={css["cell"]}>
        <div className={css["cellHead"]}>
          <strong>{place.filter(Boolean).join(" · ")}</strong>
          <span className={cell.over ? css["over"] : css["pale"]}>{t(`form.impact.${roomWord(cell.over)}`)}</span>
        </div>
      </div>
    );
  }
  const numbers = {
    planMinor: figures.planMinor,
    factMinor: figures.actualMinor,
    committedMinor: figures.committedMinor,
    thisMinor: figures.amountMinor,
    leftMinor: figures.leftMinor,
  };
  const short = (minor: number) => moneyText(minor, "KZT", true);
  return (
    <div className={css["cell"]}>
      <div className={css["cellHead"]}>
        <strong>{place.filter(Boolean).join(" · ")}</strong>
        <BudgetRemainder {...numbers} />
      </div>
      <BudgetBar {...numbers} height={8} />
      <div className={css["cellNumbers"]}>
        <span>{t("form.impact.plan", { amount: short(numbers.planMinor) })}</span>
        <span data-mark="fact">{t("form.impact.fact", { amount: short(numbers.factMinor) })}</span>
        <span data-mark="committed">{t("form.impact.committed", { amount: short(numbers.committedMinor) })}</span>
        <span data-mark="this">{t("form.impact.this", { amount: short(numbers.thisMinor) })}</span>
      </div>
    </div>
  );
}
