import { Popover, TextInput } from "@mantine/core";
import { DatePicker } from "@mantine/dates";
import { IconCalendar } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { now } from "../../lib/clock.ts";
import { dayText, parseDay } from "../../lib/dates.ts";
import { IconButton } from "../action/Button.tsx";
import { DatesLocale } from "../value/DatesLocale.tsx";
import { fieldProps } from "./fieldProps.tsx";
import type { FieldOptions } from "./fieldProps.tsx";

interface Props extends FieldOptions {
  /** `YYYY-MM-DD`; null when empty or not a date. */
  value: string | null;
  onChange: (day: string | null) => void;
  onBlur?: () => void;
  /** Told when what stands in the field is no date, and when it is again. */
  onUnread?: (unread: boolean) => void;
  min?: string;
  max?: string;
  disabled?: boolean;
}

/** A day: typed as 10.03.2026 (also 10.3, 10/03/26) or picked from the calendar. */
export function DateInput({ value, onChange, onBlur, onUnread, min, max, disabled, ...field }: Props) {
  const { t } = useTranslation("ui");
  const [typed, setTyped] = useState<string | null>(null);
  const [opened, setOpened] = useState(false);
  const [left, setLeft] = useState(false);
  const text = typed ?? (value ? dayText(value) : "");
  const wrong = typed ? parseDay(typed, now()) === null : false;
  useEffect(() => {
    if (!wrong) return undefined;
    onUnread?.(true);
    return () => onUnread?.(false);
    // The page makes a new function at every drawing; only what is typed matters.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [wrong]);
  function type(next: string) {
    setTyped(next);
    onChange(parseDay(next, now()));
  }
  function pick(day: string | null) {
    setTyped(null);
    onChange(day);
    setOpened(false);
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus>
      <TextInput
        {...fieldProps({
          ...field,
          error: field.error ?? (wrong && !opened && typed && (left || typed.length >= 8) ? t("date.wrong") : undefined),
        })}
        inputMode="numeric"
        autoComplete="off"
        placeholder={t("date.format")}
        value={text}
        disabled={disabled ?? false}
        onChange={(event) => type(event.target.value)}
        onFocus={() => setLeft(false)}
        onBlur={() => {
          if (!wrong) setTyped(null);
          setLeft(true);
          onBlur?.();
        }}
        rightSection={
          <Popover.Target>
            <IconButton label={t("date.open")} disabled={disabled} onClick={() => setOpened(!opened)}>
              <IconCalendar size={16} stroke={1.6} />
            </IconButton>
          </Popover.Target>
        }
      />
      <Popover.Dropdown aria-label={t("date.open")}>
        <DatesLocale>
          <DatePicker
            value={value}
            onChange={pick}
            ariaLabels={{
              previousMonth: t("calendar.previous"),
              nextMonth: t("calendar.next"),
              previousYear: t("calendar.previous"),
              nextYear: t("calendar.next"),
              previousDecade: t("calendar.previous"),
              nextDecade: t("calendar.next"),
            }}
            {...(value ? { defaultDate: value } : {})}
            {...(min ? { minDate: min } : {})}
            {...(max ? { maxDate: max } : {})}
          />
        </DatesLocale>
      </Popover.Dropdown>
    </Popover>
  );
}
