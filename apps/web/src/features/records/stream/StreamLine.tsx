import {
  IconArrowBackUp,
  IconCheck,
  IconCircleX,
  IconFileText,
  IconLink,
  IconListCheck,
  IconPencil,
  IconPlayerPlay,
  IconRefresh,
  IconSend,
  IconUser,
} from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useNames } from "../../../lib/reference.ts";
import { Change } from "../../../ui/comments/CommentStream.tsx";
import { actionLines, actionText } from "./historyText.ts";
import { RecordComment } from "./RecordComment.tsx";
import css from "../Records.module.css";
import type { StreamEntry } from "../recordQueries.ts";
import type { FieldWords } from "../../../lib/requestType.ts";

const DRAWINGS: readonly [RegExp, Icon][] = [
  [/^file\./, IconFileText],
  [/^link\./, IconLink],
  [/^checklist\./, IconListCheck],
  [/^watcher\.|\.(assign|assigned|reassign|addApprover)$/, IconUser],
  [/\.(approve|accept|complete|handIn|finishApproval|grantOverLimit|confirmed|close|pay|waiveRest)$/, IconCheck],
  [/\.(return|returnDone|recall|sendBack|withdraw)$/, IconArrowBackUp],
  [/\.(reject|cancel|refuseWork|paymentFailed)$/, IconCircleX],
  [/\.(voided|reopen|restore|unblock)$/, IconRefresh],
  [/\.(submit|sendForApproval|resubmit|clarify|answer|remind|startRound)$/, IconSend],
  [/\.(take|start|created)$/, IconPlayerPlay],
];

/** What was asked or answered stands beside as a comment. */
const SAID_BESIDE = /\.(clarify|answer)$/;

function drawingOf(action: string): Icon {
  return DRAWINGS.find(([pattern]) => pattern.test(action))?.[1] ?? IconPencil;
}

/** A change of which nothing can be told (only fields for machines). */
export function isSilent(entry: StreamEntry, labels: FieldWords, t: TFunction): boolean {
  const { change } = entry;
  return (
    change !== null && /\.(changed|updated)$/.test(change.action) && !change.reason && actionLines(change, labels, t).length === 0
  );
}

type FieldChange = NonNullable<StreamEntry["change"]>["changes"][number];

/** Kinds of documents are kept by an administrator: their names come with the reference. */
function kindNamed({ field, from, to }: FieldChange, nameOf: (code: string) => string | undefined): FieldChange {
  const named = (one: FieldChange["from"]) =>
    typeof one.value === "string" ? { ...one, text: nameOf(one.value) ?? one.text } : one;
  return { field, from: named(from), to: named(to) };
}

interface Props {
  entry: StreamEntry;
  recordId: string;
  labels: FieldWords;
}

/** One comment or one change with who, for whom, what from and to. */
export function StreamLine({ entry, recordId, labels }: Props) {
  const { t } = useTranslation(["history", "record"]);
  const names = useNames();
  const { comment, change, actor, onBehalfOf, at } = entry;
  if (comment) return <RecordComment recordId={recordId} comment={comment} author={actor?.name ?? t("system")} at={at} />;
  if (!change) return null;
  const changes = change.changes.map((one) => (one.field === "kindCode" ? kindNamed(one, names.documentKind) : one));
  const lines = actionLines({ ...change, changes }, labels, t);
  const alone = /\.(changed|updated)$|^(file|link)\.|\.account\./.test(change.action);
  return (
    <Change icon={drawingOf(change.action)} at={at}>
      <span className={css["actor"]}>{actor?.name ?? t("system")}</span>
      {onBehalfOf ? ` ${t("onBehalf", { name: onBehalfOf.name })}` : null}
      {" · "}
      {alone && lines.length === 1 ? `${actionText(change.action, t)}. ${lines[0]}` : actionText(change.action, t)}
      {alone && lines.length === 1
        ? null
        : lines.map((line) => (
            <span key={line} className={css["line"]}>
              {line}
            </span>
          ))}
      {change.reason && !SAID_BESIDE.test(change.action) ? (
        <span className={css["line"]}>{t("reason", { reason: change.reason })}</span>
      ) : null}
    </Change>
  );
}
