import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useState } from "react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { Avatar } from "../value/Avatar.tsx";
import css from "./CommentEditor.module.css";
import type { Mentioned } from "./mentions.ts";

export interface Mentions {
  open: boolean;
  found: readonly Mentioned[];
  picked: number;
  pick: (index: number) => void;
  /** Handles arrows, Enter and Tab of the text field; true when the key was used. */
  onKey: (event: KeyboardEvent, choose: (person: Mentioned) => void) => boolean;
}

/** People for what is typed after `@`; null closes the list. */
export function useMentions(find: (query: string, signal: AbortSignal) => Promise<Mentioned[]>, query: string | null): Mentions {
  const [settled] = useDebouncedValue(query, 120);
  const [found, setFound] = useState<Mentioned[]>([]);
  const [picked, pick] = useState(0);
  useEffect(() => {
    if (settled === null) return setFound([]);
    const ended = new AbortController();
    find(settled, ended.signal).then(
      (people) => {
        if (ended.signal.aborted) return;
        setFound(people.slice(0, 8));
        pick(0);
      },
      () => setFound([]),
    );
    return () => ended.abort();
    // The page's function is new at every drawing; what was typed decides.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [settled]);
  const open = query !== null && found.length > 0;
  function onKey(event: KeyboardEvent, choose: (person: Mentioned) => void): boolean {
    if (!open || event.ctrlKey || event.metaKey) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const person = found[picked];
    if (step) pick((picked + step + found.length) % found.length);
    else if ((event.key === "Enter" || event.key === "Tab") && person) choose(person);
    else return false;
    return true;
  }
  return { open, found, picked, pick, onKey };
}

/** The list under the text field. */
export function MentionList({ mentions, onChoose }: { mentions: Mentions; onChoose: (person: Mentioned) => void }) {
  const { t } = useTranslation("ui");
  if (!mentions.open) return null;
  return (
    <ul className={css["mentions"]} id="mention-list" role="listbox" aria-label={t("comment.people")}>
      {mentions.found.map((person, index) => (
        <li
          key={person.id}
          role="option"
          aria-selected={index === mentions.picked}
          className={css["mention"]}
          onPointerMove={() => mentions.pick(index)}
          // Before the field loses focus, which would close the list.
          onPointerDown={(event) => {
            event.preventDefault();
            onChoose(person);
          }}
        >
          <Avatar name={person.name} size={20} /> {person.name}
        </li>
      ))}
    </ul>
  );
}
