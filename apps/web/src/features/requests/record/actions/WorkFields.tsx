import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { workdayEnd } from "../../../../lib/dates.ts";
import { deadlineError, firstDeadline } from "../../../../ui/input/deadline.ts";
import { fieldErrors } from "../../../../lib/errors.ts";
import { findPeople } from "../../../../lib/peopleSearch.ts";
import { labelIn } from "../../../../lib/reference.ts";
import { ChoiceInput } from "../../../../ui/input/ChoiceInput.tsx";
import { useUnread } from "../../../../ui/input/useUnread.ts";
import { DateInput } from "../../../../ui/input/DateInput.tsx";
import type { Entity } from "../../../../ui/input/EntityPicker.tsx";
import { fieldProps } from "../../../../ui/input/fieldProps.tsx";
import { PersonPicker } from "../../../../ui/input/PersonPicker.tsx";
import type { RequestView } from "../../requestQueries.ts";
import type { Move } from "./requestMoves.ts";

const NEW = "new";
const NOTHING = "";

/** What is to be done after a reopening or a return of finished work, while it is being said. */
interface Draft {
  /** A done task, a new one, or nothing beside what comes back. */
  choice: string;
  title: string;
  assignee: Entity | null;
  due: string | null;
}

/** The work a dialog names with its action: its fields, and what is sent once it is whole. */
export function useWork(request: RequestView, action: string) {
  const asked = action === "reopen" || action === "returnDone";
  const tasks = asked ? request.tasks.filter((task) => task.mayBeRedone) : [];
  // Of a rejected request the cancelled work comes back by itself; the server says when there is none.
  const mayBeNothing = asked && request.status === "rejected";
  const first = mayBeNothing ? NOTHING : (tasks.at(-1)?.id ?? NEW);
  const [draft, setDraft] = useState<Draft>({ choice: first, title: "", assignee: null, due: null });
  const [pressed, setPressed] = useState(false);
  const unread = useUnread();
  return {
    asked,
    tasks,
    mayBeNothing,
    draft,
    setDraft,
    pressed,
    press: () => setPressed(true),
    unread,
    named: asked ? (unread.names.size === 0 ? namedBy(draft) : null) : {},
  };
}

export type WorkDraft = ReturnType<typeof useWork>;

/** The body of the transition: null while something is missing, empty where nothing need be named. */
function namedBy({ choice, title, assignee, due }: Draft): Pick<Move, "work"> | null {
  if (choice === NOTHING) return {};
  const until = due === null ? {} : { dueAt: workdayEnd(due) };
  if (due !== null && due < firstDeadline()) return null;
  if (choice !== NEW) return { work: { taskId: choice, ...until } };
  if (title.trim() === "" || !assignee || due === null) return null;
  return { work: { title: title.trim(), assigneeId: assignee.id, ...until } };
}

/** Asks which done work is done again, or for a new task. */
export function WorkFields({ work, error }: { work: WorkDraft; error: unknown }) {
  const { t, i18n } = useTranslation(["record", "fields"]);
  const { tasks, draft, setDraft, mayBeNothing, pressed, unread } = work;
  const errors = fieldErrors(error, t);
  const again = tasks.map((task) => ({
    value: task.id,
    label: [task.titles ? labelIn(task.titles, i18n.language) : task.title, task.assignee?.name].filter(Boolean).join(" · "),
  }));
  const isNew = draft.choice === NEW;
  return (
    <>
      <ChoiceInput
        name="work"
        label={t("work.label")}
        help={t("work.help")}
        options={[
          ...(mayBeNothing ? [{ value: NOTHING, label: t("work.nothing") }] : []),
          ...again,
          { value: NEW, label: t("work.new") },
        ]}
        value={draft.choice}
        clearable={false}
        onChange={(choice) => setDraft({ ...draft, choice: choice ?? NOTHING })}
      />
      {isNew ? <NewWork work={work} errors={errors} /> : null}
      {draft.choice === NOTHING ? null : (
        <DateInput
          name="workDue"
          label={isNew ? t("tasks.due") : t("work.dueAgain")}
          help={isNew ? undefined : t("work.dueAgainHelp")}
          required={isNew}
          value={draft.due}
          onChange={(due) => setDraft({ ...draft, due })}
          min={firstDeadline()}
          onUnread={(is) => unread.note("workDue", is)}
          error={
            (pressed && unread.names.has("workDue") ? t("fields:dateInvalid") : deadlineError(draft.due, t)) ??
            errors["dueAt"] ??
            (isNew && pressed && draft.due === null ? t("fields:requiredDate") : undefined)
          }
        />
      )}
    </>
  );
}

function NewWork({ work, errors }: { work: WorkDraft; errors: Record<string, string> }) {
  const { t } = useTranslation(["record", "fields"]);
  const { draft, setDraft, pressed } = work;
  const missing = (empty: boolean, code: string) => (pressed && empty ? t(`fields:${code}`) : undefined);
  return (
    <>
      <TextInput
        {...fieldProps({
          name: "workTitle",
          label: t("tasks.what"),
          required: true,
          error: errors["title"] ?? missing(draft.title.trim() === "", "required"),
        })}
        maxLength={200}
        value={draft.title}
        onChange={(event) => setDraft({ ...draft, title: event.target.value })}
      />
      <PersonPicker
        name="workWho"
        label={t("tasks.who")}
        required
        value={draft.assignee}
        onChange={(assignee) => setDraft({ ...draft, assignee })}
        search={findPeople}
        error={errors["assigneeId"] ?? missing(draft.assignee === null, "requiredPerson")}
      />
    </>
  );
}
