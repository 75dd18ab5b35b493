import type { ReactNode } from "react";
import { Avatar } from "./Avatar.tsx";
import css from "./Person.module.css";

interface Props {
  /** «Фамилия Имя»; empty shows `none`. */
  name: string | null | undefined;
  /** Words when there is nobody, e.g. «не назначен». */
  none?: string;
  avatar?: boolean;
  size?: 20 | 24 | 28;
  /** After the name: position, «за …». */
  note?: ReactNode;
}

/** A person in a row: initials, full name never cut before the note. */
export function PersonName({ name, none, avatar = true, size = 20, note }: Props) {
  if (!name) return <span className={css["nobody"]}>{none ?? "–"}</span>;
  return (
    <span className={css["person"]}>
      {avatar ? <Avatar name={name} size={size} /> : null}
      <span className={css["name"]}>{name}</span>
      {note ? <span className={css["note"]}>{note}</span> : null}
    </span>
  );
}
