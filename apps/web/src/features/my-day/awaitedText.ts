import type { TFunction } from "i18next";
import { durationText, minutesBetween } from "../../lib/durations.ts";
import type { Own } from "./myDayQueries.ts";

/** Who is awaited longest, for what and since when. */
export function awaitedText({ awaited }: Pick<Own, "awaited">, meName: string, at: Date, t: TFunction): string {
  const [first] = awaited;
  if (!first) return t("own.free");
  const { name, reason, since, taskTitle } = first;
  const mine = name === meName;
  // The reader's own turn is told as what to do, in the words of the list of what awaits them.
  const who =
    mine && !taskTitle
      ? t([`waiting.reason.${reason}`, "own.you"])
      : whoText({ name: mine ? t("own.you") : name, reason, task: taskTitle }, t);
  return t("own.since", { who, duration: durationText(minutesBetween(since, at), t) });
}

function whoText({ name, reason, task }: { name: string | null; reason: string; task: string | null }, t: TFunction): string {
  if (task) return name ? t("own.awaited.task", { task, name }) : t("own.awaited.taskFree", { task });
  // Of a task itself, whose title stands beside.
  if (name && reason === "task") return t("own.awaited.work", { name });
  if (name) return t(`own.awaited.${reason}`, { name });
  return reason === "name_person" ? t("own.awaited.name_person") : t("own.awaited.nobody");
}
