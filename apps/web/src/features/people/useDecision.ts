import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { errorSentence } from "../../lib/errors.ts";
import { errorToast, toast } from "../../ui/action/toast.tsx";

export type Decision = "confirm" | "decline";

interface Decided<Left> {
  personId: string;
  /** Sends the word; answers what still waits. */
  send: (how: Decision) => Promise<Left>;
  /** Of the list of what waits. */
  waiting: readonly unknown[];
  said: Readonly<Record<Decision, string>>;
}

/** The second person's word. What stands on the page is read again after a refusal too: somebody else may have been first. */
export function useDecision<Left>({ personId, send, waiting, said }: Decided<Left>) {
  const { t } = useTranslation("people");
  const cache = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (left, how) => {
      cache.setQueryData(waiting, left);
      toast(said[how]);
    },
    onError: (error) => {
      errorToast(errorSentence(error, t), t("ui:close"));
      void cache.invalidateQueries({ queryKey: waiting });
    },
    onSettled: () => cache.invalidateQueries({ queryKey: ["person", personId] }),
  });
}
