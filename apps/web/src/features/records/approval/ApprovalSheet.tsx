import { IconPrinter } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { PlainTable } from "../../../ui/table/PlainTable.tsx";
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

/** A line of the sheet: a vote, or a step that has none yet. */
interface SheetRow {
  id: string;
  line: ApprovalLineView;
  vote: ApprovalVote | undefined;
}

function SheetTable({ lines }: { lines: readonly ApprovalLineView[] }) {
  const { t, i18n } = useTranslation("approvals");
  const noteOf = useNotes();
  const rows: SheetRow[] = lines.flatMap((line) => [
    ...line.voided.map((vote) => ({ id: vote.id, line, vote })),
    { id: line.id, line, vote: line.vote },
  ]);
  const cells: Record<string, (row: SheetRow) => ReactNode> = {
    step: ({ line }) => stepTitle(line.step, i18n.language, t),
    person: ({ line, vote }) => (vote ? vote.person.name : line.people.map((one) => one.name).join(", ") || "–"),
    behalf: ({ vote }) => vote?.onBehalfOf?.name ?? "–",
    decision: ({ line, vote }) =>
      vote ? (vote.voidedAt ? t("status:step.voided") : t(`decision.${vote.decision}`)) : t(`status:step.${line.state}`),
    comment: ({ vote }) => (vote ? noteOf(vote) : null),
    version: ({ vote }) => vote?.recordVersion,
    time: ({ vote }) => (vote ? momentText(vote.at) : null),
  };
  return (
    <div className={css["rows"]}>
      <PlainTable
        label={t("sheet.title")}
        columns={Object.entries(cells).map(([id, render]) => ({ id, header: t(`sheet.column.${id}`), render }))}
        rows={rows}
        rowId={({ id }) => id}
        rowClass={({ vote }) => (vote?.voidedAt ? css["void"] : undefined)}
      />
    </div>
  );
}

/** What a vote says beside its decision. */
function useNotes(): (vote: ApprovalVote) => string {
  const { t } = useTranslation("approvals");
  return ({ merged, figure, comment, voidedAt, voidReason, person }) =>
    [
      merged ? t("merged") : "",
      figure
        ? t(figure.unplanned ? "grantedUnplanned" : "granted", {
            amount: moneyText(figure.missingMinor, "KZT", true),
            percent: percentText(figure.pct),
          })
        : "",
      comment,
      voidedAt ? `${t(`voided.${voidReason ?? "changed"}`, { name: person.name })} ${momentText(voidedAt)}` : "",
    ]
      .filter(Boolean)
      .join(". ");
}

function momentText(value: Instant): string {
  return `${dayText(value)}, ${timeText(value)}`;
}
