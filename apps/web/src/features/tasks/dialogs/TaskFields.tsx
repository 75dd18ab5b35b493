import { Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { findDoers, findPeople } from "../../../lib/peopleSearch.ts";
import { ChoiceInput } from "../../../ui/input/ChoiceInput.tsx";
import type { Entity } from "../../../ui/input/EntityPicker.tsx";
import { fieldProps } from "../../../ui/input/fieldProps.tsx";
import { PersonPicker } from "../../../ui/input/PersonPicker.tsx";

/** From the least pressing on; a task keeps the place, counted from one. */
export const PRIORITIES = ["low", "medium", "high", "urgent"] as const;

/** What a new task and a changed one both have. */
export interface TaskDraft {
  title: string;
  description: string;
  /** Place in `PRIORITIES`, from one on. */
  priority: string;
  assignee: Entity | null;
}

export interface FieldsProps<Draft extends TaskDraft = TaskDraft> {
  task: Draft;
  change: (part: Partial<Draft>) => void;
  /** What the server refused, by field. */
  refused: Record<string, string>;
}

type Field = Pick<FieldsProps, "task"> & { change: (part: Partial<TaskDraft>) => void };
type Refusable = Field & { refused: Record<string, string> };

export function TitleField({ task, change, refused, asked }: Refusable & { asked: boolean }) {
  const { t } = useTranslation("tasks");
  return (
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
  );
}

/** Anybody may be asked on a request; beside them, one's own people. */
export function AssigneeField({ task, change, refused, asked, ofRequest }: Refusable & { asked: boolean; ofRequest: boolean }) {
  const { t } = useTranslation("tasks");
  return (
    <PersonPicker
      name="assigneeId"
      label={t("new.assignee")}
      required
      error={asked && !task.assignee ? t("new.missingAssignee") : refused["assigneeId"]}
      value={task.assignee}
      onChange={(assignee) => change({ assignee })}
      search={ofRequest ? findPeople : findDoers}
    />
  );
}

export function PriorityField({ task, change }: Field) {
  const { t } = useTranslation("tasks");
  return (
    <ChoiceInput
      name="priority"
      label={t("new.priority")}
      options={PRIORITIES.map((name, index) => ({ value: String(index + 1), label: t(`status:priority.${name}`) }))}
      value={task.priority}
      clearable={false}
      onChange={(priority) => change({ priority: priority ?? "2" })}
    />
  );
}

export function DescriptionField({ task, change, refused }: Refusable) {
  const { t } = useTranslation("tasks");
  return (
    <Textarea
      {...fieldProps({ name: "description", label: t("new.description"), error: refused["description"] })}
      autosize
      minRows={2}
      maxRows={10}
      value={task.description}
      onChange={(event) => change({ description: event.target.value })}
    />
  );
}
