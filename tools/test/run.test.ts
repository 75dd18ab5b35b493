import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { majorOf } from "../run/external.ts";
import { add, readPlaywright, readVitest } from "../run/counts.ts";
import { run } from "../run/process.ts";

const folder = mkdtempSync(join(tmpdir(), "tartip-run-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RUNTIME = new URL("../run/runtime.mjs", import.meta.url).href;
const WITH_PARENT = new URL("../run/with-parent.mjs", import.meta.url).href;

/** A start tool that runs a "server", which writes down the signal it got. */
async function startPair(name: string): Promise<{ tool: ChildProcess; ended: () => string }> {
  const record = join(folder, name);
  const server = join(folder, `${name}-server.mjs`);
  const tool = join(folder, `${name}-tool.mjs`);
  writeFileSync(
    server,
    `import { writeFileSync } from "node:fs";
     for (const name of ["SIGTERM", "SIGINT"]) process.once(name, () => { writeFileSync(${JSON.stringify(record)}, name); process.exit(3); });
     setInterval(() => {}, 1000);
     process.stdout.write("up");`,
  );
  writeFileSync(
    tool,
    `import { runForwarding } from ${JSON.stringify(RUNTIME)};
     process.exitCode = await runForwarding(process.execPath, ["--import", ${JSON.stringify(WITH_PARENT)}, ${JSON.stringify(server)}]);`,
  );
  const child = spawn(process.execPath, [tool], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  return { tool: child, ended: () => (existsSync(record) ? readFileSync(record, "utf8") : "") };
}

describe("the start tool", () => {
  it.each(["SIGTERM", "SIGINT"] as const)("hands %s on and ends as the server ends", async (signal) => {
    const { tool, ended } = await startPair(signal);
    tool.kill(signal);
    const [code] = await once(tool, "exit");
    expect(code).toBe(3);
    expect(ended()).toBe(signal);
  });

  it("leaves no server behind when it is killed", async () => {
    const { tool, ended } = await startPair("killed");
    tool.kill("SIGKILL");
    while (ended() === "") await sleep(50);
    expect(ended()).toBe("SIGTERM");
  });
});

describe("counting", () => {
  function report(value: unknown): string {
    const file = join(folder, "report.json");
    writeFileSync(file, JSON.stringify(value));
    return file;
  }

  it("reads vitest; a file that did not load is a failure without a failed test", () => {
    expect(
      readVitest(report({ numPassedTests: 5, numFailedTests: 2, numFailedTestSuites: 1, numPendingTests: 3, numTodoTests: 1 })),
    ).toEqual({
      passed: 5,
      failed: 2,
      skipped: 4,
      failures: [],
    });
    expect(readVitest(report({ numPassedTests: 5, numFailedTests: 0, numFailedTestSuites: 1 })).failed).toBe(1);
  });

  it("reads Playwright; flaky is failed", () => {
    expect(readPlaywright(report({ stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 } }))).toEqual({
      passed: 4,
      failed: 2,
      skipped: 2,
      failures: [],
    });
  });

  it("tells of each failure its name and reason, without colours and calls", () => {
    const message = "\u001B[31mexpected 1\u001B[39m\n\n    at test.ts:3";
    const tests = [
      { status: "failed", fullName: "a test", failureMessages: [message] },
      { status: "passed", fullName: "another", failureMessages: [] },
    ];
    const files = [
      { status: "failed", name: "a.test.ts", message: "", assertionResults: tests },
      { status: "failed", name: "b.test.ts", message: "does not load", assertionResults: [] },
    ];
    expect(readVitest(report({ testResults: files })).failures).toEqual([
      "a test\n    expected 1",
      "b.test.ts\n    does not load",
    ]);
    const story = { title: "a story", tests: [{ results: [{ errors: [{ message }, { message: "and that" }] }] }] };
    const suites = [{ specs: [], suites: [{ specs: [story] }] }];
    expect(readPlaywright(report({ suites, errors: [{ message: "no browser" }] })).failures).toEqual([
      "a story\n    expected 1\n    and that",
      "outside of any story\n    no browser",
    ]);
  });

  it("counts nothing where no report was written", () => {
    const nothing = { passed: 0, failed: 0, skipped: 0 };
    expect(readVitest(join(folder, "none")).failures).toEqual([]);
    expect(add(readVitest(join(folder, "none")), readPlaywright(join(folder, "none")))).toEqual(nothing);
  });
});

it("keeps what a failing program printed", async () => {
  const finished = await run(process.execPath, ["-e", "process.stdout.write('тест'); console.error('why'); process.exit(4)"]);
  expect(finished).toMatchObject({ code: 4, stdout: "тест" });
  expect(finished.output).toContain("why");
});

it("reads the main version of a program from what it says of itself", () => {
  expect(majorOf("pg_dump (PostgreSQL) 18.4 (Debian 18.4-1.pgdg12+1)")).toBe(18);
  expect(majorOf("pg_dump (PostgreSQL) 15.14")).toBe(15);
  expect(majorOf("")).toBe(0);
});
