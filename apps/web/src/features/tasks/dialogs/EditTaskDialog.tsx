import { Modal } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../../lib/api.ts";
import { fieldErrors } from "../../../lib/errors.ts";
import { Button } from "../../../ui/action/Button.tsx";
import { ErrorNotice } from "../../../ui/action/ErrorNotice.tsx";
import { toast } from "../../../ui/action/toast.tsx";
import { EntityMultiPicker } from "../../../ui/input/EntityMultiPicker.tsx";
import type { Entity } from "../../../ui/input/EntityPicker.tsx";
import { useDialogKey } from "../../../ui/shell/useHotkeys.ts";
import { ConflictNote } from "../../records/ConflictNote.tsx";
import { ClashNote } from "../../records/edits/ClashNote.tsx";
import { useEdits } from "../../records/edits/useEdits.ts";
import { useMove } from "../../records/useMove.ts";
import { searchTasks, taskQuery } from "../taskQueries.ts";
import type { Task } from "../taskQueries.ts";
import { useTaskWords } from "../taskWords.ts";
import css from "./TaskForms.module.css";
import { AssigneeField, DescriptionField, PRIORITIES, PriorityField, TitleField, type TaskDraft } from "./TaskFields.tsx";

interface Draft extends TaskDraft {
  /** What it waits for. */
  before: Entity[];
}

interface Props {
  task: Task;
  onClose: () => void;
}

/** The card of a task: what, who, how pressing, after what. Only what was changed here is sent; what another changed too is chosen first. */
export function EditTaskDialog({ task, onClose }: Props) {
  const { t } = useTranslation("tasks");
  return (
    <Modal opened onClose={onClose} title={t("edit.title")} size={560} closeButtonProps={{ "aria-label": t("ui:close") }}>
      <EditTaskForm task={task} onClose={onClose} />
    </Modal>
  );
}

function EditTaskForm({ task, onClose }: Props) {
  const { t } = useTranslation(["tasks", "fields"]);
  const words = useTaskWords();
  const now = draftOf(task);
  const { values: draft, change, ...edits } = useEdits(now);
  const [asked, setAsked] = useState(false);
  const save = useSave(task, onClose);
  function submit() {
    setAsked(true);
    if (edits.clashes.length > 0 || !draft.title.trim() || (task.assignee && !draft.assignee)) return;
    const changes = changesOf(now, mayBeOrdered(task) ? draft : { ...draft, before: now.before });
    if (Object.keys(changes).length === 0) onClose();
    else save.move(changes);
  }
  const inside = useDialogKey(submit);
  const refused = fieldErrors(save.error, t);
  const fields = { task: draft, change, refused };
  return (
    <div className={css["form"]}>
      {save.conflictSince && edits.clashes.length === 0 ? (
        <ConflictNote recordId={task.id} since={save.conflictSince} labels={words} />
      ) : null}
      {/* A step is called as its type calls it, in every language. */}
      {task.titles ? null : <TitleField {...fields} asked={asked} />}
      <AssigneeField {...fields} asked={asked && task.assignee !== null} ofRequest={task.request !== null} />
      <PriorityField {...fields} />
      <DescriptionField {...fields} />
      {mayBeOrdered(task) ? (
        <EntityMultiPicker
          name="predecessorIds"
          label={t("edit.before")}
          help={t("edit.beforeHelp")}
          error={refused["predecessorIds"]}
          value={draft.before}
          onChange={(before) => change({ before })}
          search={async (q, signal) => (await searchTasks(q, signal)).filter(({ id }) => id !== task.id)}
        />
      ) : null}
      <TaskClashes edits={edits} />
      <ErrorNotice error={Object.keys(refused).length > 0 ? undefined : save.error} />
      <div ref={inside} className={css["buttons"]}>
        <Button onClick={onClose}>{t("ui:cancel")}</Button>
        <Button kind="primary" busy={save.moving} disabled={edits.clashes.length > 0} keyHint="Ctrl Enter" onClick={submit}>
          {t("edit.submit")}
        </Button>
      </div>
    </div>
  );
}

/** Fields that another person changed while they were being changed here. */
function TaskClashes({ edits }: { edits: Pick<ReturnType<typeof useEdits<Draft>>, "clashes" | "takeTheirs" | "keepOurs"> }) {
  const { t } = useTranslation(["tasks", "status"]);
  const labels: Record<string, string> = {
    title: t("new.name"),
    assignee: t("new.assignee"),
    priority: t("new.priority"),
    description: t("new.description"),
    before: t("edit.before"),
  };
  const show = (key: string, value: unknown): string => {
    if (Array.isArray(value)) return value.map((one) => show(key, one)).join(", ");
    if (typeof value === "object" && value !== null) return String(Reflect.get(value, "label"));
    const text = typeof value === "string" ? value : "";
    return key === "priority" ? t(`status:priority.${PRIORITIES[Number(text) - 1] ?? "medium"}`) : text;
  };
  return (
    <ClashNote
      clashes={edits.clashes}
      labelOf={(key) => labels[key] ?? key}
      show={show}
      onTheirs={edits.takeTheirs}
      onOurs={edits.keepOurs}
    />
  );
}

/** The order of a request's steps is its type's, begun work waits for nothing, and who may not move the deadline sets no order. */
function mayBeOrdered({ stepKey, status, mayMoveDeadline }: Task): boolean {
  return stepKey === null && mayMoveDeadline && (status === "blocked" || status === "todo");
}

function draftOf(task: Task): Draft {
  const { title, description, priority, assignee } = task;
  return {
    title,
    description,
    priority: String(priority),
    assignee: assignee ? { id: assignee.id, label: assignee.name } : null,
    before: task.predecessors.map((one) => ({ id: one.id, label: [one.number, one.title].filter(Boolean).join(" · ") })),
  };
}

type Changes = ReturnType<typeof changesOf>;

function changesOf(now: Draft, draft: Draft) {
  const idsOf = ({ before }: Draft): string[] => before.map(({ id }) => id).toSorted();
  const order = idsOf(draft);
  return {
    ...(draft.title.trim() === now.title.trim() ? {} : { title: draft.title.trim() }),
    ...(draft.description === now.description ? {} : { description: draft.description }),
    ...(draft.priority === now.priority ? {} : { priority: Number(draft.priority) }),
    ...(!draft.assignee || draft.assignee.id === now.assignee?.id ? {} : { assigneeId: draft.assignee.id }),
    ...(order.join() === idsOf(now).join() ? {} : { predecessorIds: order }),
  };
}

function useSave(task: Task, onDone: () => void) {
  const { t } = useTranslation("tasks");
  const cache = useQueryClient();
  const { queryKey } = taskQuery(task.id);
  return useMove<Changes, Task>({
    card: task,
    send: (changes, version) =>
      call(api.PATCH("/api/v1/tasks/{id}", { params: { path: { id: task.id } }, body: { version, ...changes } })),
    onSaved: (saved) => {
      cache.setQueryData(queryKey, saved);
      void cache.invalidateQueries({
        predicate: ({ queryKey: [first, ...rest] }) => first === "list" || (first === "record" && rest.includes("task")),
      });
      toast(t("edit.done"));
      onDone();
    },
    refetch: () => cache.refetchQueries({ queryKey }),
  });
}
