import { Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { now } from "../../lib/clock.ts";
import { shortDayText } from "../../lib/dates.ts";
import type { UrlFilters } from "../../lib/urlFilters.ts";
import { Button } from "../../ui/Button.tsx";
import { DateInput } from "../../ui/DateInput.tsx";
import type { Filter } from "../../ui/FilterBar.tsx";
import { FilterOptions } from "../../ui/FilterOptions.tsx";
import css from "./Lists.module.css";

interface Option {
  value: string;
  label: string;
}

/** A filter with several answers, comma separated in the address. */
export function optionsFilter(url: UrlFilters, id: string, label: string, options: readonly Option[]): Filter {
  const chosen = url.list(id);
  const words = chosen.map((value) => options.find((option) => option.value === value)?.label ?? "…").join(", ");
  return {
    id,
    label,
    value: chosen.length > 0 ? words : undefined,
    edit: () => <FilterOptions options={options} chosen={chosen} onChange={(next) => url.set({ [id]: next })} />,
  };
}

/** A filter with one answer. */
export function choiceFilter(url: UrlFilters, id: string, label: string, options: readonly Option[]): Filter {
  const chosen = url.get(id);
  return {
    id,
    label,
    value: chosen === undefined ? undefined : (options.find((option) => option.value === chosen)?.label ?? "…"),
    edit: (close) => (
      <FilterOptions
        options={options}
        chosen={chosen ? [chosen] : []}
        onChange={(next) => {
          url.set({ [id]: next.find((value) => value !== chosen) });
          close();
        }}
      />
    ),
  };
}

/** Yes or nothing: `?overdue=true`. */
export function flagFilter(url: UrlFilters, id: string, label: string, yes: string): Filter {
  return {
    id,
    label,
    value: url.get(id) === "true" ? yes : undefined,
    edit: () => (
      <Checkbox
        size="16px"
        label={yes}
        checked={url.get(id) === "true"}
        onChange={(event) => url.set({ [id]: event.target.checked ? "true" : undefined })}
      />
    ),
  };
}

/** Part of a number or name: `?q=…`. */
export function textFilter(url: UrlFilters, id: string, label: string): Filter {
  return {
    id,
    label,
    value: url.get(id),
    edit: (close) => (
      <TextEditor
        label={label}
        value={url.get(id) ?? ""}
        onDone={(value) => {
          url.set({ [id]: value });
          close();
        }}
      />
    ),
  };
}

function TextEditor({ label, value, onDone }: { label: string; value: string; onDone: (value: string) => void }) {
  const { t } = useTranslation("lists");
  const [text, setText] = useState(value);
  return (
    <form
      noValidate
      className={css["editor"]}
      onSubmit={(event) => {
        event.preventDefault();
        onDone(text.trim());
      }}
    >
      <TextInput aria-label={label} data-autofocus value={text} onChange={(event) => setText(event.target.value)} />
      <Button kind="primary" type="submit">
        {t("filter.show")}
      </Button>
    </form>
  );
}

/** Days from and to: `?payByFrom=…&payByTo=…`. */
export function useDaysFilter(url: UrlFilters, id: string, label: string): Filter {
  const { t, i18n } = useTranslation("lists");
  const [from, to] = [url.get(`${id}From`), url.get(`${id}To`)];
  const word = (day: string) => shortDayText(day, i18n.language, now());
  const words = [from && t("filter.from", { day: word(from) }), to && t("filter.to", { day: word(to) })].filter(Boolean);
  return {
    id,
    label,
    value: words.length > 0 ? words.join(" ") : undefined,
    edit: () => (
      <div className={css["days"]}>
        <DateInput
          name={`${id}From`}
          label={t("filter.dayFrom")}
          value={from ?? null}
          onChange={(day) => url.set({ [`${id}From`]: day ?? undefined })}
        />
        <DateInput
          name={`${id}To`}
          label={t("filter.dayTo")}
          value={to ?? null}
          onChange={(day) => url.set({ [`${id}To`]: day ?? undefined })}
        />
      </div>
    ),
  };
}

/** Takes off one filter of the bar, both ends of a pair of days included. */
export function clearFilter(url: UrlFilters, id: string): void {
  url.set({ [id]: undefined, [`${id}From`]: undefined, [`${id}To`]: undefined });
}
