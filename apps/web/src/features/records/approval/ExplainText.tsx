import type { Schema } from "@tartip/api-client";
import { Link } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { now } from "../../../lib/clock.ts";
import { isPast } from "../../../lib/dates.ts";
import { labelIn, useNames } from "../../../lib/reference.ts";
import { nearText } from "../../../ui/value/DateText.tsx";
import { StatusShape } from "../../../ui/value/StatusShape.tsx";
import { statusLook } from "../../../ui/value/statusLook.ts";
import type { StatusKind } from "../../../ui/value/statusLook.ts";
import { durationText, sinceText } from "../awaitText.ts";
import css from "./Approval.module.css";
import { stepTitle } from "./ApprovalEntry.tsx";

/** A usual time shorter than this says nothing. */
const TELLING_MINUTES = 5;

/** Where a record stands, whatever its kind. */
export type Explanation = Schema<"Request">["explain"];
export type Now = Explanation["now"][number];

/** People asked for the same thing at the same step stand together. */
function grouped(awaited: readonly Now[]): Now[][] {
  const groups = new Map<string, Now[]>();
  for (const one of awaited) {
    const key = [one.reason, one.stepId, one.taskTitle].join("|");
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

interface NowProps {
  now: readonly Now[];
  meId: string;
  kind: StatusKind;
  status: string;
  /** What is said while nobody is awaited. */
  quiet: string;
  /** Where what is awaited gets done; nowhere but here when it says nothing. */
  placeOf?: (awaited: Now) => string | undefined;
}

/** Who is awaited since when, how long it usually takes and until when; the reader's own turn stands first. */
export function NowText({ now: awaited, meId, kind, status, quiet, placeOf }: NowProps) {
  const groups = grouped(awaited).sort((one, other) => Number(isMine(other, meId)) - Number(isMine(one, meId)));
  if (groups.length === 0) return <strong>{quiet}</strong>;
  const look = statusLook(kind, status);
  return groups.map((group, index) => (
    <div key={index} className={css["awaited"]}>
      <span className={css["shape"]} data-tone={look.tone}>
        <StatusShape shape={look.shape} size={16} />
      </span>
      <Awaited group={group} meId={meId} to={group[0] && placeOf?.(group[0])} />
    </div>
  ));
}

function isMine(group: readonly Now[], meId: string): boolean {
  return group.some((one) => one.person?.id === meId);
}

function Awaited({ group, meId, to }: { group: readonly Now[]; meId: string; to: string | undefined }) {
  const { t, i18n } = useTranslation("record");
  const { reference } = useNames();
  const [first] = group;
  if (!first) return null;
  const at = now();
  // A task of the type's own steps has a title in every language; one set by hand only its own.
  const what = first.title ? labelIn(first.title, i18n.language) : (first.taskTitle ?? "");
  const role = reference?.roles.find((one) => one.code === first.queue?.roleCode)?.label;
  const who = first.queue
    ? t("awaits.queue", { role: role ? labelIn(role, i18n.language) : first.queue.roleCode })
    : peopleText(
        group.flatMap((one) => one.person?.name ?? []),
        t,
      );
  const mine = isMine(group, meId);
  return (
    <span>
      <strong>{mine ? t(`awaits.you.${first.reason}`) : who}</strong>{" "}
      {mine ? null : `${t(`awaits.who.${first.reason}`, { count: group.length })} `}
      {what && (!mine || first.taskTitle) ? (
        <>
          {to ? (
            <Link to={to}>{t("awaits.quoted", { what })}</Link>
          ) : (
            <span className={css["pale"]}>{t("awaits.quoted", { what })}</span>
          )}{" "}
        </>
      ) : null}
      {t("awaits.since", { since: sinceText(first.since, i18n.language, t, at) })}
      {first.usualMinutes === null || first.usualMinutes < TELLING_MINUTES
        ? null
        : ` · ${t("awaits.usual", { time: durationText(first.usualMinutes, t) })}`}
      {first.dueAt === null ? null : (
        <>
          {" · "}
          <span className={isPast(first.dueAt, at) ? css["late"] : undefined}>
            {t(isPast(first.dueAt, at) ? "awaits.late" : "awaits.until", { at: nearText(first.dueAt, i18n.language, t, at) })}
          </span>
        </>
      )}
    </span>
  );
}

/** The first two names and how many more. */
function peopleText(names: readonly string[], t: TFunction): string {
  const rest = names.length - 2;
  const shown = names.slice(0, 2).join(", ");
  return rest > 0 ? t("record:awaits.andMore", { names: shown, count: rest }) : shown;
}

/** Who comes next and by which rule. */
export function AfterText({ next, meId }: { next: Explanation["next"]; meId: string }) {
  const { t, i18n } = useTranslation("record");
  const { reference } = useNames();
  const [first] = next;
  if (!first) return null;
  const via = first.via?.["code"];
  const role = reference?.roles.find((one) => one.code === first.queueRole)?.label;
  const crowd = first.people.length > 1 && role ? t("awaits.queue", { role: labelIn(role, i18n.language) }) : undefined;
  const names = first.people.map((one) => (one.id === meId ? t("awaits.youName") : one.name));
  return (
    <>
      <strong>{crowd ?? (names.length > 0 ? peopleText(names, t) : t("awaits.nobodyYet"))}</strong>
      {" · "}
      {stepTitle({ kind: first.kind, title: first.title ?? {} }, i18n.language, t)}
      {typeof via === "string" ? <span className={css["pale"]}> · {t(`explain:via.${via}`)}</span> : null}
    </>
  );
}
