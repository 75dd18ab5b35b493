import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/action/Button.tsx";
import { Card } from "../../../ui/Card.tsx";
import { Stream } from "../../../ui/comments/CommentStream.tsx";
import { ErrorState } from "../../../ui/EmptyState.tsx";
import { Segmented } from "../../../ui/table/SavedTabs.tsx";
import { TextSkeleton } from "../../../ui/Skeletons.tsx";
import { CommentBox } from "./CommentBox.tsx";
import css from "../Records.module.css";
import { streamQuery } from "../recordQueries.ts";
import type { StreamFilter } from "../recordQueries.ts";
import { isSilent, StreamLine } from "./StreamLine.tsx";
import type { FieldWords } from "../../../lib/requestType.ts";

interface Props {
  recordId: string;
  /** Names of the form's fields by key, for the history. */
  labels?: FieldWords;
  /** The reader's name, beside the editor. */
  reader: string;
  /** Why nobody may comment here any more; the editor gives way to it. */
  closedBecause?: string | undefined;
}

const NO_LABELS: FieldWords = new Map();
const FILTERS: readonly StreamFilter[] = ["all", "comments", "changes"];

/** «Обсуждение и история» of any record: one stream with filters, the editor at its foot. */
export function RecordStream({ recordId, labels = NO_LABELS, reader, closedBecause }: Props) {
  const { t } = useTranslation("record");
  const [filter, setFilter] = useState<StreamFilter>("all");
  const stream = useInfiniteQuery(streamQuery(recordId, filter));
  const entries = (stream.data?.pages.flatMap((page) => page.items) ?? []).filter((entry) => !isSilent(entry, labels, t));
  // Outsiders take part: a comment may be shown to them.
  const shareable = stream.data?.pages[0]?.hasOutsiders ?? false;
  const mayComment = stream.data?.pages[0]?.mayComment ?? true;
  return (
    <Card
      id="stream"
      title={t("stream.title")}
      actions={
        <Segmented
          label={t("stream.filter")}
          value={filter}
          onChange={setFilter}
          options={FILTERS.map((value) => ({ value, label: t(`history:filter.${value}`) }))}
        />
      }
    >
      {stream.isPending ? <TextSkeleton lines={5} /> : null}
      {stream.isError && !stream.data ? (
        <ErrorState title={t("stream.failed")} error={stream.error} onRetry={() => void stream.refetch()} />
      ) : (
        <Stream label={t("stream.title")}>
          {entries.map((entry) => (
            <StreamLine key={entry.key} entry={entry} recordId={recordId} labels={labels} />
          ))}
        </Stream>
      )}
      {stream.isSuccess && entries.length === 0 ? <p className={css["quiet"]}>{t(`stream.empty.${filter}`)}</p> : null}
      {stream.hasNextPage ? (
        <div className={css["older"]}>
          <Button small busy={stream.isFetchingNextPage} onClick={() => void stream.fetchNextPage()}>
            {t("history:more")}
          </Button>
        </div>
      ) : null}
      {closedBecause ? <p className={css["quiet"]}>{closedBecause}</p> : null}
      {mayComment && !closedBecause ? <CommentBox recordId={recordId} reader={reader} shareable={shareable} /> : null}
    </Card>
  );
}
