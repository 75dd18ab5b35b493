import { cpus, loadavg, totalmem } from "node:os";
import type { LoadResult } from "./client.ts";

/** A run with the processor time of each answer, in milliseconds. */
export interface Run extends LoadResult {
  serverMs: number;
  postgresMs: number;
}

/** One scenario at one number of connections: every pair of runs, application and bare server next to each other. */
export interface Measured {
  name: string;
  connections: number;
  pairs: { real: Run; bare: Run; plain: Run }[];
}

/** The application over the small and over the large data set, one connection, next to each other. */
export interface Grown {
  name: string;
  pairs: { small: LoadResult; large: LoadResult }[];
}

/** The application alone, for readers of other rights. */
export interface ByReader {
  reader: string;
  name: string;
  real: Run;
  plain: Run;
}

/** Least requests per second against the bare server that is aimed at, by scenario; search by time. */
const AIMS: Readonly<Record<string, number>> = { page: 0.5, create: 0.3, accept: 0.3, search: 0.5 };
const AIM_OF_LISTS = 0.5;
const MOST_GROWTH: Readonly<Record<string, number>> = { search: 2 };
const MOST_GROWTH_ELSE = 1.3;

interface AimOfPlain {
  ratio: number;
  /** Nothing where no time is aimed at. */
  cpuMs?: number;
}

/** The same against the plain server, and what an answer may cost in processor time (server and PostgreSQL, ms). */
const AIMS_PLAIN: Readonly<Record<string, AimOfPlain>> = {
  page: { ratio: 0.4, cpuMs: 5 },
  search: { ratio: 0.5 },
  create: { ratio: 0.35, cpuMs: 3 },
  accept: { ratio: 0.15, cpuMs: 10 },
};
const AIM_OF_PLAIN_LISTS: AimOfPlain = { ratio: 0.4, cpuMs: 4 };

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

function spread(values: readonly number[]): string {
  return `${median(values).toFixed(2)} (${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)})`;
}

function middle(results: readonly LoadResult[], of: keyof LoadResult, digits: number): string {
  return median(results.map((result) => result[of])).toFixed(digits);
}

export function pairTable(measured: readonly Measured[]): string[] {
  const rows = measured.map(({ name, connections, pairs }) => {
    const real = pairs.map((pair) => pair.real);
    const bare = pairs.map((pair) => pair.bare);
    const ratios = pairs.map((pair) => pair.real.perSecond / pair.bare.perSecond);
    const aim = AIMS[name] ?? AIM_OF_LISTS;
    const failed = [...real, ...bare].reduce((sum, result) => sum + result.failed, 0);
    const times = (results: LoadResult[]) => (["p50", "p95", "p99"] as const).map((of) => middle(results, of, 2)).join(" / ");
    return `| ${name} | ${connections} | ${middle(real, "perSecond", 0)} | ${times(real)} | ${middle(bare, "perSecond", 0)} | ${times(bare)} | ${spread(ratios)} | ${aim} | ${median(ratios) >= aim ? "yes" : "**no**"} | ${failed} |`;
  });
  return [
    "| what | connections | Tartip req/s | p50 / p95 / p99 ms | bare req/s | p50 / p95 / p99 ms | ratio of req/s: median (spread) | aim ≥ | met | failed |",
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ...rows,
  ];
}

export function plainTable(measured: readonly Measured[]): string[] {
  const rows = measured.map(({ name, connections, pairs }) => {
    const aim = AIMS_PLAIN[name] ?? AIM_OF_PLAIN_LISTS;
    const ratios = pairs.map(({ real, plain }) => real.perSecond / plain.perSecond);
    const [own, theirs] = [cpuOf(pairs.map(({ real }) => real)), cpuOf(pairs.map(({ plain }) => plain))];
    const met = (holds: boolean) => (holds ? "yes" : "**no**");
    const cpu = aim.cpuMs === undefined ? "– | –" : `${aim.cpuMs} | ${met(own.sum <= aim.cpuMs)}`;
    const plain = middle(pairs.map((pair) => pair.plain), "perSecond", 0); // prettier-ignore
    return `| ${name} | ${connections} | ${middle(pairs.map(({ real }) => real), "perSecond", 0)} | ${plain} | ${spread(ratios)} | ${aim.ratio} | ${met(median(ratios) >= aim.ratio)} | ${own.said} | ${theirs.said} | ${cpu} |`; // prettier-ignore
  });
  return [
    "| what | connections | Tartip req/s | plain req/s | ratio: median (spread) | aim ≥ | met | CPU ms: server + PostgreSQL | of plain | aim ≤ | met |",
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ...rows,
  ];
}

function cpuOf(runs: readonly Run[]): { sum: number; said: string } {
  const [server, postgres] = [median(runs.map((run) => run.serverMs)), median(runs.map((run) => run.postgresMs))];
  return { sum: server + postgres, said: `${(server + postgres).toFixed(1)} (${server.toFixed(1)} + ${postgres.toFixed(1)})` };
}

export function growthTable(grown: readonly Grown[]): string[] {
  const rows = grown.map(({ name, pairs }) => {
    const ratios = pairs.map((pair) => pair.large.p50 / pair.small.p50);
    const p50 = (of: "small" | "large") => middle(pairs.map((pair) => pair[of]), "p50", 2); // prettier-ignore
    const most = MOST_GROWTH[name] ?? MOST_GROWTH_ELSE;
    return `| ${name} | ${p50("small")} | ${p50("large")} | ${spread(ratios)} | ${most} | ${median(ratios) <= most ? "yes" : "**no**"} |`;
  });
  return [
    "| what (1 connection) | p50 ms small | p50 ms large | growth: median (spread) | aim ≤ | met |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows,
  ];
}

export function readerTable(rows: readonly ByReader[]): string[] {
  return [
    "| reader | what | req/s at 8 connections | p50 / p95 / p99 ms | of plain | CPU ms: server + PostgreSQL |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows.map(
      ({ reader, name, real, plain }) =>
        `| ${reader} | ${name} | ${real.perSecond.toFixed(0)} | ${real.p50.toFixed(2)} / ${real.p95.toFixed(2)} / ${real.p99.toFixed(2)} | ${(real.perSecond / plain.perSecond).toFixed(2)} | ${cpuOf([real]).said} |`,
    ),
  ];
}

/** The machine and how busy it was: figures of a shared machine are told as such. */
export function circumstances(loads: readonly number[]): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${new Date().toISOString().slice(0, 16)} UTC; ${cpus().length} × ${cpu?.model ?? "processor"}, ${memory} GiB; Node ${process.versions.node}; load average before ${loads[0]?.toFixed(1) ?? "?"}, after ${(loadavg()[0] ?? 0).toFixed(1)}, highest seen ${Math.max(...loads, 0).toFixed(1)}.`;
}
