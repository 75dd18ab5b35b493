import { IconPrinter } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { now } from "../../../lib/clock.ts";
import { dayText, timeText } from "../../../lib/dates.ts";
import type { Instant } from "../../../lib/dates.ts";
import { moneyText } from "../../../lib/money.ts";
import { labelIn, useNames } from "../../../lib/reference.ts";
import { Button } from "../../../ui/action/Button.tsx";
import { FactsList } from "../../../ui/value/FactsList.tsx";
import { PageHeader } from "../../../ui/shell/PageHeader.tsx";
import { percentText, stepTitle } from "./ApprovalEntry.tsx";
import { approvalLines } from "./approvalLines.ts";
import type { Approval, ApprovalLineView, ApprovalVote, NextStep } from "./approvalLines.ts";
import css from "./ApprovalSheet.module.css";

interface Props {
  /** The record: its list, its page, what it is called there. */
  crumbs: readonly { label: string; to: string }[];
  number: string | null;
  title: string;
  author: string;
  departmentId: string | null;
  branchId: string | null;
  /** In words. */
  status: string;
  amountMinor?: number | null | undefined;
  currency?: string | null | undefined;
  version: number;
  approval: Approval | null | undefined;
  next: readonly NextStep[];
}

/** «Лист согласования»: who decided what, for whom, on which version and when; made for paper. */
export function ApprovalSheet(record: Props) {
  const { t, i18n } = useTranslation("approvals");
  const { reference, department, branch } = useNames();
  const lines = approvalLines(record.approval?.steps ?? [], record.next);
  const company = reference?.settings.company;
  const amount = record.amountMinor;
  const name = [t("sheet.title"), record.number].filter(Boolean).join(" ");
  return (
    <>
      <div className={css["noPrint"]}>
        <PageHeader
          title={t("sheet.title")}
          count={record.number}
          crumbs={[...record.crumbs, { label: t("sheet.title") }]}
          actions={
            <Button kind="primary" icon={<IconPrinter size={16} stroke={1.75} />} onClick={() => window.print()}>
              {t("sheet.print")}
            </Button>
          }
        />
      </div>
      <article className={css["sheet"]}>
        {company?.bin ? (
          <p className={css["company"]}>{`${labelIn(company.name, i18n.language)}, ${t("sheet.bin")} ${company.bin}`}</p>
        ) : null}
        <h2 className={css["onPaper"]}>{name}</h2>
        <div className={css["sheetFacts"]}>
          <FactsList
            facts={[
              { label: t("sheet.subject"), value: record.title },
              ...(typeof amount === "number"
                ? [{ label: t("sheet.amount"), value: moneyText(amount, record.currency ?? "KZT") }]
                : []),
              { label: t("sheet.author"), value: record.author },
              {
                label: t("sheet.place"),
                value: [department(record.departmentId), branch(record.branchId)].filter(Boolean).join(", "),
              },
              { label: t("sheet.status"), value: record.status },
              { label: t("sheet.version"), value: String(record.version) },
            ]}
          />
        </div>
        {lines.length === 0 ? <p>{t("sheet.empty")}</p> : <SheetTable lines={lines} />}
        <p className={css["printed"]}>{t("sheet.made", { at: momentText(now()) })}</p>
      </article>
    </>
  );
}

function SheetTable({ lines }: { lines: readonly ApprovalLineView[] }) {
  const { t, i18n } = useTranslation("approvals");
  const columns = ["step", "person", "behalf", "decision", "comment", "version", "time"] as const;
  return (
    <div className={css["scroll"]} tabIndex={0} role="region" aria-label={t("sheet.title")}>
      <table className={css["table"]}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`sheet.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.flatMap(({ id, step, vote, voided, state, people }) => [
            ...voided.map((one) => <VoteRow key={one.id} title={stepTitle(step, i18n.language, t)} vote={one} />),
            vote ? (
              <VoteRow key={id} title={stepTitle(step, i18n.language, t)} vote={vote} />
            ) : (
              <tr key={id}>
                <td>{stepTitle(step, i18n.language, t)}</td>
                <td>{people.map((one) => one.name).join(", ") || "–"}</td>
                <td>–</td>
                <td>{t(`status:step.${state}`)}</td>
                <td />
                <td />
                <td />
              </tr>
            ),
          ])}
        </tbody>
      </table>
    </div>
  );
}

function VoteRow({ title, vote }: { title: string; vote: ApprovalVote }) {
  const { t } = useTranslation("approvals");
  const notes = [
    vote.merged ? t("merged") : "",
    vote.figure
      ? t("granted", { amount: moneyText(vote.figure.missingMinor, "KZT", true), percent: percentText(vote.figure.pct) })
      : "",
    vote.comment,
    vote.voidedAt
      ? `${t(`voided.${vote.voidReason ?? "changed"}`, { name: vote.person.name })} ${momentText(vote.voidedAt)}`
      : "",
  ];
  return (
    <tr className={vote.voidedAt ? css["void"] : undefined}>
      <td>{title}</td>
      <td>{vote.person.name}</td>
      <td>{vote.onBehalfOf?.name ?? "–"}</td>
      <td>{vote.voidedAt ? t("status:step.voided") : t(`decision.${vote.decision}`)}</td>
      <td>{notes.filter(Boolean).join(". ")}</td>
      <td>{vote.recordVersion}</td>
      <td>{momentText(vote.at)}</td>
    </tr>
  );
}

function momentText(value: Instant): string {
  return `${dayText(value)}, ${timeText(value)}`;
}
