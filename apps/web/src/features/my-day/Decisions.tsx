import { Link, useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { BudgetLegend } from "../../ui/value/BudgetBar.tsx";
import { Card } from "../../ui/Card.tsx";
import { KeyHint } from "../../ui/shell/KeyHint.tsx";
import { Money } from "../../ui/value/Money.tsx";
import { useHotkeys } from "../../ui/shell/useHotkeys.ts";
import { recordAddress } from "../../lib/kinds.ts";
import { DecisionRow } from "./DecisionRow.tsx";
import css from "./Decisions.module.css";
import { kindOfRow, useMove } from "./myDayQueries.ts";
import type { Decision } from "./myDayQueries.ts";

/** Votes awaited of me: amount, what the budget will look like, how long I have kept it; approved in the row. */
export function Decisions({ decisions, at }: { decisions: readonly Decision[]; at: Date }) {
  const { t } = useTranslation("my-day");
  const rows = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState(-1);
  const navigate = useNavigate();
  const move = useMove();
  const current = decisions[Math.min(cursor, decisions.length - 1)];

  function step(by: number) {
    const next = Math.max(0, Math.min(decisions.length - 1, cursor + by));
    setCursor(next);
    rows.current?.querySelectorAll<HTMLElement>("[data-row] a[data-title]")[next]?.focus();
  }
  const open = (row: Decision) => void navigate({ to: recordAddress(kindOfRow(row), row.id) });
  function approve(row: Decision) {
    // Granting an excess is a decision of its own: it is taken where its figures stand.
    if (row.kind === "over_limit") return open(row);
    const { id, version, stepIds, title } = row;
    const [stepId] = stepIds;
    if (stepId === undefined) return;
    move.mutate({ kind: kindOfRow(row), id, version, stepId, action: "approve", said: t("decisions.done", { title }) });
  }
  useHotkeys(
    {
      KeyJ: () => step(1),
      KeyK: () => step(-1),
      KeyA: () => current && approve(current),
      KeyR: () => current && open(current),
    },
    { enabled: decisions.length > 0 },
  );

  return (
    <Card
      title={t("decisions.title")}
      count={decisions.length}
      flush
      actions={decisions.length > 0 ? <HeadFacts decisions={decisions} /> : undefined}
      footer={decisions.length > 0 ? <Foot /> : undefined}
    >
      {decisions.length === 0 ? (
        <p className={css["none"]}>{t("decisions.none")}</p>
      ) : (
        <div ref={rows} role="table" aria-label={t("decisions.title")} className={css["table"]}>
          <div role="row" className={css["head"]}>
            <span role="columnheader">{t("decisions.what")}</span>
            <span role="columnheader">{t("decisions.amount")}</span>
            <span role="columnheader">{t("decisions.budget")}</span>
            <span role="columnheader">{t("decisions.waits")}</span>
          </div>
          {decisions.map((row, index) => (
            <DecisionRow
              key={row.id}
              row={row}
              at={at}
              current={index === cursor}
              onPoint={() => setCursor(index)}
              onApprove={() => approve(row)}
            />
          ))}
        </div>
      )}
    </Card>
  );
}

/** The sum of what waits, in the base currency only: amounts of several currencies are never added up. */
function HeadFacts({ decisions }: { decisions: readonly Decision[] }) {
  const { t } = useTranslation("my-day");
  const counted = decisions.filter((row) => row.currency === "KZT");
  const sum = counted.reduce((total, row) => total + (row.amountMinor ?? 0), 0);
  return (
    <>
      {sum > 0 ? (
        <span className={css["sum"]}>
          {t("decisions.sum")} <Money minor={sum} short strong />
        </span>
      ) : null}
      <ToAll decisions={decisions} />
    </>
  );
}

/** Where the same decisions stand beside others: the list of requests knows no documents, and one document is its own page. */
function ToAll({ decisions }: { decisions: readonly Decision[] }) {
  const { t } = useTranslation("my-day");
  const [first, ...others] = decisions;
  if (!first) return null;
  if (decisions.some((row) => kindOfRow(row) === "request"))
    return (
      <Link to="/requests" search={{ view: "waiting" }}>
        {t("decisions.list")}
      </Link>
    );
  return others.length === 0 ? (
    <Link to={recordAddress("document", first.id)}>{t("decisions.openDocument")}</Link>
  ) : (
    <Link to="/documents" search={{ view: "approval" }}>
      {t("decisions.list")}
    </Link>
  );
}

function Foot() {
  const { t } = useTranslation("my-day");
  return (
    <>
      <BudgetLegend />
      <span className={css["keys"]} aria-hidden>
        <KeyHint>J</KeyHint> <KeyHint>K</KeyHint> {t("decisions.rows")}
        <span className={css["key"]}>
          <KeyHint>A</KeyHint> {t("decisions.keyApprove")}
        </span>
        <span className={css["key"]}>
          <KeyHint>R</KeyHint> {t("decisions.keyOpen")}
        </span>
      </span>
    </>
  );
}
