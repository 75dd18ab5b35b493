import { readdirSync, readFileSync } from "node:fs";

const TICK_MS = 10;

interface Stat {
  parent: number;
  /** Of the process and of its children that have ended, in ticks. */
  ticks: number;
}

function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const [, parent = 0] = fields;
    return { parent, ticks: fields.slice(11, 15).reduce((sum, one) => sum + one, 0) };
  } catch {
    return null; // ended meanwhile: its parent counts it
  }
}

/** Milliseconds of processor time that a process and all below it have used so far. Linux only; ticks are 10 ms. */
export function cpuMs(root: number): number {
  const stats = new Map<number, Stat>();
  for (const name of readdirSync("/proc")) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : null;
    if (stat) stats.set(Number(name), stat);
  }
  const below = (pid: number): boolean => {
    for (let at = pid; at > 1; at = stats.get(at)?.parent ?? 0) if (at === root) return true;
    return false;
  };
  return TICK_MS * [...stats].reduce((sum, [pid, { ticks }]) => sum + (below(pid) ? ticks : 0), 0);
}

/** Proportional memory of a process in MiB: what it shares is divided among those who share it. */
export function pssMiB(pid: number): number {
  const [, kilobytes = "0"] = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "latin1")) ?? [];
  return Number(kilobytes) / 1024;
}
