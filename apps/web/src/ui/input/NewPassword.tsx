import { PasswordInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { fieldProps } from "./fieldProps.tsx";

export interface NewPasswordValue {
  password: string;
  repeat: string;
}

interface Props {
  value: NewPasswordValue;
  onChange: (value: NewPasswordValue) => void;
  /** The server's refusal of the password. */
  error: string | undefined;
  /** Sending was tried: what is empty is said. */
  asked: boolean;
  /** What the first box is called, where "password" alone could be the present one. */
  label?: string;
}

/** A new password, typed twice. */
export function NewPassword({ value, onChange, error, asked, label }: Props) {
  const { t } = useTranslation("shell");
  const differs = value.repeat !== "" && value.repeat !== value.password;
  const missing = (typed: string) => (asked && typed === "" ? t("fields:required") : undefined);
  const toggle = { visibilityToggleButtonProps: { "aria-label": t("login.showPassword") }, autoComplete: "new-password" };
  return (
    <>
      <PasswordInput
        {...fieldProps({
          name: "password",
          label: label ?? t("welcome.password"),
          help: t("welcome.passwordHelp"),
          required: true,
          error: error ?? missing(value.password),
        })}
        {...toggle}
        value={value.password}
        onChange={(event) => onChange({ ...value, password: event.target.value })}
      />
      <PasswordInput
        {...fieldProps({
          name: "repeat",
          label: t("welcome.repeat"),
          required: true,
          error: differs ? t("welcome.differs") : missing(value.repeat),
        })}
        {...toggle}
        value={value.repeat}
        onChange={(event) => onChange({ ...value, repeat: event.target.value })}
      />
    </>
  );
}

/** Whether both are there and the same. */
export function isTyped({ password, repeat }: NewPasswordValue): boolean {
  return password !== "" && password === repeat;
}
