import { IconChevronRight } from "@tabler/icons-react";
import type { Icon } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import css from "./ChainCard.module.css";

export interface ChainItem {
  id: string;
  icon: Icon;
  /** Number or kind, pale. */
  kind: string;
  title: string;
  /** Status in words. */
  state: string;
  /** Absent for the record being read. */
  to?: string | undefined;
}

/** Linked records in their order; the one being read is marked. */
export function Chain({ items }: { items: readonly ChainItem[] }) {
  return (
    <div className={css["chain"]}>
      {items.map((item, index) => (
        <Fragment key={item.id}>
          {index > 0 ? <IconChevronRight className={css["arrow"]} size={16} aria-hidden /> : null}
          <ChainCard item={item} />
        </Fragment>
      ))}
    </div>
  );
}

function ChainCard({ item }: { item: ChainItem }) {
  const inside = (
    <>
      <span className={css["kind"]}>
        <item.icon size={14} stroke={1.6} aria-hidden /> {item.kind}
      </span>
      <span className={css["title"]}>{item.title}</span>
      <span className={css["state"]}>{item.state}</span>
    </>
  );
  if (!item.to) {
    return (
      <div className={css["card"]} data-this aria-current="true">
        {inside}
      </div>
    );
  }
  return (
    <Link to={item.to} className={css["card"]}>
      {inside}
    </Link>
  );
}
