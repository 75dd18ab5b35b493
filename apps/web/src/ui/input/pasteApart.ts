import type { ClipboardEvent } from "react";
import { cellsApart } from "@tartip/domain/text/amount";

/** A field of one line swallows line ends, and two cells would become one number: they are taken so that both are seen. */
export function pasteApart(take: (text: string) => void) {
  return (event: ClipboardEvent<HTMLInputElement>): void => {
    const pasted = event.clipboardData.getData("text").trim();
    const apart = cellsApart(pasted);
    if (apart === pasted) return;
    event.preventDefault();
    take(apart);
  };
}
