import { bin, ROOT, run, seconds } from "./process.ts";

interface Check {
  name: string;
  command: string;
  args: string[];
}

const tool = (name: string, file: string, ...args: string[]): Check => ({
  name,
  command: process.execPath,
  args: [file, ...args],
});

// The slowest first: two run at a time.
const CHECKS: Check[] = [
  tool("API description and client", "tools/openapi.ts", "--check"),
  { name: "lint", command: bin("oxlint"), args: ["--type-aware", "--format=unix"] },
  { name: "types", command: bin("tsc"), args: ["-p", "tsconfig.json"] },
  { name: "types of the web", command: bin("tsc"), args: ["-p", "apps/web/tsconfig.json"] },
  { name: "format", command: bin("oxfmt"), args: ["--check"] },
  tool("boundaries", "tools/check-boundaries.ts"),
  tool("budgets", "tools/check-budgets.ts"),
  tool("exports", "tools/check-exports.ts"),
  tool("figures of money", "tools/check-figures.ts"),
  tool("meaning of fields", "tools/check-meaning.ts"),
  tool("lists", "tools/check-lists.ts"),
  tool("notices and who sends them", "tools/check-notices.ts"),
  tool("owners of tables", "tools/check-tables.ts"),
  tool("translations", "tools/check-translations.ts"),
  tool("paths in the papers", "tools/check-paths.ts"),
  tool("lock file", "tools/check-lock.ts"),
];

const DOMAIN_TESTS: Check = {
  name: "domain tests",
  command: bin("vitest"),
  args: ["run", "--project", "domain", "--reporter=dot"],
};

/** `npm run check`; with `--fix path…` it formats and mends these paths instead. */
export async function check(args: string[]): Promise<number> {
  if (args[0] === "--fix") return fix(args.slice(1));
  return (await runChecks([...CHECKS, DOMAIN_TESTS])) === 0 ? 0 : 1;
}

/** The checks that are no test runner; `npm test` runs all tests itself. */
export function runStaticChecks(): Promise<number> {
  return runChecks(CHECKS);
}

async function runChecks(checks: Check[]): Promise<number> {
  const waiting = [...checks];
  let failed = 0;
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { code, output, seconds: took } = await run(next.command, next.args, { cwd: ROOT });
      process.stdout.write(`${code === 0 ? "ok  " : "FAIL"} ${seconds(took)}  ${next.name}\n`);
      if (code === 0) continue;
      failed += 1;
      process.stdout.write(`${output.trimEnd().replaceAll(/^/gm, "     ")}\n`);
    }
  };
  await Promise.all([worker(), worker()]);
  return failed;
}

async function fix(paths: string[]): Promise<number> {
  if (paths.length === 0) {
    process.stderr.write("Name the paths to mend: npm run check -- --fix <path> …\n");
    return 2;
  }
  const linted = await run(bin("oxlint"), ["--fix", ...paths], { show: true });
  const formatted = await run(bin("oxfmt"), paths, { show: true });
  return linted.code || formatted.code;
}
