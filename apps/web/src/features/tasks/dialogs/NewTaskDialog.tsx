import { Checkbox, Modal } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../../lib/api.ts";
import { workdayEnd } from "../../../lib/dates.ts";
import { deadlineError, firstDeadline } from "../../../ui/input/deadline.ts";
import { fieldErrors } from "../../../lib/errors.ts";
import { Button } from "../../../ui/action/Button.tsx";
import { DateInput } from "../../../ui/input/DateInput.tsx";
import { ErrorNotice } from "../../../ui/action/ErrorNotice.tsx";
import { FieldRow } from "../../../ui/input/FieldGroup.tsx";
import { useUnread, type Unread } from "../../../ui/input/useUnread.ts";
import { toast } from "../../../ui/action/toast.tsx";
import { useDialogKey } from "../../../ui/shell/useHotkeys.ts";
import { AssigneeField, DescriptionField, PriorityField, TitleField, type FieldsProps, type TaskDraft } from "./TaskFields.tsx";
import css from "./TaskForms.module.css";

interface Props {
  opened: boolean;
  onClose: () => void;
  /** The request the task belongs to. */
  request?: { id: string; number: string | null } | undefined;
  /** The task it is a part of. */
  parentTaskId?: string | undefined;
  /** Whether the task above belongs to a request: then anybody may be asked. */
  ofRequest?: boolean;
}

interface Draft extends TaskDraft {
  review: boolean;
  file: boolean;
  due: string | null;
}

const EMPTY: Draft = { title: "", description: "", priority: "2", review: false, file: false, assignee: null, due: null };

/** Sets a task: alone, on a request, or as a part of another. */
export function NewTaskDialog(props: Props) {
  const { t } = useTranslation("tasks");
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t(props.parentTaskId ? "new.partTitle" : "new.title")}
      size={560}
      closeButtonProps={{ "aria-label": t("ui:close") }}
    >
      {props.opened ? <NewTaskForm {...props} /> : null}
    </Modal>
  );
}

function NewTaskForm(props: Props) {
  const { onClose, request, ofRequest = request !== undefined } = props;
  const { t } = useTranslation(["tasks", "fields"]);
  const [task, setTask] = useState(EMPTY);
  const [asked, setAsked] = useState(false);
  const unread = useUnread();
  const change = (part: Partial<Draft>) => setTask((last) => ({ ...last, ...part }));
  const create = useCreate(props);
  function submit() {
    setAsked(true);
    const ready = task.title.trim() && !deadlineError(task.due, t) && unread.names.size === 0 && !create.isPending;
    if (ready && task.assignee) create.mutate({ ...task, assigneeId: task.assignee.id });
  }
  const inside = useDialogKey(submit);
  const refused = fieldErrors(create.error, t);
  const fields = { task, change, refused };
  return (
    <div className={css["form"]}>
      {request ? <p className={css["on"]}>{t("new.onRequest", { number: request.number })}</p> : null}
      <TitleField {...fields} asked={asked} />
      <AssigneeField {...fields} asked={asked} ofRequest={ofRequest} />
      <TermFields {...fields} asked={asked} unread={unread} />
      <ResultFields {...fields} />
      <ErrorNotice error={Object.keys(refused).length > 0 ? undefined : create.error} />
      <div ref={inside} className={css["buttons"]}>
        <Button onClick={onClose}>{t("ui:cancel")}</Button>
        <Button kind="primary" busy={create.isPending} keyHint="Ctrl Enter" onClick={submit}>
          {t("new.submit")}
        </Button>
      </div>
    </div>
  );
}

function useCreate({ onClose, request, parentTaskId }: Props) {
  const { t } = useTranslation("tasks");
  const cache = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: ({ assigneeId, ...task }: Draft & { assigneeId: string }) =>
      call(
        api.POST("/api/v1/tasks", {
          body: {
            title: task.title.trim(),
            assigneeId,
            description: task.description,
            priority: Number(task.priority),
            review: task.review,
            requiresFile: task.file,
            ...(task.due ? { dueAt: workdayEnd(task.due) } : {}),
            ...(request ? { requestId: request.id } : {}),
            ...(parentTaskId ? { parentTaskId } : {}),
          },
        }),
      ),
    onSuccess: ({ id }) => {
      void cache.invalidateQueries();
      // Somebody else's task is not in the list one set it from.
      toast(t("new.done"), {
        openLabel: t("new.open"),
        onOpen: () => void navigate({ to: "/tasks/$id", params: { id } }),
      });
      onClose();
    },
  });
}

/** By when, and how pressing it is. */
function TermFields({ task, change, refused, asked, unread }: FieldsProps<Draft> & { asked: boolean; unread: Unread }) {
  const { t } = useTranslation(["tasks", "fields"]);
  return (
    <FieldRow>
      <DateInput
        name="dueAt"
        label={t("new.due")}
        help={t("new.dueHelp")}
        onUnread={(is) => unread.note("dueAt", is)}
        error={(asked && unread.names.has("dueAt") ? t("fields:dateInvalid") : deadlineError(task.due, t)) ?? refused["dueAt"]}
        min={firstDeadline()}
        value={task.due}
        onChange={(due) => change({ due })}
      />
      <PriorityField task={task} change={change} />
    </FieldRow>
  );
}

/** What is to come out of it, and how that is taken in. */
function ResultFields({ task, change, refused }: FieldsProps<Draft>) {
  const { t } = useTranslation("tasks");
  return (
    <>
      <DescriptionField task={task} change={change} refused={refused} />
      <Checkbox label={t("new.review")} checked={task.review} onChange={(event) => change({ review: event.target.checked })} />
      <Checkbox label={t("new.file")} checked={task.file} onChange={(event) => change({ file: event.target.checked })} />
    </>
  );
}
