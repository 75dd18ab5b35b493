import { Menu, Popover } from "@mantine/core";
import { IconChevronDown, IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import css from "./FilterBar.module.css";
import { KeyHint } from "../shell/KeyHint.tsx";
import { useHotkeys } from "../shell/useHotkeys.ts";

export interface Filter {
  id: string;
  label: string;
  /** Words of what is chosen; absent: the filter is not set. */
  value?: string | undefined;
  /** The editor in the popover; calls `close` when the choice is complete. */
  edit: (close: () => void) => ReactNode;
}

interface Props {
  filters: readonly Filter[];
  /** Takes one filter off. */
  onClear: (id: string) => void;
  onReset: () => void;
  /** Right end: order in words, columns. */
  aside?: ReactNode;
}

/** Set filters as chips and «+ Фильтр» for the rest; the `/` key opens it. */
export function FilterBar({ filters, onClear, onReset, aside }: Props) {
  const { t } = useTranslation("ui");
  const [editing, setEditing] = useState<string>();
  const [adding, setAdding] = useState(false);
  useHotkeys({ Slash: () => setAdding(true) });
  const set = filters.filter((filter) => filter.value !== undefined || filter.id === editing);
  const rest = filters.filter((filter) => !set.includes(filter));
  return (
    <div className={css["bar"]} role="group" aria-label={t("filter.label")}>
      {set.map((filter) => (
        <FilterChip
          key={filter.id}
          filter={filter}
          opened={editing === filter.id}
          onOpen={(opened) => setEditing(opened ? filter.id : undefined)}
          onClear={() => onClear(filter.id)}
        />
      ))}
      {rest.length > 0 ? (
        <Menu opened={adding} onChange={setAdding} position="bottom-start" width={220}>
          <Menu.Target>
            <button type="button" className={css["add"]}>
              <IconPlus size={16} aria-hidden /> {t("filter.add")} <KeyHint>/</KeyHint>
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {rest.map((filter) => (
              <Menu.Item key={filter.id} onClick={() => setEditing(filter.id)}>
                {filter.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : null}
      {set.length > 0 ? (
        <button type="button" className={css["reset"]} onClick={onReset}>
          {t("filter.reset")}
        </button>
      ) : null}
      {aside ? <div className={css["aside"]}>{aside}</div> : null}
    </div>
  );
}

function FilterChip({
  filter,
  opened,
  onOpen,
  onClear,
}: {
  filter: Filter;
  opened: boolean;
  onOpen: (opened: boolean) => void;
  onClear: () => void;
}) {
  const { t } = useTranslation("ui");
  return (
    <Popover opened={opened} onChange={onOpen} position="bottom-start" trapFocus returnFocus>
      <span className={css["chip"]}>
        <Popover.Target>
          <button type="button" className={css["open"]} onClick={() => onOpen(!opened)}>
            <span className={css["name"]}>{filter.label}:</span>
            <span className={css["value"]}>{filter.value ?? t("filter.any")}</span>
            {filter.value === undefined ? <IconChevronDown size={14} aria-hidden /> : null}
          </button>
        </Popover.Target>
        {filter.value === undefined ? null : (
          <button type="button" className={css["clear"]} aria-label={t("filter.clear", { name: filter.label })} onClick={onClear}>
            <IconX size={14} />
          </button>
        )}
      </span>
      <Popover.Dropdown aria-label={filter.label}>{filter.edit(() => onOpen(false))}</Popover.Dropdown>
    </Popover>
  );
}
