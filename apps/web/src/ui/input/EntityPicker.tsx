import { Combobox, Loader, TextInput, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import css from "./Field.module.css";
import { fieldProps } from "./fieldProps.tsx";
import type { FieldOptions } from "./fieldProps.tsx";

export interface Entity {
  id: string;
  label: string;
  /** Second line: position, BIN, number. */
  note?: string | undefined;
}

interface Props extends FieldOptions {
  value: Entity | null;
  onChange: (entity: Entity | null) => void;
  /** Asks for what fits; "" asks for the first ones. */
  search: (query: string, signal: AbortSignal) => Promise<Entity[]>;
  placeholder?: string;
  disabled?: boolean;
  leftSection?: ReactNode;
  /** Offered below the list: make a new one. */
  onCreate?: (query: string) => void;
  createLabel?: string;
}

/** Chooses one thing by typing part of its name; the search is given by the page. */
export function EntityPicker({
  value,
  onChange,
  search,
  placeholder,
  disabled,
  leftSection,
  onCreate,
  createLabel,
  ...field
}: Props) {
  const { t } = useTranslation("ui");
  const [query, setQuery] = useState<string | null>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const found = useFound(search, query ?? "", combobox.dropdownOpened);
  const typing = query !== null && query !== "";
  useEffect(() => {
    // Enter takes the first answer; it comes after the key.
    if (typing && found.items.length > 0) combobox.selectFirstOption();
    // The store is new at every drawing; only the answer matters.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [found.items, typing]);
  function submit(id: string) {
    if (id === "create:") onCreate?.(query ?? "");
    else onChange(found.items.find((item) => item.id === id) ?? null);
    setQuery(null);
    combobox.closeDropdown();
  }
  return (
    <Combobox store={combobox} onOptionSubmit={submit}>
      <Combobox.Target>
        <TextInput
          {...fieldProps(field)}
          autoComplete="off"
          placeholder={placeholder}
          value={query ?? value?.label ?? ""}
          disabled={disabled ?? false}
          leftSection={leftSection}
          rightSection={
            found.busy ? (
              <Loader size={14} />
            ) : value && !field.required && !disabled ? (
              <Combobox.ClearButton aria-label={t("remove")} onClear={() => onChange(null)} />
            ) : (
              <Combobox.Chevron />
            )
          }
          rightSectionPointerEvents={value && !field.required ? "all" : "none"}
          onFocus={() => combobox.openDropdown()}
          onClick={() => combobox.openDropdown()}
          onBlur={() => {
            setQuery(null);
            combobox.closeDropdown();
          }}
          onChange={(event) => {
            setQuery(event.target.value);
            combobox.openDropdown();
            combobox.selectFirstOption();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={280} style={{ overflowY: "auto" }}>
          {found.items.map((item) => (
            <Combobox.Option key={item.id} value={item.id} active={item.id === value?.id}>
              <span className={css["option"]}>
                {item.label}
                {item.note ? <span className={css["optionNote"]}>{item.note}</span> : null}
              </span>
            </Combobox.Option>
          ))}
          {found.items.length === 0 ? (
            <Combobox.Empty>{found.failed ? t("error.network") : found.busy ? t("loading") : t("picker.nothing")}</Combobox.Empty>
          ) : null}
          {onCreate ? <Combobox.Option value="create:">{createLabel}</Combobox.Option> : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

interface Found {
  items: Entity[];
  busy: boolean;
  failed: boolean;
}

function useFound(search: Props["search"], query: string, active: boolean): Found {
  const [settled] = useDebouncedValue(query, 150);
  const [found, setFound] = useState<Found>({ items: [], busy: false, failed: false });
  useEffect(() => {
    if (!active) return;
    const ended = new AbortController();
    setFound((last) => ({ ...last, busy: true, failed: false }));
    search(settled, ended.signal).then(
      (items) => !ended.signal.aborted && setFound({ items, busy: false, failed: false }),
      () => !ended.signal.aborted && setFound({ items: [], busy: false, failed: true }),
    );
    return () => ended.abort();
    // The page's search function is new at every drawing; what was typed decides.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [settled, active]);
  return found;
}
