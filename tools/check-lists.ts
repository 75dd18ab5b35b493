// A page of a list is read by one function of the server and drawn by one component of the web.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { isTest, readSources, report, rootFromArguments, type Source, type Violation } from "./checks/sources.ts";

const PAGING = "apps/server/src/platform/http/keyset.ts";
const CURSOR_CALL = /\b(?:afterCursor|encodeCursor|decodeCursor)\(/g;
const FEATURES = "apps/web/src/features/";
const LISTS = `${FEATURES}lists/`;
const LIST_PAGE = /ListPage\.tsx$/;
const SHARED_PAGE = `${LISTS}ListPage.tsx`;
/** What a list is built of: a table, pages, filters in the address. */
const PARTS = new Set(
  "DataTable useKeysetList useUrlFilters useInfiniteQuery useSuspenseInfiniteQuery infiniteQueryOptions".split(" "),
);
/** What looks like a list of records and is none, under `FEATURES` → why. */
const NO_LISTS: Record<string, string> = {
  "budgets/BudgetPage.tsx": "a grid of cells; its address holds the year and the branch",
  "counterparties/RelatedRecords.tsx": "the latest few of a counterparty, with a way to their whole list",
  "notifications/NoticesPage.tsx": "notices are told to a person and read by time; they are no records",
  "organisation/ListTable.tsx": "the rows of a list of the company, all at once",
  "organisation/OrganisationPage.tsx": "says in the address which list of the company is open",
  "organisation/RatesTab.tsx": "rates by day; they are no records",
  "people/PeoplePage.tsx": "the directory; people are no records",
  "records/ConflictNote.tsx": "the last change of one record",
  "records/recordQueries.ts": "the history of one record",
  "records/stream/RecordStream.tsx": "the history of one record",
  "search/SearchPage.tsx": "the best finds among all kinds; the address holds the question",
  "styleguide/ListSample.tsx": "a sample of the table",
};

/** All lists built by hand in a checkout (or in a tree shaped like one). */
export function checkLists(root: string): Violation[] {
  const sources = readSources(root).filter(({ path }) => path.startsWith("apps/") && !isTest(path));
  const built = sources.filter(buildsList).map(({ path }) => path.slice(FEATURES.length));
  const needless = existsSync(join(root, SHARED_PAGE)) ? Object.keys(NO_LISTS).filter((path) => !built.includes(path)) : [];
  return [
    ...sources.flatMap((source) => [...checkPaging(source), ...checkPage(source)]),
    ...needless.map((path) => ({ file: `${FEATURES}${path}`, line: 1, message: "needs no exception of tools/check-lists.ts" })),
  ];
}

/** `afterCursor` has one caller: `readPage`. */
function checkPaging({ path, text, lineAt }: Source): Violation[] {
  const calls = path === PAGING ? [...text.matchAll(/\bafterCursor\(/g)].slice(2) : [...text.matchAll(CURSOR_CALL)];
  return calls.map(({ index }) => ({ file: path, line: lineAt(index), message: "a page of a list is read by readPage" }));
}

function checkPage(source: Source): Violation[] {
  const { path } = source;
  const isPage = path.startsWith(FEATURES) && LIST_PAGE.test(path) && path !== SHARED_PAGE;
  const drawn = !isPage || importedBy(source).has("ListPage");
  const own = buildsList(source) && NO_LISTS[path.slice(FEATURES.length)] === undefined;
  return drawn && !own ? [] : [{ file: path, line: 1, message: `a list is drawn by ${SHARED_PAGE}` }];
}

/** Whether a feature puts a list together by itself. */
function buildsList(source: Source): boolean {
  const { path } = source;
  return path.startsWith(FEATURES) && !path.startsWith(LISTS) && [...importedBy(source)].some((name) => PARTS.has(name));
}

/** Names of values that a file imports. */
function importedBy({ parsed }: Source): Set<string> {
  const entries = parsed.module.staticImports.flatMap((one) => one.entries.filter(({ isType }) => !isType));
  return new Set(entries.map(({ importName }) => importName.name ?? ""));
}

if (import.meta.main) report(checkLists(rootFromArguments()));
