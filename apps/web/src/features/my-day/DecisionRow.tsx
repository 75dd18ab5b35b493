import { IconDots } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import type { PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { durationText, minutesBetween } from "../../lib/durations.ts";
import { exactText } from "../../lib/dates.ts";
import { moneyText } from "../../lib/money.ts";
import { BudgetBar } from "../../ui/value/BudgetBar.tsx";
import { Button, ButtonLink } from "../../ui/action/Button.tsx";
import { classes } from "../../ui/classes.ts";
import { nearText } from "../../ui/value/DateText.tsx";
import { Money } from "../../ui/value/Money.tsx";
import { PriorityMark } from "../../ui/value/PriorityMark.tsx";
import { recordAddress } from "../../lib/kinds.ts";
import css from "./Decisions.module.css";
import { kindOfRow } from "./myDayQueries.ts";
import type { Decision } from "./myDayQueries.ts";

interface Props {
  row: Decision;
  at: Date;
  current: boolean;
  onPoint: () => void;
  onApprove: () => void;
}

/** One vote awaited. Its buttons take the place of the waiting time while the row is pointed at. */
export function DecisionRow({ row, at, current, onPoint, onApprove }: Props) {
  const { t } = useTranslation("my-day");
  const excess = row.kind === "over_limit";
  const kind = kindOfRow(row);
  const to = recordAddress(kind, row.id);
  return (
    <div
      role="row"
      data-row
      className={classes(css["row"], current && css["current"])}
      onFocus={onPoint}
      onPointerEnter={onPointer(onPoint)}
    >
      <div role="cell" className={css["what"]}>
        <Link to={to} className={css["title"]} data-title title={row.title}>
          {row.priority === 4 ? <PriorityMark priority="urgent" /> : null} {row.title}
        </Link>
        <span className={css["note"]}>
          {[row.number, row.counterpartyName, excess ? t("decisions.overMark") : null].filter(Boolean).join(" · ")}
        </span>
      </div>
      <div role="cell" className={css["amount"]}>
        {row.amountMinor === null ? null : <Money minor={row.amountMinor} currency={row.currency ?? "KZT"} short strong />}
      </div>
      <div role="cell" className={css["budget"]}>
        {kind === "request" ? <BudgetAfter budget={row.budget} /> : null}
      </div>
      <div role="cell" className={css["last"]}>
        <Waited row={row} at={at} />
        <span className={css["acts"]}>
          <Button kind={current ? "primary" : "plain"} keyHint={current ? "A" : undefined} onClick={onApprove}>
            {excess ? t("decisions.over") : t("decisions.approve")}
          </Button>
          <ButtonLink
            to={to}
            aria-label={t(kind === "request" ? "decisions.more" : "decisions.moreDocument", { title: row.title })}
            className={css["more"]}
          >
            <IconDots size={16} aria-hidden />
          </ButtonLink>
        </span>
      </div>
    </div>
  );
}

/** A finger scrolls over rows without meaning them. */
function onPointer(then: () => void) {
  return (event: PointerEvent) => {
    if (event.pointerType === "mouse") then();
  };
}

/** The cell's bar and, in words, what remains of it; red when the expense goes over. */
function BudgetAfter({ budget }: { budget: Decision["budget"] }) {
  const { t } = useTranslation("my-day");
  if (!budget) return <span className={css["note"]}>{t("decisions.same")}</span>;
  const { actualMinor, ...numbers } = budget;
  return (
    <>
      <BudgetBar {...numbers} factMinor={actualMinor} />
      <span className={classes(css["left"], budget.leftMinor < 0 && css["over"])}>{leftText(budget, t)}</span>
    </>
  );
}

function leftText({ leftMinor, planMinor }: NonNullable<Decision["budget"]>, t: TFunction): string {
  const amount = moneyText(Math.abs(leftMinor), "KZT", true);
  if (leftMinor >= 0) return t("decisions.left", { amount });
  if (planMinor <= 0) return t("decisions.exceeds", { amount });
  const percent = Math.round((-leftMinor / planMinor) * 1000) / 10;
  return t("decisions.exceedsPercent", { amount, percent: String(percent).replace(".", ",") });
}

/** How long I have kept it, and until when it is due. */
function Waited({ row: { since, dueAt }, at }: Pick<Props, "row" | "at">) {
  const { t, i18n } = useTranslation("my-day");
  const left = dueAt ? minutesBetween(at, dueAt) : 0;
  const tone = !dueAt ? undefined : left < 0 ? "red" : left < 240 ? "amber" : undefined;
  return (
    <span className={css["waited"]}>
      <strong title={exactText(since, i18n.language)}>{durationText(minutesBetween(since, at), t)}</strong>
      {dueAt ? (
        <span className={css["due"]} data-tone={tone} title={exactText(dueAt, i18n.language)}>
          {left < 0
            ? t("decisions.late", { duration: durationText(-left, t) })
            : t("decisions.until", { when: nearText(dueAt, i18n.language, t, at) })}
        </span>
      ) : null}
    </span>
  );
}
