import { TextInput } from "@mantine/core";
import { useLayoutEffect, useRef, useState } from "react";
import type { ChangeEvent, ClipboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { currencySign, moneyParts, parseMoney } from "../../lib/money.ts";
import css from "./Field.module.css";
import { fieldProps } from "./fieldProps.tsx";
import type { FieldOptions } from "./fieldProps.tsx";
import { caretAfter, groupTyped } from "./moneyTyping.ts";

interface Props extends FieldOptions {
  /** Minor units; null when empty or not an amount. */
  value: number | null;
  onChange: (minor: number | null) => void;
  onBlur?: () => void;
  currency?: string;
  disabled?: boolean;
  readOnly?: boolean;
}

/** Amount of money: groups digits while typing without moving the caret, takes any pasted form. */
export function MoneyInput({ value, onChange, onBlur, currency = "KZT", disabled, readOnly, ...field }: Props) {
  const { t } = useTranslation("ui");
  const [typed, setTyped] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const caret = useRef<number | null>(null);
  const text = typed ?? plainText(value);
  useLayoutEffect(() => {
    if (caret.current !== null) input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  }, [text]);

  function take(next: string) {
    setTyped(next);
    onChange(next === "" ? null : parseMoney(next));
  }
  function change(event: ChangeEvent<HTMLInputElement>) {
    const before = event.target.value;
    const next = groupTyped(before);
    caret.current = caretAfter(before, event.target.selectionStart ?? before.length, next);
    take(next);
  }
  function paste(event: ClipboardEvent<HTMLInputElement>) {
    const minor = parseMoney(event.clipboardData.getData("text"));
    if (minor === null) return;
    event.preventDefault();
    take(plainText(minor));
  }
  const wrong = typed !== null && typed !== "" && parseMoney(typed) === null ? t("money.wrong") : undefined;
  return (
    <TextInput
      {...fieldProps({ ...field, error: field.error ?? wrong })}
      ref={input}
      inputMode="decimal"
      autoComplete="off"
      value={text}
      onChange={change}
      onPaste={paste}
      onBlur={() => {
        if (!wrong) setTyped(null);
        onBlur?.();
      }}
      disabled={disabled ?? false}
      readOnly={readOnly ?? false}
      rightSection={<span aria-hidden>{currencySign(currency)}</span>}
      classNames={{ input: `${css["right"]} ${field.recognised ? css["recognised"] : ""}` }}
    />
  );
}

function plainText(minor: number | null): string {
  if (minor === null) return "";
  const { sign, whole, fraction } = moneyParts(minor);
  return `${sign.replace("\u2212", "-")}${whole},${fraction}`;
}
