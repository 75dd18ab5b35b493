import { Link } from "@tanstack/react-router";
import { Fragment, useEffect, useRef } from "react";
import type { ReactNode } from "react";
import css from "./SavedTabs.module.css";

export interface SavedTab {
  id: string;
  label: string;
  /** Address with its filters, e.g. `/requests?view=mine`. */
  to: string;
  search?: Record<string, string>;
  count?: number | undefined;
  /** The counter is a warning. */
  urgent?: boolean;
}

/** Saved views of a list as tabs with counters. `children`: «Сохранить вид». */
export function SavedTabs({
  label,
  tabs,
  current,
  children,
}: {
  label: string;
  tabs: readonly SavedTab[];
  current: string;
  children?: ReactNode;
}) {
  const row = useRef<HTMLElement>(null);
  const words = tabs.map((tab) => `${tab.label}${tab.count ?? ""}`).join();
  useEffect(() => {
    // An open one out of sight comes to the middle of the row; counters that arrive may push it out again.
    const [line, open] = [row.current, row.current?.querySelector<HTMLElement>("[data-current]")];
    if (!line || !open) return;
    const seen = open.offsetLeft >= line.scrollLeft && open.offsetLeft + open.offsetWidth <= line.scrollLeft + line.clientWidth;
    if (!seen) line.scrollLeft = open.offsetLeft - (line.clientWidth - open.offsetWidth) / 2;
  }, [current, words]);
  const before = useRef(current);
  useEffect(() => {
    // The button that kept or forgot the view is gone with the press: the open tab takes the focus.
    if (before.current !== current && document.activeElement === document.body)
      row.current?.querySelector<HTMLElement>("[data-current]")?.focus();
    before.current = current;
  }, [current]);
  return (
    <nav ref={row} className={css["tabs"]} aria-label={label}>
      {tabs.map((tab) => (
        <Link
          key={tab.id}
          to={tab.to}
          search={tab.search ?? {}}
          className={css["tab"]}
          data-current={tab.id === current || undefined}
          aria-current={tab.id === current ? "page" : undefined}
        >
          {tab.label}
          {tab.count === undefined ? null : (
            <span className={css["count"]} data-tone={tab.urgent && tab.count > 0 ? "red" : undefined}>
              {tab.count}
            </span>
          )}
        </Link>
      ))}
      {children}
    </nav>
  );
}

interface SegmentProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string; icon?: ReactNode }[];
  onChange: (value: Value) => void;
}

/** On/off choice of a view: list, board, calendar; all, comments, changes. */
export function Segmented<Value extends string>({ label, value, options, onChange }: SegmentProps<Value>) {
  return (
    <div className={css["segments"]} role="group" aria-label={label}>
      {options.map((option) => (
        <Fragment key={option.value}>
          <button
            type="button"
            className={css["segment"]}
            aria-pressed={option.value === value}
            onClick={() => onChange(option.value)}
          >
            {option.icon}
            {option.label}
          </button>
        </Fragment>
      ))}
    </div>
  );
}
