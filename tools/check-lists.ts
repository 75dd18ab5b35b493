// A page of a list is read by one function of the server and drawn by one component of the web.
import { isTest, readSources, report, rootFromArguments, type Source, type Violation } from "./checks/sources.ts";

const PAGING = "apps/server/src/platform/http/keyset.ts";
const CURSOR_CALL = /\b(?:afterCursor|encodeCursor|decodeCursor)\(/g;
const LIST_PAGE = /^apps\/web\/src\/features\/.+ListPage\.tsx$/;
const SHARED_PAGE = "apps/web/src/features/lists/ListPage.tsx";

/** All lists built by hand in a checkout (or in a tree shaped like one). */
export function checkLists(root: string): Violation[] {
  const sources = readSources(root).filter(({ path }) => path.startsWith("apps/") && !isTest(path));
  return sources.flatMap((source) => [...checkPaging(source), ...checkPage(source)]);
}

/** `afterCursor` has one caller: `readPage`. */
function checkPaging({ path, text, lineAt }: Source): Violation[] {
  const calls = path === PAGING ? [...text.matchAll(/\bafterCursor\(/g)].slice(2) : [...text.matchAll(CURSOR_CALL)];
  return calls.map(({ index }) => ({ file: path, line: lineAt(index), message: "a page of a list is read by readPage" }));
}

function checkPage({ path, parsed }: Source): Violation[] {
  if (!LIST_PAGE.test(path) || path === SHARED_PAGE) return [];
  const imported = parsed.module.staticImports.map(({ moduleRequest }) => moduleRequest.value.split("/").at(-1));
  if (imported.includes("ListPage.tsx") && !imported.includes("DataTable.tsx")) return [];
  return [{ file: path, line: 1, message: `a list is drawn by ${SHARED_PAGE}` }];
}

if (import.meta.main) report(checkLists(rootFromArguments()));
