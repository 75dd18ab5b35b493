import { Checkbox, TextInput } from "@mantine/core";
import type { Filters } from "@tartip/domain/lists/filters";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { now } from "../../lib/clock.ts";
import { shortDayText } from "../../lib/dates.ts";
import type { UrlFilters } from "../../lib/urlFilters.ts";
import { Button } from "../../ui/action/Button.tsx";
import { DateInput } from "../../ui/input/DateInput.tsx";
import type { Filter } from "../../ui/table/FilterBar.tsx";
import { FilterOptions } from "../../ui/table/FilterOptions.tsx";
import css from "./Lists.module.css";

interface Option {
  value: string;
  label: string;
}

/** A filter with several answers, comma separated in the address. */
function optionsFilter(url: UrlFilters, id: string, label: string, options: readonly Option[]): Filter {
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
function daysFilter(
  url: UrlFilters,
  id: string,
  label: string,
  { t, language }: { t: TFunction<"lists">; language: string },
): Filter {
  const [from, to] = [url.get(`${id}From`), url.get(`${id}To`)];
  const word = (day: string) => shortDayText(day, language, now());
  const words = [from && t("filter.from", { day: word(from) }), to && t("filter.to", { day: word(to) })].filter(Boolean);
  const edge = (end: "From" | "To", value: string | undefined) => (
    <DateInput
      name={`${id}${end}`}
      label={t(`filter.day${end}`)}
      value={value ?? null}
      onChange={(day) => url.set({ [`${id}${end}`]: day ?? undefined })}
    />
  );
  return {
    id,
    label,
    value: words.length > 0 ? words.join(" ") : undefined,
    edit: () => (
      <div className={css["days"]}>
        {edge("From", from)}
        {edge("To", to)}
      </div>
    ),
  };
}

type NameOf<Of> = Extract<keyof Of, string>;
/** Filters that have a first and a last day. */
type Days<Name extends string> = Name extends `${infer Start}From` ? Start : never;

interface Chips<Of extends Filters> {
  /** The chip of a filter; `choices` where it is chosen from, the words of «yes» where it is a flag. */
  chip: (id: NameOf<Of>, label: string, choices?: readonly Option[] | string) => Filter;
  days: (id: Days<NameOf<Of>>, label: string) => Filter;
}

/** Chips of a list in the address: what each filter holds (its shape) says how it is entered. */
export function useChips<Of extends Filters>({ filters }: { filters: Of }, url: UrlFilters): Chips<Of> {
  const { t, i18n } = useTranslation("lists");
  return {
    chip: (id, label, choices) => {
      if (choices === undefined) return textFilter(url, id, label);
      if (typeof choices === "string") return flagFilter(url, id, label, choices);
      return filters[id]?.holds === "many" ? optionsFilter(url, id, label, choices) : choiceFilter(url, id, label, choices);
    },
    days: (id, label) => daysFilter(url, id, label, { t, language: i18n.language }),
  };
}

/** Takes off one filter of the bar, both ends of a pair of days included. */
export function clearFilter(url: UrlFilters, id: string): void {
  url.set({ [id]: undefined, [`${id}From`]: undefined, [`${id}To`]: undefined });
}
