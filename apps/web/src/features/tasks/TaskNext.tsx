import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorSentence } from "../../lib/errors.ts";
import { ErrorNotice } from "../../ui/action/ErrorNotice.tsx";
import { ReasonDialog } from "../../ui/action/ReasonDialog.tsx";
import { ActionStrip } from "../records/ActionStrip.tsx";
import { ConflictNote } from "../records/ConflictNote.tsx";
import { RemindedText } from "../records/RemindedText.tsx";
import { linksQuery } from "../records/recordQueries.ts";
import { placeActions } from "../records/recordActions.ts";
import type { RecordAction } from "../records/recordActions.ts";
import css from "./TaskPage.module.css";
import type { Task } from "./taskQueries.ts";
import { useTaskWords } from "./taskWords.ts";
import type { TaskMove } from "./useTaskMove.ts";

/** Those that come first, in this order; the rest stand in the menu. */
const MAIN = ["take", "start", "handIn", "accept", "return", "refuseWork"];
const REMIND = "remind";
/** The form below has the primary button of a hand-in; sending back is never the usual way, a reminder moves nothing on. */
const PLAIN = ["handIn", "return", "refuseWork", REMIND];
interface Props {
  task: Task;
  meId: string;
  move: TaskMove;
}

/** «Что дальше» of a task: who is awaited, who is next, and what the reader may do. */
export function TaskNext({ task, meId, move }: Props) {
  const { t } = useTranslation("tasks");
  const words = useTaskWords();
  const [asking, setAsking] = useState<RecordAction>();
  const label = (action: RecordAction) => t(`page.action.${action.action}`);
  const placed = place(task);
  function press(action: RecordAction) {
    // The form below knows what is typed and says what is missing.
    if (action.action === "handIn") document.querySelector<HTMLFormElement>("#hand-in form")?.requestSubmit();
    else if (action.needsReason) setAsking(action);
    else move.move({ action: action.action });
  }
  function close() {
    setAsking(undefined);
    move.reset();
  }
  return (
    <>
      {move.conflictSince ? <ConflictNote recordId={task.id} since={move.conflictSince} labels={words} /> : null}
      <ActionStrip
        kind="task"
        status={task.status}
        current={
          <>
            <Now task={task} meId={meId} />
            {task.open ? <RemindedText at={task.remindedAt} /> : null}
          </>
        }
        after={useAfter(task)}
        placed={placed}
        // Paying ends the task by itself: the card of the payment has the primary button.
        plain={task.completesBy === "invoicePaid" ? [...PLAIN, "start"] : PLAIN}
        label={label}
        onPress={press}
        moving={move.moving}
        isPressed={({ action }) => move.moving && move.input?.action === action}
      />
      {asking ? null : <ErrorNotice error={move.input?.action === "handIn" ? null : move.error} />}
      <AskReason asking={asking} move={move} onClose={close} />
    </>
  );
}

interface AskProps {
  asking: RecordAction | undefined;
  move: TaskMove;
  onClose: () => void;
}

/** The reason of an action that needs one. */
function AskReason({ asking, move, onClose }: AskProps) {
  const { t } = useTranslation("tasks");
  return (
    <ReasonDialog
      opened={asking !== undefined}
      onClose={onClose}
      title={asking ? t(`page.action.${asking.action}`) : ""}
      label={t("page.reason")}
      templates={asking?.action === "return" ? [t("page.returnTemplates.file"), t("page.returnTemplates.redo")] : []}
      confirmLabel={asking ? t(`page.action.${asking.action}`) : ""}
      danger={asking?.action === "cancel"}
      busy={move.moving}
      error={move.error ? errorSentence(move.error, t) : undefined}
      onConfirm={(reason) => {
        if (asking) move.move({ action: asking.action, reason }, { onSuccess: onClose });
      }}
    />
  );
}

/** What the work closes by, what it opened, and what follows. */
function useAfter(task: Task) {
  const { t } = useTranslation("tasks");
  const after = afterLines(task, t);
  const opened = useOpenedDraft(task);
  if (after.length === 0 && !closesByFact(task) && !opened) return undefined;
  return (
    <>
      <ClosedByFact task={task} />
      {opened ? (
        <span className={css["after"]}>
          {t("page.opened")}:{" "}
          <Link to="/requests/$id" params={{ id: opened.id }}>
            {opened.title || t("page.openedUntitled")}
          </Link>
        </span>
      ) : null}
      {after.map((line) => (
        <AfterLine key={line} text={line} />
      ))}
    </>
  );
}

/** A hand-in leads to its form, which says itself what is missing. */
function place({ actions }: Task) {
  const placed = placeActions(
    actions.map((action) => (action.action === "handIn" ? { ...action, allowed: true } : action)),
    orderOf({ actions }),
  );
  // To remind somebody moves nothing on: it stands beside, uncoloured.
  return placed.primary?.action === REMIND ? { ...placed, primary: undefined } : placed;
}

/** The main ones, and the reminder while it may be sent. */
function orderOf({ actions }: Pick<Task, "actions">): string[] {
  return actions.some((one) => one.action === REMIND && one.allowed) ? [...MAIN, REMIND] : MAIN;
}

function Now({ task, meId }: { task: Task; meId: string }) {
  const { t } = useTranslation("tasks");
  const { status, setBack } = task;
  const reason = setBack ? <AfterLine text={t("page.now.reason", { reason: setBack.reason })} /> : null;
  if (status === "blocked") {
    const awaited = task.predecessors.filter((one) => one.status !== "done" && one.status !== "cancelled");
    const before = awaited.map((one) => one.title);
    // A step that is not held up by a task is held up by the approval between them; other work, by a task not shown to the reader.
    if (before.length === 0)
      return <strong>{t(task.stepKey === null ? "page.now.blockedOther" : "page.now.blockedApproval")}</strong>;
    return <strong>{t("page.now.blocked", { task: before.join(", ") })}</strong>;
  }
  if (status === "cancelled")
    return (
      <>
        <strong>{setBack?.by ? t("page.now.cancelledBy", { name: setBack.by }) : t("page.now.cancelled")}</strong>
        {reason}
      </>
    );
  if (status === "done") return <strong>{t("page.now.done")}</strong>;
  const awaited = status === "submitted" ? task.reviewer : task.assignee;
  if (!awaited) return <strong>{t("page.now.todoFree")}</strong>;
  const now = setBack?.action === "reopen" ? "reopened" : status;
  return (
    <>
      <strong>{awaited.id === meId ? t(`page.now.${now}You`) : t(`page.now.${now}`, { name: awaited.name })}</strong>
      {reason}
    </>
  );
}

/** The draft of the next request that this work opened; its author alone sees it, until it is sent. */
function useOpenedDraft({ status, request }: Task) {
  const enabled = status === "done" && request?.visible === true && request.open === true;
  const { data = [] } = useQuery({ ...linksQuery(request?.id ?? ""), enabled, staleTime: 0 });
  return data.find(({ link, other }) => link === "chain" && other.status === "draft")?.other;
}

function AfterLine({ text }: { text: string }) {
  return <span className={css["after"]}>{text}</span>;
}

function closesByFact(task: Task): boolean {
  return task.open && task.completesBy !== null;
}

/** What closes the task without a hand-in, and the way to where that is done. */
function ClosedByFact({ task }: { task: Task }) {
  const { t } = useTranslation("tasks");
  const { completesBy, request } = task;
  if (!closesByFact(task)) return null;
  return (
    <span className={css["after"]}>
      {t(`page.closesBy.${completesBy}`)}
      {request?.visible && request.id ? (
        <>
          {": "}
          <Link to="/requests/$id" params={{ id: request.id }} hash={completesBy === "closingDocumentLinked" ? "links" : ""}>
            {t(`page.closesAt.${completesBy}`)}
          </Link>
        </>
      ) : null}
    </span>
  );
}

/** What follows: who checks it, what it opens. */
function afterLines(task: Task, t: TFunction): string[] {
  return [
    task.reviewer &&
      ["todo", "in_progress", "rework", "blocked"].includes(task.status) &&
      t("page.after.review", { name: task.reviewer.name }),
    task.open && task.successors.length > 0 && t("page.after.next", { task: task.successors.map((one) => one.title).join(", ") }),
  ].filter((line) => typeof line === "string");
}
