import { enforce } from "@tartip/domain/kernel/decision";
import { DomainError, notFound, refuseIfBlocked, type Blocker } from "@tartip/domain/kernel/errors";
import { journalAction } from "@tartip/domain/kernel/journal";
import { edgeFrom, nextState } from "@tartip/domain/kernel/workflow";
import type { FastifyRequest } from "fastify";
import { audit, auditRefusal } from "../platform/audit.ts";
import type { Context } from "../platform/context.ts";
import { inTransaction, type Tx } from "../platform/db/transaction.ts";
import { maybeIdempotent } from "../platform/http/idempotency.ts";
import { kindOf, type KindFacts, type RecordKind, type TransitionInput } from "./kinds.ts";
import { seeBefore } from "./notices/tell.ts";
import { setStatus } from "./record.ts";

/** Takes one action on one record in a transaction of its own; a refusal is audited after the rollback. */
export async function transition(ctx: Context, kind: string, id: string, input: TransitionInput): Promise<void> {
  await auditingRefusals(ctx, kind, id, input.action, () =>
    inTransaction(ctx.app, (tx) => applyTransition(tx, ctx, kind, id, input)),
  );
}

/**
 * The same for a route: once per `Idempotency-Key` when the caller sent one.
 *
 * @returns the facts it left, or nothing where it was done before or its kind keeps none
 */
export async function transitionOnce(
  request: FastifyRequest,
  kind: string,
  id: string,
  input: TransitionInput,
): Promise<KindFacts | undefined> {
  const ctx = request.context;
  // By answer: an attempt that was rolled back leaves nothing, and of a twin's answer nothing was left here.
  const left = new Map<object, KindFacts | undefined>();
  const answer = await auditingRefusals(ctx, kind, id, input.action, () =>
    maybeIdempotent(ctx, request, async (tx) => {
      const own = { status: 200, body: null };
      left.set(own, await applyTransition(tx, ctx, kind, id, input));
      return own;
    }),
  );
  return left.get(answer);
}

/** Runs `work` and, when a rule refuses it, writes the refusal down in a transaction of its own. */
export async function auditingRefusals<T>(
  ctx: Context,
  kind: string,
  id: string,
  action: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError && ["forbidden", "segregation", "blocked"].includes(error.code)) {
      const rule = error.details.key ?? error.details.blockers?.map((one) => one.code).join(",") ?? error.code;
      await auditRefusal(ctx, {
        action: `${kind}.${action}`,
        entity: kind,
        recordId: id,
        rule,
        detail: { message: error.message },
      });
    }
    throw error;
  }
}

/** Refusals that a vote, a moment ago, has brought about: it moves no version, so the page may be as new as the record. */
const OUTVOTED: ReadonlySet<string> = new Set(["step_not_open", "voted_already"]);
/** Refusals that another person's action may have brought about, when the page is older than the record. */
const OVERTAKEN: ReadonlySet<string> = new Set(["taken_already", "acted_after_vote"]);

/**
 * The one path of every action a person takes, by button, bulk, API or import (the system's own moves end in `setStatus`):
 * lock → see (404) → may (403) → fresh (409) → edge (409) → guards (422) → change → status → audit → what follows.
 *
 * @returns the facts in which the record came to rest, where its kind keeps them
 */
export async function applyTransition(
  tx: Tx,
  ctx: Context,
  kind: string,
  id: string,
  input: TransitionInput,
): Promise<KindFacts | undefined> {
  const own = kindOf(kind);
  await own.lock(tx, id);
  const facts = await own.loadFacts(tx, ctx, id);
  const before = facts.record;
  if (!own.mayRead(ctx.actor, facts)) throw notFound(kind);
  const edge = Object.hasOwn(own.workflow.edges, input.action) ? own.workflow.edges[input.action] : undefined;
  if (!edge || edge.automatic) throw new DomainError("invalid_transition", `${kind} has no action ${input.action}`);
  const decision = own.may(input.action, ctx.actor, facts, input);
  const stale = input.version !== before.version;
  // Who was merely too late is told that it changed, not that they have no right.
  const late = !decision.allowed && (OUTVOTED.has(decision.rule) || (stale && OVERTAKEN.has(decision.rule)));
  if (!late) enforce(decision, input.action);
  if (stale || late) throw new DomainError("stale_version", `${kind} is at version ${before.version}, not ${input.version}`);
  const to = nextState(own.workflow, before.status, input.action, input.reason);
  refuseIfBlocked(own.blockers(input.action, facts, input));

  const after = (await own.effect(tx, ctx, input.action, facts, input)) ?? facts;
  const rest = { final: own.workflow.final.includes(to), patch: own.sets?.(input.action, ctx.actor) ?? {} };
  const moved = to === before.status ? {} : await setStatus(tx, ctx, before, to, input.action, rest);
  const principalId = own.principal?.(ctx.actor, facts, input) ?? null;
  await audit(tx, ctx, {
    action: journalAction(kind, input.action),
    recordId: id,
    entity: kind,
    entityId: id,
    before: { status: before.status },
    after: { status: to, ...(input.comment?.trim() ? { comment: input.comment.trim() } : {}) },
    ...(principalId === null ? {} : { onBehalfOfId: principalId }),
    ...(input.reason ? { reason: input.reason } : {}),
  });
  const settled =
    (await own.settle(tx, ctx, { before: facts, after, record: { ...after.record, ...moved } }, input)) ?? undefined;
  seeBefore(tx, ctx, id);
  return settled;
}

export interface ActionView {
  action: string;
  allowed: boolean;
  needsReason: boolean;
  blockers: Blocker[];
}

/**
 * What the person may do with the record now, and what stands in the way of the rest. Actions that the person
 * has no right to, or that do not exist in this status, are left out; the page draws exactly this list.
 */
export function actionsFor(own: RecordKind, ctx: Context, facts: KindFacts): ActionView[] {
  const views: ActionView[] = [];
  for (const action of Object.keys(own.workflow.edges)) {
    const edge = edgeFrom(own.workflow, facts.record.status, action);
    if (!edge || edge.automatic) continue;
    const decision = own.may(action, ctx.actor, facts);
    if (!decision.allowed && decision.hidden) continue;
    const blockers = decision.allowed ? own.blockers(action, facts) : [{ code: `rule.${decision.rule}` }];
    views.push({ action, allowed: blockers.length === 0, needsReason: edge.needsReason ?? false, blockers });
  }
  return views;
}
