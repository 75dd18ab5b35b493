import { Modal } from "@mantine/core";
import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { onSessionEnd } from "../lib/api.ts";
import { ApiError } from "../lib/errors.ts";
import { cache } from "./cache.ts";
import css from "./Relogin.module.css";

// Rarely needed, so not part of the first load.
const LoginForm = lazy(() => import("../features/session/LoginForm.tsx").then((module) => ({ default: module.LoginForm })));

interface Waiting {
  done: () => void;
  left: (reason: ApiError) => void;
}

/** The login over the page when the session ended meanwhile: everything typed stays, the call goes on. */
export function Relogin() {
  const { t } = useTranslation("shell");
  const [waiting, setWaiting] = useState<Waiting[]>([]);
  const [credentials, setCredentials] = useState({ email: "", password: "" });
  useEffect(() => {
    onSessionEnd(() => {
      const refused = new ApiError({ status: 401, code: "unauthenticated" });
      // A page that is only being opened goes to the login page instead; there is nothing typed to keep.
      if (!document.getElementById("page") || location.pathname === "/login") return Promise.reject(refused);
      return new Promise<void>((resolve, reject) => setWaiting((all) => [...all, { done: resolve, left: reject }]));
    });
  }, []);
  function finish(how: (one: Waiting) => void) {
    waiting.forEach(how);
    setWaiting([]);
    setCredentials({ ...credentials, password: "" });
  }
  function enter() {
    finish((one) => one.done());
    // It may be somebody else: what the page shows is asked again in their name.
    void cache.invalidateQueries();
  }
  return (
    <Modal
      opened={waiting.length > 0}
      onClose={() => finish((one) => one.left(new ApiError({ status: 401, code: "unauthenticated" })))}
      title={t("login.again")}
      size={400}
      closeOnClickOutside={false}
      // Above the dialog whose sending found the session ended.
      zIndex={400}
      closeButtonProps={{ "aria-label": t("ui:close") }}
    >
      <p className={css["text"]}>{t("login.againText")}</p>
      <Suspense>
        <LoginForm value={credentials} onChange={setCredentials} onDone={enter} />
      </Suspense>
    </Modal>
  );
}
