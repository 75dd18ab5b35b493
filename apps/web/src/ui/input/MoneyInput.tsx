import { TextInput } from "@mantine/core";
import { useLayoutEffect, useRef, useState } from "react";
import type { ChangeEvent, ClipboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { cellsApart, readAmount } from "@tartip/domain/text/amount";
import { currencySign, moneyParts } from "../../lib/money.ts";
import css from "./Field.module.css";
import { fieldProps } from "./fieldProps.tsx";
import type { FieldOptions } from "./fieldProps.tsx";
import { caretAfter, groupTyped } from "./moneyTyping.ts";

interface Props extends FieldOptions {
  /** Minor units; a text where what was put in is no amount; null when empty. */
  value: number | string | null;
  onChange: (minor: number | null) => void;
  onBlur?: () => void;
  currency?: string;
  disabled?: boolean;
  readOnly?: boolean;
}

/**
 * Amount of money: groups digits while typing without moving the caret, takes any pasted form. A pasted text that is no amount
 * stays as it is, cell by cell, and is refused; one that could be meant otherwise is told beside the amount that was read from it.
 */
export function MoneyInput({ value, onChange, onBlur, currency = "KZT", disabled, readOnly, ...field }: Props) {
  const { t } = useTranslation("ui");
  const [typed, setTyped] = useState<string | null>(null);
  const [readFrom, setReadFrom] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const caret = useRef<number | null>(null);
  const stands = typed !== null && readAmount(typed) === (typeof value === "number" ? value : null);
  const text = stands ? typed : shownText(value);
  useLayoutEffect(() => {
    if (caret.current !== null) input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  }, [text]);

  function take(next: string) {
    setTyped(next);
    onChange(next === "" ? null : readAmount(next));
  }
  function change(event: ChangeEvent<HTMLInputElement>) {
    setReadFrom(null);
    const before = event.target.value;
    const next = groupTyped(before);
    caret.current = caretAfter(before, event.target.selectionStart ?? before.length, next);
    take(next);
  }
  function paste(event: ClipboardEvent<HTMLInputElement>) {
    const pasted = cellsApart(event.clipboardData.getData("text"));
    if (pasted === "") return;
    event.preventDefault();
    const minor = readAmount(pasted);
    setReadFrom(minor !== null && COULD_BE_A_FRACTION.test(pasted) ? pasted : null);
    take(minor === null ? pasted : shownText(minor));
  }
  const wrong = text !== "" && readAmount(text) === null ? t("money.wrong") : undefined;
  const help = readFrom === null ? field.help : t("money.read", { text: readFrom });
  return (
    <TextInput
      {...fieldProps({ ...field, help, error: field.error ?? wrong })}
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

/** Three digits behind a mark: thousands to us, thousandths to the one who counted them. */
const COULD_BE_A_FRACTION = /^[^.,]*[.,]\d{3}(?!\d|[.,])/u;

function shownText(value: number | string | null): string {
  if (typeof value !== "number") return value ?? "";
  const { sign, whole, fraction } = moneyParts(value);
  return `${sign.replace("\u2212", "-")}${whole},${fraction}`;
}
