import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Avatar } from "../value/Avatar.tsx";
import css from "./CommentStream.module.css";
import { DateText } from "../value/DateText.tsx";
import type { Instant } from "../../lib/dates.ts";

interface CommentProps {
  author: string;
  at: Instant;
  /** HTML made and cleaned by the server; nothing else may come here. */
  html: string;
  /** After the time: corrected, version, seen by outsiders. */
  note?: ReactNode;
  /** Menu of the comment: correct, remove. */
  actions?: ReactNode;
  children?: ReactNode;
}

/** One comment. Lives in `Stream`. */
export function Comment({ author, at, html, note, actions, children }: CommentProps) {
  return (
    <li className={css["comment"]}>
      <Avatar name={author} size={24} />
      <div className={css["body"]}>
        <div className={css["head"]}>
          <strong className={css["author"]}>{author}</strong>
          <span className={css["time"]}>
            <DateText value={at} /> {note}
          </span>
          {actions}
        </div>
        {/* The server's cleaner lets through nine harmless tags; its tests hold it to that. */}
        {/* oxlint-disable-next-line react/no-danger */}
        <div className={css["text"]} dangerouslySetInnerHTML={{ __html: html }} />
        {children}
      </div>
    </li>
  );
}

/** One change of the history: drawing, sentence, time. Lives in `Stream`. */
export function Change({ icon: Drawing, at, children }: { icon: Icon; at: Instant; children: ReactNode }) {
  return (
    <li className={css["change"]}>
      <span className={css["drawing"]}>
        <Drawing size={16} stroke={1.6} aria-hidden />
      </span>
      <span className={css["sentence"]}>{children}</span>
      <span className={css["time"]}>
        <DateText value={at} />
      </span>
    </li>
  );
}

/** Comments and changes in one order. */
export function Stream({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ol className={css["stream"]} role="list" aria-label={label}>
      {children}
    </ol>
  );
}
