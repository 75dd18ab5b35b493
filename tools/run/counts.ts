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

/** Counts of vitest's JSON report; all zero when it was not written. */
export function readVitest(file: string): Counts {
  const report = readReport(file);
  return {
    passed: numberIn(report, "numPassedTests"),
    failed: Math.max(numberIn(report, "numFailedTests"), numberIn(report, "numFailedTestSuites") > 0 ? 1 : 0),
    skipped: numberIn(report, "numPendingTests") + numberIn(report, "numTodoTests"),
  };
}

/** Counts of Playwright's JSON report; a test that passed at the second try is a failure here. */
export function readPlaywright(file: string): Counts {
  const stats = readReport(file)["stats"];
  return {
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

function numberIn(value: unknown, key: string): number {
  if (typeof value !== "object" || value === null) return 0;
  const found: unknown = Reflect.get(value, key);
  return typeof found === "number" ? found : 0;
}
