import { counterpartyList as shape } from "@tartip/domain/lists/counterparties";
import { api, call } from "../../lib/api.ts";
import type { PageList } from "../lists/pageList.ts";
import { viewNames } from "../lists/pageList.ts";
import type { CounterpartyRow } from "./counterpartyQueries.ts";

type Filters = (typeof shape)["filters"];
type CounterpartyView = "active" | "unconfirmed" | "archived";

/** The directory of counterparties as its page shows it. */
export const counterpartyList: PageList<Filters, (typeof shape)["sorts"][number], CounterpartyView, CounterpartyRow> = {
  shape,
  views: {
    active: { asks: { status: "active" } },
    unconfirmed: { asks: { status: "active", unconfirmed: true } },
    archived: { asks: { status: "archived" } },
  },
  firstView: "active",
  viewsNarrow: true,
  page: ({ sort: _fixed, ...query }, signal) => call(api.GET("/api/v1/counterparties", { params: { query }, signal })),
};

export const COUNTERPARTY_VIEWS = viewNames(counterpartyList);
