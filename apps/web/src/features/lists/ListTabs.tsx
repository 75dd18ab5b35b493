import { useQueries } from "@tanstack/react-query";
import type { Filters } from "@tartip/domain/lists/filters";
import { SavedTabs } from "../../ui/table/SavedTabs.tsx";
import { searchOfView } from "./pageList.ts";
import type { Address, PageList } from "./pageList.ts";
import { sumsQuery } from "./useList.ts";
import { ViewTabs } from "./ViewTabs.tsx";

export interface ListTab<View extends string> {
  id: View;
  label: string;
  /** Its counter is a warning. */
  urgent?: boolean;
  /** Has no counter: it would say nothing. */
  uncounted?: boolean;
}

interface Props<Of extends Filters, Sort extends string, View extends string, Row, Col extends string> {
  list: PageList<Of, Sort, View, Row, Col>;
  address: Address;
  label: string;
  current: View;
  tabs: readonly ListTab<View>[];
}

/** The supplied views with their counters, then the person's own where the list keeps them. */
export function ListTabs<Of extends Filters, Sort extends string, View extends string, Row, Col extends string>(
  props: Props<Of, Sort, View, Row, Col>,
) {
  const { list, address, label, current } = props;
  const counts = useQueries({
    queries: props.tabs.map(({ id, uncounted }) => ({
      ...sumsQuery(list, list.views[id].asks),
      ...(uncounted ? { enabled: false } : {}),
    })),
  });
  const tabs = props.tabs.map(({ id, label: words, urgent }, index) => ({
    id,
    label: words,
    to: `/${list.shape.name}`,
    search: searchOfView(list, address, id),
    count: counts[index]?.data?.count,
    ...(urgent ? { urgent } : {}),
  }));
  if (!list.savedAs) return <SavedTabs label={label} current={current} tabs={tabs} />;
  return <ViewTabs list={list.savedAs} all={address} label={label} current={current} tabs={tabs} />;
}
