import { queryOptions, useQuery } from "@tanstack/react-query";
import type { AskedOf, Filters, Order } from "@tartip/domain/lists/filters";
import { useKeysetList, type KeysetList } from "../../lib/keysetList.ts";
import { useUrlFilters, type UrlFilters } from "../../lib/urlFilters.ts";
import { askedOf, sortOf, viewIn, type ListSums, type PageList } from "./pageList.ts";

const ROWS = 100;

/** Count and sums by currency of what is asked. */
export function sumsQuery<Of extends Filters>(
  list: Pick<PageList<Of>, "sums"> & { shape: { name: string } },
  asked: AskedOf<Of>,
) {
  const { sums } = list;
  return queryOptions({
    queryKey: ["list", list.shape.name, "sums", asked],
    queryFn: ({ signal }) => (sums ? sums(asked, signal) : null),
    enabled: sums !== undefined,
  });
}

export interface ListState<Of extends Filters, Sort extends string, ViewName extends string, Row> {
  url: UrlFilters;
  view: ViewName;
  asked: AskedOf<Of>;
  sort: Order<Sort>;
  loaded: KeysetList<Row>;
  /** Absent until it came, and for a list that counts nothing. */
  sums: ListSums | undefined;
}

/** A list as its address asks for it. */
export function useList<Of extends Filters, Sort extends string, ViewName extends string, Row, Column extends string>(
  list: PageList<Of, Sort, ViewName, Row, Column>,
): ListState<Of, Sort, ViewName, Row> {
  const url = useUrlFilters();
  const asked = askedOf(list, url.all);
  const sort = sortOf(list, url.all);
  const sums = useQuery(sumsQuery(list, asked)).data ?? undefined;
  const loaded = useKeysetList([list.shape.name, asked, sort], (after, signal) =>
    list.page({ ...asked, sort, limit: ROWS, ...(after ? { after } : {}) }, signal),
  );
  return { url, view: viewIn(list, url.all), asked, sort, loaded, sums };
}
