import { Modal, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../../../lib/api.ts";
import { workdayEnd } from "../../../../lib/dates.ts";
import { deadlineError, firstDeadline } from "../../../../ui/input/deadline.ts";
import { fieldErrors } from "../../../../lib/errors.ts";
import { Button } from "../../../../ui/action/Button.tsx";
import { useUnread } from "../../../../ui/input/useUnread.ts";
import { DateInput } from "../../../../ui/input/DateInput.tsx";
import type { Entity } from "../../../../ui/input/EntityPicker.tsx";
import { ErrorNotice } from "../../../../ui/action/ErrorNotice.tsx";
import { fieldProps } from "../../../../ui/input/fieldProps.tsx";
import { PersonPicker } from "../../../../ui/input/PersonPicker.tsx";
import { useDialogKey } from "../../../../ui/shell/useHotkeys.ts";
import { findPeople } from "../../../../lib/peopleSearch.ts";
import css from "../Record.module.css";

/** A task of this request made by hand. */
export function NewTaskDialog({ requestId, onClose }: { requestId: string; onClose: () => void }) {
  const { t } = useTranslation(["record", "fields"]);
  const [title, setTitle] = useState("");
  const [description, setDescription] = useState("");
  const [assignee, setAssignee] = useState<Entity | null>(null);
  const [due, setDue] = useState<string | null>(null);
  const unread = useUnread();
  const add = useAdd(requestId, onClose);
  const past = deadlineError(due, t);
  const ready = title.trim() !== "" && assignee !== null && past === undefined && unread.names.size === 0;
  const submit = () =>
    ready && !add.isPending && add.mutate({ title: title.trim(), description: description.trim(), assigneeId: assignee.id, due });
  const errors = fieldErrors(add.error, t);
  const inside = useDialogKey(submit);
  return (
    <Modal opened onClose={onClose} title={t("tasks.new")} size={480} closeButtonProps={{ "aria-label": t("ui:close") }}>
      <div className={css["dialogTop"]}>
        <TextInput
          {...fieldProps({ name: "taskTitle", label: t("tasks.what"), required: true, error: errors["title"] })}
          data-autofocus
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        <PersonPicker
          name="taskWho"
          label={t("tasks.who")}
          required
          value={assignee}
          onChange={setAssignee}
          search={findPeople}
          error={errors["assigneeId"]}
        />
        <DateInput
          name="taskDue"
          label={t("tasks.due")}
          value={due}
          onChange={setDue}
          onUnread={(is) => unread.note("taskDue", is)}
          min={firstDeadline()}
          error={past ?? errors["dueAt"]}
        />
        <DescriptionField value={description} onChange={setDescription} />
        <ErrorNotice error={add.error} />
      </div>
      <div ref={inside} className={css["dialogButtons"]}>
        <Button onClick={onClose}>{t("ui:cancel")}</Button>
        <Button kind="primary" keyHint="Ctrl Enter" busy={add.isPending} disabled={!ready} onClick={submit}>
          {t("tasks.set")}
        </Button>
      </div>
    </Modal>
  );
}

interface Entered {
  title: string;
  description: string;
  assigneeId: string;
  due: string | null;
}

function useAdd(requestId: string, onDone: () => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ title, description, assigneeId, due }: Entered) =>
      call(
        api.POST("/api/v1/tasks", {
          body: {
            title,
            requestId,
            assigneeId,
            ...(description ? { description } : {}),
            ...(due ? { dueAt: workdayEnd(due) } : {}),
          },
        }),
      ),
    onSuccess: async () => {
      onDone();
      await cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey.includes(requestId) });
    },
  });
}

function DescriptionField({ value, onChange }: { value: string; onChange: (description: string) => void }) {
  const { t } = useTranslation("record");
  return (
    <Textarea
      {...fieldProps({ name: "taskText", label: t("tasks.text") })}
      autosize
      minRows={2}
      maxRows={8}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
