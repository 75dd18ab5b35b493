import { DatesProvider } from "@mantine/dates";
import "@mantine/dates/styles.layer.css";
import "dayjs/locale/kk";
import "dayjs/locale/ru";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

/** Names of days and months inside a calendar; stands beside each calendar, so that pages without one load none of it. */
export function DatesLocale({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  return <DatesProvider settings={{ locale: i18n.language, firstDayOfWeek: 1 }}>{children}</DatesProvider>;
}
