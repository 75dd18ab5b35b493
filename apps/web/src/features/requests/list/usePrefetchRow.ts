import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { PointerEvent } from "react";
import { requestQuery } from "../requestQueries.ts";
import type { RequestRow } from "../requestQueries.ts";

const RESTS_MS = 80;

/** Fetches a record ahead when the pointer rests on its row, so that the page opens with its data. */
export function usePrefetchRow(rows: readonly RequestRow[]): (event: PointerEvent) => void {
  const cache = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  return (event) => {
    const place = event.target instanceof Element ? event.target.closest("[aria-rowindex]") : null;
    // The head is row 1.
    const row = rows[Number(place?.getAttribute("aria-rowindex")) - 2];
    clearTimeout(timer.current);
    if (row && row.status !== "draft") timer.current = setTimeout(() => void cache.prefetchQuery(requestQuery(row.id)), RESTS_MS);
  };
}
