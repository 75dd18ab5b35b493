import { useState } from "react";

/**
 * Fields of a form with a text that is no date: their value is empty, which is not what was meant, so that nothing may be sent
 * while one stands. `note` is what `DateInput` tells by `onUnread`.
 */
export function useUnread() {
  const [names, setNames] = useState<ReadonlySet<string>>(new Set());
  const note = (name: string, unread: boolean) =>
    setNames((known) => new Set([...known].filter((one) => one !== name).concat(unread ? name : [])));
  return { names, note };
}

export type Unread = ReturnType<typeof useUnread>;
