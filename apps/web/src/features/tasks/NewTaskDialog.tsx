import { Checkbox, Modal, Select, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { fieldErrors } from "../../lib/errors.ts";
import { findDoers, findPeople } from "../../lib/peopleSearch.ts";
import { Button } from "../../ui/Button.tsx";
import { DateInput } from "../../ui/DateInput.tsx";
import type { Entity } from "../../ui/EntityPicker.tsx";
import { ErrorNotice } from "../../ui/ErrorNotice.tsx";
import { FieldRow } from "../../ui/FieldGroup.tsx";
import { fieldProps } from "../../ui/fieldProps.tsx";
import { PersonPicker } from "../../ui/PersonPicker.tsx";
import { toast } from "../../ui/toast.tsx";
import { useHotkeys } from "../../ui/useHotkeys.ts";
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

const PRIORITIES = ["low", "medium", "high", "urgent"] as const;

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

function NewTaskForm({ onClose, request, parentTaskId, ofRequest = request !== undefined }: Props) {
  const { t } = useTranslation("tasks");
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [task, setTask] = useState({ title: "", description: "", priority: "2", review: false, file: false });
  const [assignee, setAssignee] = useState<Entity | null>(null);
  const [due, setDue] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  const change = (part: Partial<typeof task>) => setTask((last) => ({ ...last, ...part }));
  const create = useMutation({
    mutationFn: (assigneeId: string) =>
      call(
        api.POST("/api/v1/tasks", {
          body: {
            title: task.title.trim(),
            assigneeId,
            description: task.description,
            priority: Number(task.priority),
            review: task.review,
            requiresFile: task.file,
            ...(due ? { dueAt: `${due}T18:00:00+05:00` } : {}),
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
  function submit() {
    setAsked(true);
    if (task.title.trim() && assignee && !create.isPending) create.mutate(assignee.id);
  }
  useHotkeys({ "Mod+Enter": submit }, { whileTyping: true });
  const refused = fieldErrors(create.error, t);
  return (
    <div className={css["form"]}>
      {request ? <p className={css["on"]}>{t("new.onRequest", { number: request.number })}</p> : null}
      <TextInput
        {...fieldProps({
          name: "title",
          label: t("new.name"),
          required: true,
          help: t("new.nameHelp"),
          error: asked && !task.title.trim() ? t("new.missingTitle") : refused["title"],
        })}
        data-autofocus
        maxLength={200}
        value={task.title}
        onChange={(event) => change({ title: event.target.value })}
      />
      <PersonPicker
        name="assigneeId"
        label={t("new.assignee")}
        required
        error={asked && !assignee ? t("new.missingAssignee") : refused["assigneeId"]}
        value={assignee}
        onChange={setAssignee}
        search={ofRequest ? findPeople : findDoers}
      />
      <FieldRow>
        <DateInput
          name="dueAt"
          label={t("new.due")}
          help={t("new.dueHelp")}
          error={refused["dueAt"]}
          value={due}
          onChange={setDue}
        />
        <Select
          {...fieldProps({ name: "priority", label: t("new.priority") })}
          data={PRIORITIES.map((name, index) => ({ value: String(index + 1), label: t(`status:priority.${name}`) }))}
          value={task.priority}
          allowDeselect={false}
          onChange={(priority) => change({ priority: priority ?? "2" })}
        />
      </FieldRow>
      <Textarea
        {...fieldProps({ name: "description", label: t("new.description"), error: refused["description"] })}
        autosize
        minRows={2}
        maxRows={10}
        value={task.description}
        onChange={(event) => change({ description: event.target.value })}
      />
      <Checkbox label={t("new.review")} checked={task.review} onChange={(event) => change({ review: event.target.checked })} />
      <Checkbox label={t("new.file")} checked={task.file} onChange={(event) => change({ file: event.target.checked })} />
      <ErrorNotice error={Object.keys(refused).length > 0 ? undefined : create.error} />
      <div className={css["buttons"]}>
        <Button onClick={onClose}>{t("ui:cancel")}</Button>
        <Button kind="primary" busy={create.isPending} keyHint="Ctrl Enter" onClick={submit}>
          {t("new.submit")}
        </Button>
      </div>
    </div>
  );
}
