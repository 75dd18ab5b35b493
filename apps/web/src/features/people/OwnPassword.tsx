import { PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "../../lib/api.ts";
import { fieldErrors } from "../../lib/errors.ts";
import { Button } from "../../ui/action/Button.tsx";
import { ErrorNotice } from "../../ui/action/ErrorNotice.tsx";
import { toast } from "../../ui/action/toast.tsx";
import { Card } from "../../ui/Card.tsx";
import { fieldProps } from "../../ui/input/fieldProps.tsx";
import { isTyped, NewPassword } from "../../ui/input/NewPassword.tsx";
import css from "./People.module.css";

const EMPTY = { oldPassword: "", password: "", repeat: "" };

/** One's own password, changed by the one who knows the present one. */
export function OwnPassword({ email }: { email: string }) {
  const { t } = useTranslation("people");
  const [opened, setOpened] = useState(false);
  return (
    <Card title={t("ownPassword.title")}>
      {opened ? (
        <Change
          email={email}
          onDone={() => {
            setOpened(false);
            toast(t("ownPassword.done"));
          }}
          onCancel={() => setOpened(false)}
        />
      ) : (
        <div>
          <Button onClick={() => setOpened(true)}>{t("ownPassword.change")}</Button>
        </div>
      )}
    </Card>
  );
}

interface ChangeProps {
  email: string;
  onDone: () => void;
  onCancel: () => void;
}

function Change({ email, onDone, onCancel }: ChangeProps) {
  const { t } = useTranslation("people");
  const [draft, setDraft] = useState(EMPTY);
  const [asked, setAsked] = useState(false);
  const change = useMutation({
    mutationFn: ({ oldPassword, password }: typeof EMPTY) =>
      call(api.PUT("/api/v1/session/password", { body: { oldPassword, password } })),
    onSuccess: onDone,
  });
  const wrong = fieldErrors(change.error, t);
  const missing = asked && draft.oldPassword === "" ? t("fields:required") : undefined;
  return (
    <form
      noValidate
      className={css["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (draft.oldPassword !== "" && isTyped(draft)) change.mutate(draft);
      }}
    >
      <p>{t("ownPassword.text")}</p>
      {Object.keys(wrong).length === 0 ? <ErrorNotice error={change.error} /> : null}
      {/* For the browser's own list of passwords: whose this one is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <PasswordInput
        {...fieldProps({
          name: "oldPassword",
          label: t("ownPassword.old"),
          required: true,
          error: wrong["oldPassword"] ?? missing,
        })}
        visibilityToggleButtonProps={{ "aria-label": t("shell:login.showPassword") }}
        autoComplete="current-password"
        value={draft.oldPassword}
        onChange={(event) => setDraft({ ...draft, oldPassword: event.target.value })}
      />
      <NewPassword
        value={draft}
        onChange={(typed) => setDraft({ ...draft, ...typed })}
        error={wrong["password"]}
        asked={asked}
        label={t("ownPassword.new")}
      />
      <div className={css["buttons"]}>
        <Button onClick={onCancel}>{t("ui:cancel")}</Button>
        <Button type="submit" kind="primary" busy={change.isPending}>
          {t("ownPassword.submit")}
        </Button>
      </div>
    </form>
  );
}
