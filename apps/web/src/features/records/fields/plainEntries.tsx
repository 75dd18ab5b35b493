import { readDecimal } from "@tartip/domain/text/amount";
import { Checkbox, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { fieldProps } from "../../../ui/input/fieldProps.tsx";
import { pasteApart } from "../../../ui/input/pasteApart.ts";
import { textOf } from "./entry.ts";
import type { Entry } from "./entry.ts";
import css from "./Fields.module.css";

/** A line of text; near its end it says how much room is left. */
export function TextEntry({ field, value, onChange, ...words }: Entry) {
  const text = textOf(value);
  return (
    <TextInput
      {...fieldProps(words)}
      value={text}
      onChange={(event) => onChange(event.target.value)}
      autoComplete="off"
      {...(field.max !== undefined && text.length > field.max * 0.8
        ? { rightSection: <span className={css["counter"]}>{field.max - text.length}</span> }
        : {})}
    />
  );
}

export function LongTextEntry({ value, onChange, ...words }: Entry) {
  return (
    <Textarea
      {...fieldProps(words)}
      autosize
      minRows={3}
      maxRows={14}
      value={textOf(value)}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** Digits after the mark that a number may have. */
const PLACES = 6;

export function NumberEntry({ value, onChange, ...words }: Entry) {
  const [typed, setTyped] = useState<string | null>(null);
  function take(text: string) {
    setTyped(text);
    const units = readDecimal(text, PLACES);
    // What is no number is kept as typed: the rule says so beside it.
    onChange(text.trim() === "" ? null : units === null ? text : units / 10 ** PLACES);
  }
  return (
    <TextInput
      {...fieldProps(words)}
      inputMode="decimal"
      autoComplete="off"
      value={typed ?? (typeof value === "number" ? String(value).replace(".", ",") : textOf(value))}
      onChange={(event) => take(event.target.value)}
      onPaste={pasteApart(take)}
      onBlur={() => setTyped(null)}
    />
  );
}

export function BoolEntry({ name, label, help, error, required, value, onChange }: Entry) {
  return (
    <div className={css["tick"]}>
      <Checkbox
        id={`field-${name}`}
        size="18px"
        radius={4}
        label={label}
        description={help}
        error={error}
        required={required ?? false}
        checked={value === true}
        onChange={(event) => onChange(event.target.checked)}
      />
    </div>
  );
}
