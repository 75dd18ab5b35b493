import { Checkbox, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import css from "./FilterOptions.module.css";

interface Props {
  options: readonly { value: string; label: string }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** Editor of a filter with several answers: a list of checkboxes, searchable when it is long. */
export function FilterOptions({ options, chosen, onChange }: Props) {
  const { t } = useTranslation("ui");
  const [query, setQuery] = useState("");
  const shown = options.filter((option) => option.label.toLocaleLowerCase().includes(query.toLocaleLowerCase()));
  return (
    <div className={css["options"]}>
      {options.length > 8 ? (
        <TextInput
          aria-label={t("filter.find")}
          placeholder={t("filter.find")}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      ) : null}
      <div className={css["list"]}>
        {shown.map((option) => (
          <Checkbox
            key={option.value}
            size="16px"
            label={option.label}
            checked={chosen.includes(option.value)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, option.value] : chosen.filter((value) => value !== option.value))
            }
          />
        ))}
      </div>
    </div>
  );
}
