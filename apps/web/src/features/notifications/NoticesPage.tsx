import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useInfiniteQuery } from "@tanstack/react-query";
import { unreadQuery } from "../../lib/session.ts";
import { useUrlFilters } from "../../lib/urlFilters.ts";
import { Button } from "../../ui/action/Button.tsx";
import { EmptyState, ErrorState } from "../../ui/EmptyState.tsx";
import { PageHeader } from "../../ui/shell/PageHeader.tsx";
import { Segmented } from "../../ui/table/SavedTabs.tsx";
import { TextSkeleton } from "../../ui/Skeletons.tsx";
import { NoticeLine } from "./NoticeLine.tsx";
import { listNotices } from "./noticeQueries.ts";
import type { Notice } from "./noticeQueries.ts";
import css from "./Notices.module.css";
import { useReadAll } from "./useReadAll.ts";

/** Everything one was told, the newest first, page by page. */
export default function NoticesPage() {
  const { t } = useTranslation("notices");
  const url = useUrlFilters();
  const onlyUnread = url.get("unread") === "true";
  const { data: unread } = useQuery(unreadQuery);
  const notices = useInfiniteQuery({
    queryKey: ["notices", "page", onlyUnread],
    queryFn: ({ pageParam, signal }) => listNotices(onlyUnread, pageParam || undefined, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const readAll = useReadAll();
  const items = notices.data?.pages.flatMap((page) => page.items) ?? [];
  const count = unread?.unread ?? 0;
  return (
    <div className={css["page"]}>
      <PageHeader
        title={t("title")}
        count={count > 0 ? t("unread", { count }) : undefined}
        actions={
          <>
            <Segmented
              label={t("filter")}
              value={onlyUnread ? "unread" : "all"}
              options={[
                { value: "all", label: t("all") },
                { value: "unread", label: t("onlyUnread") },
              ]}
              onChange={(value) => url.set({ unread: value === "unread" ? "true" : undefined })}
            />
            {count > 0 ? (
              <Button busy={readAll.isPending} onClick={() => readAll.mutate()}>
                {t("readAll")}
              </Button>
            ) : null}
          </>
        }
      />
      {notices.isError ? (
        <ErrorState title={t("failed")} error={notices.error} onRetry={() => void notices.refetch()} />
      ) : notices.isPending ? (
        <div className={css["waiting"]}>
          <TextSkeleton lines={10} />
        </div>
      ) : (
        <Notices items={items} onlyUnread={onlyUnread} />
      )}
      {notices.hasNextPage ? <End busy={notices.isFetchingNextPage} onReach={() => void notices.fetchNextPage()} /> : null}
    </div>
  );
}

function Notices({ items, onlyUnread }: { items: readonly Notice[]; onlyUnread: boolean }) {
  const { t } = useTranslation("notices");
  if (items.length === 0)
    return <EmptyState title={onlyUnread ? t("emptyUnread") : t("emptyTitle")} text={t("emptyUnreadText")} />;
  return (
    <ul className={css["all"]} role="list">
      {items.map((notice) => (
        <li key={notice.id}>
          <NoticeLine notice={notice} />
        </li>
      ))}
    </ul>
  );
}

/** Fetches the next page when it comes into sight; also a button, for who does not scroll. */
function End({ busy, onReach }: { busy: boolean; onReach: () => void }) {
  const { t } = useTranslation("ui");
  const place = useRef<HTMLDivElement>(null);
  const reach = useRef(onReach);
  useEffect(() => {
    reach.current = onReach;
  });
  useEffect(() => {
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && reach.current(), { rootMargin: "400px" });
    if (place.current) watcher.observe(place.current);
    return () => watcher.disconnect();
  }, []);
  return (
    <div ref={place} className={css["end"]}>
      <Button kind="quiet" busy={busy} onClick={onReach}>
        {t("more")}
      </Button>
    </div>
  );
}
