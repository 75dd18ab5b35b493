import { createHash } from "node:crypto";
import type { CandidateSubject } from "@tartip/domain/access/candidates";
import { runContext, type ContextInput } from "@tartip/domain/approvals/context";
import type { RouteStep, Run, RunStep } from "@tartip/domain/approvals/run";
import type { Holds } from "@tartip/domain/approvals/steps";
import { vouchingHash, type Vouched } from "@tartip/domain/approvals/vouching";
import { companyDay } from "@tartip/domain/kernel/calendar";
import { pausedMinutes, type Pause } from "@tartip/domain/deadlines/pauses";
import { addWorkingMinutes, type WorkingCalendar } from "@tartip/domain/kernel/working-time";
import type { RefusalCode } from "@tartip/domain/kernel/refusals";
import type { Kind } from "@tartip/domain/kernel/kinds";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { loadOrg } from "../access/questions.ts";
import { workCalendar } from "../reference/questions.ts";
import type { RunHost, RunNews } from "../../records/run-host.ts";

/** Over-limit and second-voter steps have no step of the route behind them: a working day each. */
const USUAL_STEP_HOURS = 8;

const DECIDED: RunNews = { returned: "decision_given", rejected: "decision_given", recalled: "decision_given" };

/** What a record brings to its run. */
export interface Bound {
  kind: Kind;
  run: Run | null;
  /** The route of the record's version, also before the run began. */
  route: readonly RouteStep[];
  followers: readonly (string | null)[];
  /** What they are told; a kind without words of its own says that it was decided. */
  news?: RunNews;
  /** Whose record it is, besides the author: nobody of them is named to decide on it. */
  parties: readonly (string | null)[];
  subject: Omit<CandidateSubject, "voterIds" | "barred" | "notHolding" | "notBy">;
  /** S1: who may not vote on it, and why. */
  barred: ReadonlyMap<string, RefusalCode>;
  overLimit: ContextInput["overLimit"];
  holds: Holds;
  /** While the record waited for an answer of its author: time that no step is held to. */
  pauses?: readonly Pause[];
  /** Everything a vote can be about, by field key. */
  values: Vouched;
  /** What a step vouches for. */
  keysOf(step: RunStep): readonly string[];
}

/** Binds the rules of people and of working time to one record, for the engine. */
export async function bindHost(tx: Tx, ctx: Context, of: Bound): Promise<RunHost> {
  const { kind, run, route, subject, barred, overLimit, holds, values, keysOf } = of;
  const org = await loadOrg(tx, companyDay(ctx.now()));
  const calendar = await workCalendar(tx);
  const routed = (step: RunStep): RouteStep | undefined => route.find((one) => one.key === step.key);
  return {
    kind,
    followers: [...new Set(of.followers.filter((id) => id !== null))],
    news: of.news ?? DECIDED,
    title: (step) => routed(step)?.title ?? {},
    dueAt: (step) => dueAt(step, routed(step)?.slaWorkHours ?? USUAL_STEP_HOURS, calendar, of.pauses ?? []),
    vouched: (step) => Object.fromEntries(keysOf(step).map((key) => [key, values[key] ?? null])),
    context: runContext(run ?? { route }, {
      org,
      parties: of.parties.filter((id) => id !== null),
      subject,
      barred,
      overLimit,
      holds,
      hashFor: (step) => vouchingHash(keysOf(step), values, sha256),
    }),
  };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function dueAt({ openedAt }: RunStep, hours: number, calendar: WorkingCalendar, pauses: readonly Pause[]): Date | null {
  if (openedAt === null) return null;
  return new Date(addWorkingMinutes(calendar, openedAt, hours * 60 + pausedMinutes(calendar, pauses, openedAt)));
}
