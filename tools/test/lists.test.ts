import { expect, it } from "vitest";
import { checkLists } from "../check-lists.ts";
import { plant, spoken } from "./tree.ts";

function found(path: string, text: string): string[] {
  return spoken(checkLists(plant({ [path]: text })));
}

const SLICE = "apps/server/src/modules/meetings/list.ts";
const PAGING = "apps/server/src/platform/http/keyset.ts";
const TAB = "apps/web/src/features/meetings/Agenda.tsx";
const DRAWN = "a list is drawn by apps/web/src/features/lists/ListPage.tsx";
const PAGE = "apps/web/src/features/meetings/MeetingListPage.tsx";

it.each([
  ["a place after the cursor", SLICE, "conditions.push(afterCursor(columns, cursor));", "a page of a list is read by readPage"],
  [
    "a cursor of its own",
    SLICE,
    "export const next = encodeCursor(key, identity, last);",
    "a page of a list is read by readPage",
  ],
  ["a table of its own", PAGE, 'import { DataTable } from "../../ui/DataTable.tsx";', DRAWN],
  [
    "a table beside the shared page",
    PAGE,
    'import { ListPage } from "../lists/ListPage.tsx"; import { DataTable } from "../../ui/DataTable.tsx";',
    DRAWN,
  ],
  ["a page of a list that is drawn by nobody", PAGE, 'import { Card } from "../../ui/Card.tsx";', DRAWN],
  ["a table under another name", TAB, 'import { DataTable as Table } from "../../ui/table/DataTable.tsx";', DRAWN],
  ["pages of its own", TAB, 'import { useKeysetList } from "../../lib/keysetList.ts";', DRAWN],
  ["pages by hand", TAB, 'import { useInfiniteQuery } from "@tanstack/react-query";', DRAWN],
  ["pages that suspend", TAB, 'import { useSuspenseInfiniteQuery } from "@tanstack/react-query";', DRAWN],
  ["filters of its own", TAB, 'import { useUrlFilters } from "../../lib/urlFilters.ts";', DRAWN],
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
  ["the shared page", PAGE, 'import { ListPage } from "../lists/ListPage.tsx";'],
  [
    "a type of the table",
    PAGE,
    'import { ListPage } from "../lists/ListPage.tsx"; import { type DataTable } from "../../ui/DataTable.tsx";',
  ],
  ["a chip of a list", "apps/web/src/features/meetings/bar.tsx", 'import type { useUrlFilters } from "../../lib/urlFilters.ts";'],
  [
    "a part of the shared page",
    "apps/web/src/features/lists/useList.ts",
    'import { useUrlFilters } from "../../lib/urlFilters.ts";',
  ],
  [
    "what is named as no list",
    "apps/web/src/features/people/PeoplePage.tsx",
    'import { DataTable } from "../../ui/DataTable.tsx";',
  ],
])("allows %s", (_name, path, text) => {
  expect(found(path, text)).toEqual([]);
});

it("refuses an exception that nobody needs any longer", () => {
  const files = { "apps/web/src/features/lists/ListPage.tsx": 'import { DataTable } from "../../ui/DataTable.tsx";' };
  expect(spoken(checkLists(plant(files)))).toContain(
    "apps/web/src/features/people/PeoplePage.tsx:1 needs no exception of tools/check-lists.ts",
  );
});
