import { existsSync, readFileSync } from "node:fs";

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** Sums two runners. */
export function add(one: Counts, other: Counts): Counts {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  };
}

/** What one runner's report says: how many, and of each that failed its name and the first lines of its reason. */
export interface Verdict extends Counts {
  failures: string[];
}

/** Counts of vitest's JSON report; all zero when it was not written. */
export function readVitest(file: string): Verdict {
  const report = readReport(file);
  const files = listIn(report, "testResults");
  const tests = files.flatMap((one) => listIn(one, "assertionResults")).filter((one) => textIn(one, "status") === "failed");
  const broken = files.filter((one) => textIn(one, "status") === "failed" && listIn(one, "assertionResults").length === 0);
  return {
    failures: [
      ...tests.map((one) => told(textIn(one, "fullName"), listIn(one, "failureMessages").map(String))),
      ...broken.map((one) => told(textIn(one, "name"), [textIn(one, "message")])),
    ],
    passed: numberIn(report, "numPassedTests"),
    failed: Math.max(numberIn(report, "numFailedTests"), numberIn(report, "numFailedTestSuites") > 0 ? 1 : 0),
    skipped: numberIn(report, "numPendingTests") + numberIn(report, "numTodoTests"),
  };
}

/** Counts of Playwright's JSON report; a test that passed at the second try is a failure here. */
export function readPlaywright(file: string): Verdict {
  const report = readReport(file);
  const stats = report["stats"];
  const reasons = specsIn(report).flatMap((spec) => {
    const results = listIn(spec, "tests").flatMap((one) => listIn(one, "results"));
    const errors = results.flatMap((one) => listIn(one, "errors")).map((one) => textIn(one, "message"));
    return errors.length > 0 ? [told(textIn(spec, "title"), errors)] : [];
  });
  const outside = listIn(report, "errors").map((one) => told("outside of any story", [textIn(one, "message")]));
  return {
    failures: [...reasons, ...outside],
    passed: numberIn(stats, "expected"),
    failed: numberIn(stats, "unexpected") + numberIn(stats, "flaky"),
    skipped: numberIn(stats, "skipped"),
  };
}

function readReport(file: string): Record<string, unknown> {
  if (!existsSync(file)) return {};
  const value: unknown = JSON.parse(readFileSync(file, "utf8"));
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** Stories of a file and of the groups in it. */
function specsIn(suite: unknown): unknown[] {
  return [...listIn(suite, "specs"), ...listIn(suite, "suites").flatMap(specsIn)];
}

/** Colours of a terminal; a report carries them along. */
// oxlint-disable-next-line no-control-regex -- the escape character is what it looks for
const COLOURS = /\u001B\[[\d;]*m/gu;
const REASONS = 3;
const LINES = 12;
const LINE_LENGTH = 240;

function told(name: string, reasons: string[]): string {
  const lines = reasons.slice(0, REASONS).flatMap((reason) => {
    const plain = reason.replaceAll(COLOURS, "").split("\n");
    const shown = plain.filter((line) => line.trim() !== "" && !/^\s+at /u.test(line)).slice(0, LINES);
    return shown.map((line) => `    ${line.slice(0, LINE_LENGTH)}`);
  });
  return [name, ...lines].join("\n");
}

function listIn(value: unknown, key: string): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  const found: unknown = Reflect.get(value, key);
  return Array.isArray(found) ? found : [];
}

function textIn(value: unknown, key: string): string {
  if (typeof value !== "object" || value === null) return "";
  const found: unknown = Reflect.get(value, key);
  return typeof found === "string" ? found : "";
}

function numberIn(value: unknown, key: string): number {
  if (typeof value !== "object" || value === null) return 0;
  const found: unknown = Reflect.get(value, key);
  return typeof found === "number" ? found : 0;
}
