import { Modal } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LoginForm } from "../features/session/LoginForm.tsx";
import css from "./Relogin.module.css";

/** The login over the page: everything typed stays below it. */
export function ReloginDialog({ onDone, onLeave }: { onDone: () => void; onLeave: () => void }) {
  const { t } = useTranslation("shell");
  const [credentials, setCredentials] = useState({ email: "", password: "" });
  return (
    <Modal
      opened
      onClose={onLeave}
      title={t("login.again")}
      size={400}
      closeOnClickOutside={false}
      // Relogin.tsx has Escape, so that the dialog below does not close with this one.
      closeOnEscape={false}
      // Above the dialog whose sending found the session ended.
      zIndex={400}
      closeButtonProps={{ "aria-label": t("ui:close") }}
    >
      <p className={css["text"]}>{t("login.againText")}</p>
      <LoginForm value={credentials} onChange={setCredentials} onDone={onDone} />
    </Modal>
  );
}
