import { useNetwork } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import css from "./AppShell.module.css";

/** Says that the connection is gone and that nothing typed is lost. */
export function OfflineBanner() {
  const { t } = useTranslation("shell");
  const { online } = useNetwork();
  if (online) return null;
  return (
    <div className={css["offline"]} role="status">
      {t("offline")}
    </div>
  );
}
