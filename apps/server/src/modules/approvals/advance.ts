import { ADMIN_QUEUE } from "@tartip/domain/access/candidates";
import { reduce } from "@tartip/domain/approvals/engine";
import type { RunEffect, RunEvent, RunStep } from "@tartip/domain/approvals/run";
import type { NoticeEvent } from "@tartip/domain/kernel/notices";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { membersOf, type Notice, tell, tellQueue } from "../../records/notices/tell.ts";
import { addParticipant, removeParticipant } from "../../records/participants.ts";
import { loadRecord } from "../../records/record.ts";
import { queueFor } from "../access/commands.ts";
import type { RunRows } from "./rows.ts";
import type { RunHost } from "../../records/run-host.ts";
import { saveRun, type StoredRun } from "./store.ts";

/** What an event made of a run and of the people of its record, for a case that lists them. */
export interface RunChange {
  rows: RunRows;
  people: readonly { personId: string; role: "approver" | "watcher"; gone: boolean }[];
}

/**
 * Puts one event to a run: the pure engine decides, then the rows, the participants and the notices follow.
 * The record must be locked. Answers what changed.
 */
export async function advanceRun(tx: Tx, ctx: Context, stored: StoredRun, host: RunHost, event: RunEvent): Promise<RunChange> {
  const { run, effects } = reduce(stored.run, event, host.context);
  stored.run = run;
  const rows = await saveRun(tx, ctx, stored, host);
  const people: RunChange["people"][number][] = [];
  for (const effect of effects) people.push(...(await followEffect(tx, ctx, stored, effect)));
  if (effects.some((effect) => effect.type === "escalated")) people.push(...(await callAdministrators(tx, ctx, stored.recordId)));
  await tell(
    tx,
    ctx,
    effects.flatMap((effect) => noticesOf(stored, host, effect)),
  );
  return { rows, people };
}

/**
 * People who are asked see the record; those no longer asked who neither voted nor handed the decision on do not need to: who did
 * took part in it, and sees what becomes of it.
 */
async function followEffect(tx: Tx, ctx: Context, stored: StoredRun, effect: RunEffect): Promise<RunChange["people"]> {
  if (effect.type !== "asked" && effect.type !== "unasked") return [];
  const change = { personId: effect.personId, role: "approver" } as const;
  if (effect.type === "asked") {
    await addParticipant(tx, ctx, stored.recordId, effect.personId, "approver");
    return [{ ...change, gone: false }];
  }
  const { steps, votes } = stored.run;
  const stays =
    votes.some((vote) => vote.voterId === effect.personId) ||
    steps.some((step) => step.reassigned.some(({ fromId }) => fromId === effect.personId)) ||
    steps.some((step) => step.state === "open" && step.candidates.some((one) => one.personId === effect.personId));
  if (stays) return [];
  await removeParticipant(tx, stored.recordId, effect.personId, "approver");
  return [{ ...change, gone: true }];
}

/** Nobody may act at a step: the administrators are told, and see the record (never its amounts) to name a person. */
async function callAdministrators(tx: Tx, ctx: Context, recordId: string): Promise<RunChange["people"]> {
  // A personal record stays closed to them: its step waits for the person who is away.
  if ((await loadRecord(tx, recordId)).restricted) return [];
  const queueId = await queueFor(tx, ADMIN_QUEUE);
  const members = await membersOf(tx, queueId);
  for (const personId of members) await addParticipant(tx, ctx, recordId, personId, "watcher");
  await tellQueue(tx, ctx, recordId, queueId, "name_person");
  return members.map((personId) => ({ personId, role: "watcher", gone: false }));
}

function noticesOf(stored: StoredRun, host: RunHost, effect: RunEffect): Notice[] {
  const about = { recordId: stored.recordId };
  switch (effect.type) {
    case "asked": {
      const why = effect.onBehalfOfId === null ? "approver" : "substitute";
      return [{ ...about, personId: effect.personId, event: eventOfStep(stored.run.steps, effect.step), why }];
    }
    case "votesVoided":
      return effect.voterIds.map((personId) => ({ ...about, personId, event: "vote_voided", why: "voter" }));
    case "returned":
      return host.followers.map((personId) => ({ ...about, personId, event: host.news.returned, why: "author" }));
    case "runRejected": {
      const event = host.news.rejected;
      return event === null ? [] : host.followers.map((personId) => ({ ...about, personId, event, why: "author" }));
    }
    default:
      return [];
  }
}

function eventOfStep(steps: readonly RunStep[], key: string): NoticeEvent {
  return steps.find((step) => step.key === key)?.kind === "over_limit" ? "over_limit_needed" : "decision_needed";
}
