import { IconRefresh } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { moneyText } from "../../../lib/money.ts";
import { labelIn } from "../../../lib/reference.ts";
import { ApprovalLine } from "../../../ui/value/ApprovalLine.tsx";
import { DateText } from "../../../ui/value/DateText.tsx";
import css from "./Approval.module.css";
import { skipReasons } from "./approvalLines.ts";
import type { ApprovalLineView, ApprovalStep, ApprovalVote } from "./approvalLines.ts";
import { voidDifference } from "./voidDifference.ts";
import type { FieldWords } from "../../../lib/requestType.ts";

interface Props {
  line: ApprovalLineView;
  meId: string;
  labels: FieldWords;
  when: unknown;
  thresholds: Readonly<Record<string, number>>;
}

/** One line of the card with everything there is to know about it. */
export function ApprovalEntry({ line, meId, labels, when, thresholds }: Props) {
  const { t, i18n } = useTranslation("approvals");
  const { vote, step, people, state } = line;
  const mine = vote ? vote.person.id === meId : people.some((one) => one.id === meId);
  // Of several asked, the reader comes first; the rest are counted.
  const shown = people.find((one) => one.id === meId) ?? people[0];
  const others = people.length - 1;
  const name = vote?.person.name ?? shown?.name;
  return (
    <ApprovalLine
      state={state}
      person={state === "not_required" ? undefined : (name ?? (step.escalated ? t("escalated") : undefined))}
      onBehalfOf={vote?.onBehalfOf?.name ?? shown?.onBehalfOf}
      role={
        <>
          {others > 0 ? (
            <span title={people.map((one) => one.name).join(", ")}>{t("andOthers", { count: others })} · </span>
          ) : null}
          {stepTitle(step, i18n.language, t)}
        </>
      }
      comment={<EntryNotes line={line} reasons={reasonText(when, thresholds, t)} />}
      at={vote?.at}
      until={state === "open" ? step.dueAt : undefined}
      you={mine}
      warning={
        line.voided.length > 0 ? line.voided.map((one) => <VoidedVote key={one.id} vote={one} labels={labels} />) : undefined
      }
    />
  );
}

function EntryNotes({ line, reasons }: { line: ApprovalLineView; reasons: string }) {
  const { t } = useTranslation("approvals");
  const { vote, step, state, via } = line;
  const figure = vote?.figure ?? step.figure;
  return (
    <>
      {vote?.merged ? <div>{t("merged")}</div> : null}
      {vote?.comment ? <div>{vote.comment}</div> : null}
      {figure ? (
        <div className={css["over"]}>
          {t(`${vote ? "granted" : "missing"}${figure.unplanned ? "Unplanned" : ""}`, {
            amount: moneyText(figure.missingMinor, "KZT", true),
            percent: percentText(figure.pct),
          })}
        </div>
      ) : null}
      {state === "ahead" && via ? <div>{t(`explain:via.${via}`)}</div> : null}
      {state === "open" && step.quorum !== "any" && step.candidates.length > 1 ? <div>{quorumText(step.quorum, t)}</div> : null}
      {state === "not_required" ? reasons : null}
    </>
  );
}

/** A vote that fell: when, why, and on demand what became different. */
function VoidedVote({ vote, labels }: { vote: ApprovalVote; labels: FieldWords }) {
  const { t } = useTranslation("approvals");
  const [open, setOpen] = useState(false);
  const difference = voidDifference(vote.voidDiff, labels, t);
  return (
    <div>
      <IconRefresh size={14} className={css["voidIcon"]} aria-hidden />{" "}
      {t(`voided.${vote.voidReason ?? "changed"}`, { name: vote.person.name })} <DateText value={vote.voidedAt} />.{" "}
      {difference.length > 0 ? (
        <button type="button" className={css["difference"]} aria-expanded={open} onClick={() => setOpen(!open)}>
          {t("voided.what")}
        </button>
      ) : null}
      {open ? (
        <ul className={css["lines"]}>
          {difference.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

/** Title of a step; steps beside the type's graph are called by their kind. */
export function stepTitle(step: Pick<ApprovalStep, "title" | "kind">, language: string, t: TFunction): string {
  const { ru, kk, en } = step.title;
  if (ru && kk && en && step.kind === "normal") return labelIn({ ru, kk, en }, language);
  return t(`approvals:kind.${step.kind}`);
}

function reasonText(when: unknown, thresholds: Readonly<Record<string, number>>, t: TFunction): string {
  return skipReasons(when, thresholds)
    .map(({ key, limit }) =>
      t(`approvals:skip.${key}`, limit === undefined ? {} : { amount: moneyText(limit * 100, "KZT", true) }),
    )
    .join(", ");
}

/** 5.94 → «5,9». */
export function percentText(pct: number): string {
  return String(Math.round(pct * 10) / 10).replace(".", ",");
}

function quorumText(quorum: string, t: TFunction): string {
  return quorum === "all" ? t("approvals:quorum.all") : t("approvals:quorum.some", { count: Number(quorum) });
}
