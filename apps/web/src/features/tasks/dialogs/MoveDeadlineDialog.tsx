import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../../lib/api.ts";
import { workdayEnd } from "../../../lib/dates.ts";
import { deadlineError, firstDeadline } from "../../../ui/input/deadline.ts";
import { errorSentence } from "../../../lib/errors.ts";
import { DateInput } from "../../../ui/input/DateInput.tsx";
import { ReasonDialog } from "../../../ui/action/ReasonDialog.tsx";
import { toast } from "../../../ui/action/toast.tsx";
import css from "../TaskPage.module.css";
import { taskQuery } from "../taskQueries.ts";
import type { Task } from "../taskQueries.ts";

/** A new deadline with its reason; the first one and every move stay on the card. */
export function MoveDeadlineDialog({ task, onClose }: { task: Task; onClose: () => void }) {
  const { t } = useTranslation(["tasks", "fields"]);
  const [day, setDay] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);
  const save = useSave(task, onClose);
  const past = deadlineError(day, t);
  return (
    <ReasonDialog
      opened
      onClose={onClose}
      title={t("page.due.move")}
      label={t("page.due.why")}
      confirmLabel={t("page.due.move")}
      busy={save.isPending}
      error={save.error ? errorSentence(save.error, t) : undefined}
      onConfirm={(reason) => {
        setAsked(true);
        if (day && !past) save.mutate({ dueAt: day, reason });
      }}
    >
      <div className={css["dialog"]}>
        <DateInput
          name="newDueAt"
          label={t("page.due.new")}
          required
          value={day}
          onChange={setDay}
          min={firstDeadline()}
          error={asked && !day ? t("page.due.missing") : past}
        />
        <p className={css["quiet"]}>{t("page.due.note")}</p>
      </div>
    </ReasonDialog>
  );
}

function useSave(task: Task, onDone: () => void) {
  const { t } = useTranslation("tasks");
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ dueAt, reason }: { dueAt: string; reason: string }) =>
      call(
        api.PATCH("/api/v1/tasks/{id}", {
          params: { path: { id: task.id } },
          body: { version: task.version, dueAt: workdayEnd(dueAt), reason },
        }),
      ),
    onSuccess: (saved) => {
      cache.setQueryData(taskQuery(task.id).queryKey, saved);
      void cache.invalidateQueries({ queryKey: ["list"] });
      toast(t("page.due.done"));
      onDone();
    },
  });
}
