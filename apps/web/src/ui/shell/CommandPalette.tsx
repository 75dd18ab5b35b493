import { Modal } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";
import { useEffect, useId, useState } from "react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import css from "./CommandPalette.module.css";

export interface PaletteItem {
  id: string;
  label: string;
  note?: string | undefined;
  icon?: Icon;
  run: () => void;
}

/** A group of the palette; `search` gets "" at the start and may be slow (its `signal` ends with the next key). */
export interface PaletteSource {
  id: string;
  title: string;
  /** Changes when the source would answer the same question otherwise (its data came). */
  stamp?: string;
  search: (query: string, signal: AbortSignal) => Promise<PaletteItem[]>;
}

interface Props {
  opened: boolean;
  onClose: () => void;
  sources: readonly PaletteSource[];
  placeholder: string;
}

/** Ctrl+K: find, go, create, act. Arrows move, Enter runs, Escape closes. */
export function CommandPalette({ opened, onClose, sources, placeholder }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      size={640}
      padding={0}
      yOffset="12vh"
      centered={false}
      // A dialog without a title: what may be typed names it.
      attributes={{ content: { "aria-label": placeholder } }}
    >
      {opened ? <Palette sources={sources} placeholder={placeholder} onClose={onClose} /> : null}
    </Modal>
  );
}

function Palette({ sources, placeholder, onClose }: Omit<Props, "opened">) {
  const { t } = useTranslation("ui");
  const listId = useId();
  const [query, setQuery] = useState("");
  const [picked, setPicked] = useState(0);
  const groups = useFound(sources, query);
  const flat = groups.flatMap((group) => group.items);
  const current = Math.min(picked, flat.length - 1);
  function run(item: PaletteItem | undefined) {
    if (!item) return;
    onClose();
    item.run();
  }
  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setPicked((current + step + flat.length) % Math.max(1, flat.length));
    else if (event.key === "Enter") run(flat[current]);
    else return;
    event.preventDefault();
  }
  return (
    <div>
      <div className={css["field"]}>
        <IconSearch size={18} aria-hidden />
        <input
          className={css["input"]}
          data-autofocus
          role="combobox"
          aria-label={placeholder}
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={flat[current] ? `${listId}-${flat[current].id}` : undefined}
          placeholder={placeholder}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setPicked(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className={css["list"]} role="listbox" id={listId} aria-label={t("palette.found")}>
        {groups.map((group) => (
          <div key={group.id} role="group" aria-label={group.title}>
            <div className={css["group"]} aria-hidden>
              {group.title}
            </div>
            {group.items.map((item) => (
              <div
                key={item.id}
                id={`${listId}-${item.id}`}
                role="option"
                aria-selected={item === flat[current]}
                className={css["item"]}
                onPointerMove={() => setPicked(flat.indexOf(item))}
                onClick={() => run(item)}
              >
                {item.icon ? <item.icon size={16} stroke={1.6} aria-hidden /> : null}
                <span className={css["label"]}>{item.label}</span>
                <span className={css["note"]}>{item.note}</span>
              </div>
            ))}
          </div>
        ))}
      </div>
      {flat.length === 0 ? <p className={css["nothing"]}>{t("palette.nothing", { query })}</p> : null}
    </div>
  );
}

interface Group {
  id: string;
  title: string;
  items: PaletteItem[];
}

/** Asks every source and shows each answer as it comes; a failing one stays out, so that the others still answer. */
function useFound(sources: readonly PaletteSource[], query: string): Group[] {
  const [settled] = useDebouncedValue(query, 120);
  const [found, setFound] = useState<Record<string, PaletteItem[]>>({});
  const stamp = sources.map((source) => source.stamp ?? "").join("|");
  useEffect(() => {
    const ended = new AbortController();
    for (const { id, search } of sources) {
      const show = (items: PaletteItem[]) => {
        if (!ended.signal.aborted) setFound((last) => ({ ...last, [id]: items }));
      };
      search(settled, ended.signal).then(show, () => show([]));
    }
    return () => ended.abort();
    // The sources are new at every drawing; what was typed, and what they know, decides.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [settled, stamp]);
  return sources.map(({ id, title }) => ({ id, title, items: found[id] ?? [] })).filter((group) => group.items.length > 0);
}
