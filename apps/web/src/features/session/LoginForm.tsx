import { PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ApiError, errorSentence } from "../../lib/errors.ts";
import { login } from "../../lib/session.ts";
import { Button } from "../../ui/action/Button.tsx";
import { Note } from "../../ui/action/Note.tsx";
import css from "./Login.module.css";

export interface Credentials {
  email: string;
  password: string;
}

interface Props {
  value: Credentials;
  onChange: (value: Credentials) => void;
  onDone: () => void;
}

/** E-mail and password; what was typed stays when the server refuses. */
export function LoginForm({ value, onChange, onDone }: Props) {
  const { t } = useTranslation("shell");
  const enter = useMutation({ mutationFn: () => login(value.email.trim(), value.password), onSuccess: onDone });
  const wrong = enter.error instanceof ApiError && [400, 401].includes(enter.error.problem.status);
  return (
    <form
      noValidate
      className={css["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        enter.mutate();
      }}
    >
      {enter.error ? <Note tone="red">{wrong ? t("login.wrong") : errorSentence(enter.error, t)}</Note> : null}
      <TextInput
        label={t("login.email")}
        type="email"
        name="email"
        autoComplete="username"
        required
        withAsterisk={false}
        data-autofocus
        autoFocus
        value={value.email}
        onChange={(event) => onChange({ ...value, email: event.target.value })}
      />
      <PasswordInput
        label={t("login.password")}
        name="password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        visibilityToggleButtonProps={{ "aria-label": t("login.showPassword") }}
        value={value.password}
        onChange={(event) => onChange({ ...value, password: event.target.value })}
      />
      <Button type="submit" kind="primary" wide busy={enter.isPending}>
        {t("login.submit")}
      </Button>
    </form>
  );
}
