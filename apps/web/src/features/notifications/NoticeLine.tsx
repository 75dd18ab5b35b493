import { IconUsers } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { classes } from "../../ui/classes.ts";
import { DateText } from "../../ui/value/DateText.tsx";
import { kindIcon } from "../../lib/kinds.ts";
import { noticeAddress, noticeDetail, noticeSentence, noticeWhy, readNotice } from "./noticeQueries.ts";
import type { Notice } from "./noticeQueries.ts";
import css from "./Notices.module.css";

/** One notice: what happened, on which record, who did it, why one is told, when. The whole line opens the record. */
export function NoticeLine({ notice, onOpen }: { notice: Notice; onOpen?: () => void }) {
  const { t, i18n } = useTranslation("notices");
  const cache = useQueryClient();
  const { record, actor, readAt, createdAt } = notice;
  const Drawing = record ? kindIcon(record.kind) : IconUsers;
  const detail = noticeDetail(notice, t);
  const fresh = readAt === null;
  function open() {
    // Failing it is no harm: opening the record clears it too.
    if (fresh) void readNotice(cache, notice.id).catch(() => undefined);
    onOpen?.();
  }
  return (
    <Link {...noticeAddress(notice)} className={classes(css["line"], fresh && css["fresh"])} onClick={open}>
      <span className={css["icon"]}>
        <Drawing size={18} stroke={1.6} aria-hidden />
      </span>
      <span className={css["text"]}>
        <span className={css["top"]}>
          <span className={css["sentence"]}>
            {noticeSentence(notice, t, i18n.language)}
            {fresh ? <span className="screen-reader">, {t("unreadMark")}</span> : null}
          </span>
          <span className={css["time"]}>
            <DateText value={createdAt} />
          </span>
        </span>
        {record ? <span className={css["record"]}>{[record.number, record.title].filter(Boolean).join(" · ")}</span> : null}
        {detail ? <span className={css["detail"]}>{detail}</span> : null}
        <span className={css["why"]}>
          {actor?.name ?? t("system")} · {noticeWhy(notice, t)}
        </span>
      </span>
    </Link>
  );
}
