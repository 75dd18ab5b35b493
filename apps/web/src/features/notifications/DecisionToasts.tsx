import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { toast } from "../../ui/action/toast.tsx";
import { latestNoticesQuery, noticeAddress, noticeSentence } from "./noticeQueries.ts";

/** What a person must not miss while looking at another page. */
const PRESSING = ["decision_needed", "over_limit_needed", "decision_reminder", "request_urgent", "question"];

/** A short message when a decision is asked for while the page is open; older notices stay with the bell. */
export function DecisionToasts() {
  const { t, i18n } = useTranslation("notices");
  const navigate = useNavigate();
  const { data } = useQuery(latestNoticesQuery);
  const told = useRef<Set<string> | undefined>(undefined);
  useEffect(() => {
    if (!data) return;
    const known = told.current;
    told.current = new Set(data.map((notice) => notice.id));
    if (!known) return;
    const fresh = data.filter(({ id, event, readAt }) => !known.has(id) && readAt === null && PRESSING.includes(event));
    for (const notice of fresh) {
      toast(t("toast", { event: noticeSentence(notice, t, i18n.language), title: notice.record?.title ?? "" }), {
        undoLabel: t("toastOpen"),
        onUndo: () => void navigate(noticeAddress(notice)),
      });
    }
  }, [data, navigate, t, i18n]);
  return null;
}
