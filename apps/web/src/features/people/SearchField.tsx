import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import css from "./People.module.css";

interface Props {
  label: string;
  value: string;
  /** Told a moment after the last key. */
  onSearch: (text: string) => void;
}

/** Typing filters the list; the question stays in the address. */
export function SearchField({ label, value, onSearch }: Props) {
  const [typed, setTyped] = useState(value);
  const [settled] = useDebouncedValue(typed.trim(), 200);
  useEffect(() => {
    if (settled !== value) onSearch(settled);
    // What was typed leads; the address follows.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);
  return (
    <label className={css["search"]}>
      <IconSearch size={16} aria-hidden />
      <span className="screen-reader">{label}</span>
      <input type="search" placeholder={label} value={typed} onChange={(event) => setTyped(event.target.value)} />
    </label>
  );
}
