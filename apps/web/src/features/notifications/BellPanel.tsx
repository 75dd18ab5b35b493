import { Popover } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/action/Button.tsx";
import { EmptyState, ErrorState } from "../../ui/EmptyState.tsx";
import { BellButton } from "../../ui/shell/NoticeBell.tsx";
import { TextSkeleton } from "../../ui/Skeletons.tsx";
import { NoticeLine } from "./NoticeLine.tsx";
import { latestNoticesQuery } from "./noticeQueries.ts";
import css from "./Notices.module.css";
import { useReadAll } from "./useReadAll.ts";

/** The bell with its list of the newest notices. */
export function BellPanel({ count }: { count: number }) {
  const { t } = useTranslation("notices");
  const [opened, setOpened] = useState(true);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={420} trapFocus returnFocus withinPortal={false}>
      <Popover.Target>
        <BellButton count={count} onClick={() => setOpened(!opened)} autoFocus />
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t("title")} className={css["panel"]}>
        <Panel count={count} onClose={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Panel({ count, onClose }: { count: number; onClose: () => void }) {
  const { t } = useTranslation("notices");
  const readAll = useReadAll();
  const { data, isError, error, refetch } = useQuery(latestNoticesQuery);
  return (
    <>
      <div className={css["head"]}>
        <h2 className={css["title"]}>{t("title")}</h2>
        {count > 0 ? (
          <Button kind="quiet" small busy={readAll.isPending} onClick={() => readAll.mutate()}>
            {t("readAll")}
          </Button>
        ) : null}
      </div>
      <div className={css["list"]}>
        {isError ? (
          <ErrorState title={t("failed")} error={error} onRetry={() => void refetch()} />
        ) : data === undefined ? (
          <div className={css["waiting"]}>
            <TextSkeleton lines={6} />
          </div>
        ) : data.length === 0 ? (
          <EmptyState title={t("emptyTitle")} text={t("emptyUnreadText")} />
        ) : (
          data.map((notice) => <NoticeLine key={notice.id} notice={notice} onOpen={onClose} />)
        )}
      </div>
      <div className={css["foot"]}>
        <Link to="/notices" onClick={onClose}>
          {t("showAll")}
        </Link>
      </div>
    </>
  );
}
