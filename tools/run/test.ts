import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { add, readPlaywright, readVitest, type Counts, type Verdict } from "./counts.ts";
import { runStaticChecks } from "./check.ts";
import { chosenClock } from "./days.ts";
import { bin, run, seconds } from "./process.ts";
import { BY_NPM_TEST } from "./projects.ts";
import { buildWeb } from "./web.ts";

/** How many failures are told again at the end. */
const MOST_TOLD = 6;

/** `npm test`: everything that needs only what npm brings, to the end, and one closing line over all runners. */
export async function test(): Promise<number> {
  Object.assign(process.env, chosenClock());
  const reports = mkdtempSync(join(tmpdir(), "tartip-reports-"));
  try {
    const checks: Verdict = { passed: 0, failed: await runStaticChecks(), skipped: 0, failures: [] };
    const vitest = await runVitest(join(reports, "vitest.json"));
    const built = await buildWeb();
    const browser =
      built === 0
        ? await runPlaywright(join(reports, "playwright.json"))
        : { passed: 0, failed: 1, skipped: 0, failures: ["The web pages were not built."] };
    const runners = [checks, vitest, browser];
    tellFailures(runners);
    const total = runners.reduce<Counts>(add, { passed: 0, failed: 0, skipped: 0 });
    process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`);
    return total.failed === 0 && total.passed > 0 ? 0 : 1;
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

/** Once more at the end, where somebody looks who was shown only the last lines. */
function tellFailures(runners: Verdict[]): void {
  const told = runners.flatMap(({ failures }) => failures);
  if (told.length === 0) return;
  const left = told.length - MOST_TOLD;
  const more = left > 0 ? `\n\n${left} more above.` : "";
  process.stdout.write(`\nFailed:\n\n${told.slice(0, MOST_TOLD).join("\n\n")}${more}\n`);
}

async function runVitest(report: string): Promise<Verdict> {
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${report}`];
  const projects = BY_NPM_TEST.map((name) => `--project=${name}`);
  const finished = await run(bin("vitest"), ["run", ...projects, ...reporters], { show: true });
  return judge("unit and API tests", finished, readVitest(report));
}

async function runPlaywright(report: string): Promise<Verdict> {
  const finished = await run(bin("playwright"), ["test", "-c", "e2e/playwright.config.ts", "--reporter=line,json"], {
    show: true,
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  return judge("browser tests", finished, readPlaywright(report));
}

/** A runner that failed without a failed test (a broken file, no test at all) counts as one failure. */
function judge(name: string, finished: { code: number; seconds: number }, counts: Verdict): Verdict {
  const broken = counts.failed === 0 && (finished.code !== 0 || counts.passed === 0);
  const judged = broken ? { ...counts, failed: 1 } : counts;
  process.stdout.write(
    `${judged.failed === 0 ? "ok  " : "FAIL"} ${seconds(finished.seconds)}  ${name}: ${counts.passed} passed\n`,
  );
  return judged;
}
