import { useQueryClient } from "@tanstack/react-query";
import { useMove } from "../../../records/useMove.ts";
import { requestQuery } from "../../requestQueries.ts";
import type { RequestView } from "../../requestQueries.ts";
import { changeRequest } from "./requestMoves.ts";

/** Changes fields of the card; the page is asked again, since votes may fall and the route may differ. */
export function useCardChange(request: RequestView, onDone: () => void) {
  const cache = useQueryClient();
  const { queryKey } = requestQuery(request.id);
  return useMove({
    card: request,
    send: (values: Record<string, unknown>, version) => changeRequest(request.id, version, values),
    onSaved: () => {
      onDone();
      void cache.invalidateQueries({ predicate: (query) => query.queryKey.includes(request.id) || query.queryKey[0] === "list" });
    },
    refetch: () => cache.invalidateQueries({ queryKey }),
  });
}
