import { IconBell } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import css from "./TopBarItems.module.css";

/** The bell: a red dot while there are unread notices, the number for the reader. */
export function NoticeBell({ count }: { count: number }) {
  const { t } = useTranslation("shell");
  const name = count > 0 ? t("noticesUnread", { count }) : t("notices");
  return (
    <Link to="/notices" className={css["icon"]} aria-label={name} title={name}>
      <IconBell size={18} stroke={1.6} />
      {count > 0 ? <span className={css["dot"]} /> : null}
    </Link>
  );
}
