import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { meQuery } from "../../lib/session.ts";

const PREFIX = "tartip.kept.";

/**
 * Text typed and not yet sent, kept by the browser tab: it survives leaving the page and a reload, and is nobody
 * else's who logs in here. Emptied, it is forgotten.
 */
export function useKeptText(name: string): [string, (text: string) => void] {
  const { data: me } = useSuspenseQuery(meQuery);
  const key = `${PREFIX}${me.person.id}.${name}`;
  const [text, setText] = useState(() => kept(key));
  return [
    text,
    (next) => {
      setText(next);
      keep(key, next);
    },
  ];
}

function kept(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

function keep(key: string, text: string): void {
  try {
    if (text) sessionStorage.setItem(key, text);
    else sessionStorage.removeItem(key);
  } catch {
    // No storage or no room: the page still holds the text.
  }
}
