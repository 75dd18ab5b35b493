import { clockOf, MOMENTS } from "../testing/days.ts";
import { proveSeed } from "../testing/prove.ts";
import { bin, run, seconds, type Finished } from "./process.ts";
import { buildWeb } from "./web.ts";

/** Vitest projects in which anything reads the machine's clock. */
const CLOCKED = ["web", "server"];

/** The seed of a run and the moment its clocks begin at, as the environment of every runner; printed, to be repeated. */
export function chosenClock(): Record<string, string> {
  const seed = proveSeed("npm test");
  const { name, at } = clockOf(seed);
  process.stdout.write(`The clocks begin at ${at}: ${name}.\n`);
  return { TARTIP_SEED: String(seed), TARTIP_TEST_NOW: at };
}

/**
 * Tests and browser stories on every day of the list.
 *
 * @returns how many runs failed
 */
export async function proveDays(): Promise<number> {
  if ((await buildWeb()) !== 0) return 1;
  const told: string[] = [];
  let failed = 0;
  for (const { name, at } of MOMENTS) {
    const options = { show: true, env: { TARTIP_TEST_NOW: at } };
    const projects = CLOCKED.map((project) => `--project=${project}`);
    const tests = await run(bin("vitest"), ["run", ...projects, "--reporter=dot"], options);
    const stories = await run(bin("playwright"), ["test", "-c", "e2e/playwright.config.ts", "--reporter=line"], options);
    for (const [what, finished] of Object.entries({ tests, stories })) {
      if (finished.code !== 0) failed += 1;
      told.push(line(finished, `${what}, ${name} (${at})`));
    }
  }
  process.stdout.write(`\n${told.join("\n")}\n`);
  return failed;
}

function line(finished: Finished, what: string): string {
  return `${finished.code === 0 ? "ok  " : "FAIL"} ${seconds(finished.seconds)}  ${what}`;
}
