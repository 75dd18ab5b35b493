import { expect, it } from "vitest";
import { checkLists } from "../check-lists.ts";
import { plant, spoken } from "./tree.ts";

function found(path: string, text: string): string[] {
  return spoken(checkLists(plant({ [path]: text })));
}

const SLICE = "apps/server/src/modules/meetings/list.ts";
const PAGING = "apps/server/src/platform/http/keyset.ts";
const PAGE = "apps/web/src/features/meetings/MeetingListPage.tsx";

it.each([
  ["a place after the cursor", SLICE, "conditions.push(afterCursor(columns, cursor));", "a page of a list is read by readPage"],
  [
    "a cursor of its own",
    SLICE,
    "export const next = encodeCursor(key, identity, last);",
    "a page of a list is read by readPage",
  ],
  ["a table of its own", PAGE, 'import "../../ui/DataTable.tsx";', "a list is drawn by apps/web/src/features/lists/ListPage.tsx"],
  [
    "a table beside the shared page",
    PAGE,
    'import "../lists/ListPage.tsx"; import "../../ui/DataTable.tsx";',
    "a list is drawn by apps/web/src/features/lists/ListPage.tsx",
  ],
])("refuses %s", (_name, path, text, message) => {
  expect(found(path, text)).toEqual([`${path}:1 ${message}`]);
});

it("refuses a second reader of pages beside the first", () => {
  const text = "function afterCursor() {}\nafterCursor();\nexport const other = () => afterCursor();";
  expect(found(PAGING, text)).toEqual([`${PAGING}:3 a page of a list is read by readPage`]);
});

it.each([
  ["the one reader", PAGING, "function afterCursor() {}\nafterCursor();"],
  ["a list that uses it", SLICE, "export const page = readPage(of, read);"],
  ["the shared page", PAGE, 'import "../lists/ListPage.tsx";'],
  ["the shared page itself", "apps/web/src/features/lists/ListPage.tsx", 'import "../../ui/DataTable.tsx";'],
  ["a table that is no list", "apps/web/src/features/budgets/BudgetPage.tsx", 'import "../../ui/DataTable.tsx";'],
])("allows %s", (_name, path, text) => {
  expect(found(path, text)).toEqual([]);
});
