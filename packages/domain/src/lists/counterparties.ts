import { flag, listShape, one, text } from "./filters.ts";

/** The directory of counterparties, by name. */
export const counterpartyList = listShape({
  name: "counterparties",
  filters: {
    q: text("Part of the name; beginning of the BIN for who sees it"),
    status: one(["active", "archived"], "Whether it is in use"),
    unconfirmed: flag("With an account that waits for a second person"),
  },
  sorts: ["name"],
  usualSort: "name",
  fixedOrder: true,
});
