import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { now } from "../../lib/clock.ts";
import { errorSentence } from "../../lib/errors.ts";
import { unreadQuery } from "../../lib/session.ts";
import { errorToast, toast, UNDO_MS } from "../../ui/action/toast.tsx";
import type { Notice } from "./noticeQueries.ts";
import { readNotices, unreadIds } from "./noticeQueries.ts";

interface Page {
  items: Notice[];
}

/** «Отметить все»: shown at once, sent when the time to take it back has passed or the page is left. */
export function useReadAll() {
  const { t } = useTranslation("notices");
  const cache = useQueryClient();
  const askAgain = () => void cache.invalidateQueries({ queryKey: ["notices"] });
  const failed = (error: unknown) => {
    askAgain();
    errorToast(errorSentence(error, t), t("ui:close"));
  };
  return useMutation({
    mutationFn: unreadIds,
    onError: failed,
    onSuccess: (ids) => {
      showRead(cache);
      const send = () => {
        stop();
        readNotices(ids).then(askAgain, failed);
      };
      const timer = setTimeout(send, UNDO_MS);
      const stop = () => {
        clearTimeout(timer);
        window.removeEventListener("pagehide", send);
      };
      window.addEventListener("pagehide", send);
      toast(t("readAllDone"), {
        undoLabel: t("ui:undo"),
        onUndo: () => {
          stop();
          askAgain();
        },
      });
    },
  });
}

/** What is on the screen counts as read. */
function showRead(cache: QueryClient): void {
  const readAt = now().toISOString();
  const read = (page: Page): Page => ({ ...page, items: page.items.map((one) => ({ ...one, readAt: one.readAt ?? readAt })) });
  cache.setQueryData(unreadQuery.queryKey, (old) => (old ? { ...old, unread: 0 } : old));
  cache.setQueryData<Page>(["notices", "latest"], (old) => (old ? read(old) : old));
  cache.setQueriesData<{ pages: Page[] }>({ queryKey: ["notices", "page"] }, (old) =>
    old ? { ...old, pages: old.pages.map(read) } : old,
  );
}
