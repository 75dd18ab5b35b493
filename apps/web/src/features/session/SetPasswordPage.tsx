import { useMutation } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { ApiError, errorSentence, fieldErrors } from "../../lib/errors.ts";
import { Button, ButtonLink } from "../../ui/action/Button.tsx";
import { Note } from "../../ui/action/Note.tsx";
import { Door } from "./Door.tsx";
import css from "./Login.module.css";
import { isTyped, NewPassword } from "../../ui/input/NewPassword.tsx";

/** A new password by the one-time link an administrator gave. */
export default function SetPasswordPage() {
  const { t } = useTranslation("shell");
  const { token } = useSearch({ from: "/set-password" });
  const [value, setValue] = useState({ password: "", repeat: "" });
  const [asked, setAsked] = useState(false);
  const set = useMutation({
    mutationFn: (password: string) => call(api.POST("/api/v1/set-password", { body: { token: token ?? "-", password } })),
  });
  const wrong = fieldErrors(set.error, t);
  const spent = set.error instanceof ApiError && set.error.problem.status === 404;
  return (
    <Door title={t("setPassword.title")} lead={t("setPassword.lead")}>
      {set.isSuccess ? (
        <div className={css["form"]}>
          <Note tone="green">{t("setPassword.done")}</Note>
          <ButtonLink to="/login" kind="primary" wide>
            {t("login.submit")}
          </ButtonLink>
        </div>
      ) : (
        <form
          noValidate
          className={css["form"]}
          onSubmit={(event) => {
            event.preventDefault();
            setAsked(true);
            if (isTyped(value)) set.mutate(value.password);
          }}
        >
          {set.error && Object.keys(wrong).length === 0 ? (
            <Note tone="red">{spent ? t("setPassword.spent") : errorSentence(set.error, t)}</Note>
          ) : null}
          <NewPassword value={value} onChange={setValue} error={wrong["password"]} asked={asked} />
          <Button type="submit" kind="primary" wide busy={set.isPending}>
            {t("setPassword.submit")}
          </Button>
        </form>
      )}
    </Door>
  );
}
