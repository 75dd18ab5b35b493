import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { toast } from "../../ui/action/toast.tsx";
import { useMove } from "../records/useMove.ts";
import { taskQuery } from "./taskQueries.ts";
import type { Task } from "./taskQueries.ts";

export interface TaskInput {
  action: string;
  reason?: string;
  result?: string;
  links?: string[];
}

/**
 * Takes an action on the task; the answer takes the place of the page, lists are asked again. Who answers for the request
 * the work is a step of is led back to it: what is next is theirs too.
 */
export function useTaskMove(task: Task, meId: string) {
  const { t } = useTranslation("tasks");
  const cache = useQueryClient();
  const go = useNavigate();
  const { queryKey } = taskQuery(task.id);
  return useMove<TaskInput, Task>({
    card: task,
    send: (input, version) =>
      call(api.POST("/api/v1/tasks/{id}/transitions", { params: { path: { id: task.id } }, body: { ...input, version } })),
    onSaved: (saved, input) => {
      cache.setQueryData(queryKey, saved);
      toast(t(`page.done.${input.action}`));
      void cache.invalidateQueries({
        predicate: ({ queryKey: [first, ...rest] }) =>
          first === "list" || first === "me" || (first === "record" && rest.includes(task.id)),
      });
      const { request, stepKey, setter } = saved;
      const ended = input.action === "handIn" && saved.status === "done";
      if (ended && stepKey !== null && setter?.id === meId && request?.visible && request.id)
        void go({ to: "/requests/$id", params: { id: request.id } });
    },
    refetch: () => cache.refetchQueries({ queryKey }),
  });
}

export type TaskMove = ReturnType<typeof useTaskMove>;
