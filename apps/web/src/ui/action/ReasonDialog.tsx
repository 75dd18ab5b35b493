import { Modal, Textarea } from "@mantine/core";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button.tsx";
import css from "./Dialog.module.css";
import { fieldProps } from "../input/fieldProps.tsx";
import { useDialogKey } from "../shell/useHotkeys.ts";

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** Label of the text: reason or comment. */
  label: string;
  required?: boolean;
  /** Ready texts, one press each. */
  templates?: readonly string[];
  confirmLabel: string;
  onConfirm: (text: string) => void;
  busy?: boolean;
  danger?: boolean;
  /** The server's refusal; what was typed stays. */
  error?: string | undefined;
  /** More fields of the same decision, above the text. */
  children?: ReactNode;
}

/** Asks for a reason or comment with ready texts; what is typed stays until the action succeeds. */
export function ReasonDialog(props: Props) {
  const { t } = useTranslation("ui");
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={props.title}
      size={520}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {props.opened ? <ReasonForm {...props} /> : null}
    </Modal>
  );
}

function ReasonForm({
  label,
  required = true,
  templates = [],
  confirmLabel,
  onConfirm,
  onClose,
  busy,
  danger,
  error,
  children,
}: Props) {
  const { t } = useTranslation("ui");
  const [text, setText] = useState("");
  const [asked, setAsked] = useState(false);
  const missing = required && text.trim() === "";
  function confirm() {
    setAsked(true);
    if (!missing && !busy) onConfirm(text.trim());
  }
  const inside = useDialogKey(confirm);
  return (
    <>
      {children}
      {templates.length > 0 ? (
        <div className={css["templates"]} role="group" aria-label={t("reason.templates")}>
          {templates.map((template) => (
            <Button key={template} small onClick={() => setText(text ? `${text}\n${template}` : template)}>
              {template}
            </Button>
          ))}
        </div>
      ) : null}
      <Textarea
        {...fieldProps({ name: "reason", label, required, error: error ?? (asked && missing ? t("reason.missing") : undefined) })}
        data-autofocus
        autosize
        minRows={3}
        maxRows={12}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div ref={inside} className={css["buttons"]}>
        <Button onClick={onClose}>{t("cancel")}</Button>
        <Button kind={danger ? "danger" : "primary"} busy={busy} keyHint="Ctrl Enter" onClick={confirm}>
          {confirmLabel}
        </Button>
      </div>
    </>
  );
}
