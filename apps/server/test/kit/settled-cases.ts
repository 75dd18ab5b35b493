import { deepStrictEqual } from "node:assert/strict";
import { subscribe } from "node:diagnostics_channel";
import type { Context } from "../../src/platform/context.ts";
import type { Tx } from "../../src/platform/db/database.ts";
import type { RequestCase } from "../../src/modules/requests/load.ts";

/** A request at rest, as `settleRequest` shows it. */
interface Settled {
  tx: Tx;
  ctx: Context;
  request: RequestCase;
  looks: Promise<void>[];
}

const KEY = Symbol.for("tartip.test.settled");

/** For every request that any test moves: the case carried through the transition is the one the database now holds. */
// A worker that runs several test files loads this once for each.
if (!Reflect.has(globalThis, KEY)) {
  Reflect.set(globalThis, KEY, true);
  subscribe("tartip.request.settled", (message) => {
    // reason: the one publisher of this channel shows exactly this
    const { tx, ctx, request, looks } = message as Settled;
    looks.push(compare(tx, ctx, request));
  });
}

async function compare(tx: Tx, ctx: Context, request: RequestCase): Promise<void> {
  const [{ readCase }, { caseOf }] = await Promise.all([
    import("../../src/modules/requests/case-query.ts"),
    import("../../src/modules/requests/load.ts"),
  ]);
  const held = await caseOf(tx, ctx, await readCase(tx, request.record.id));
  try {
    deepStrictEqual(comparable(request), comparable(held));
  } catch (error) {
    // The caller only sees that the server failed.
    process.stderr.write(`the case carried through a transition is not what was written:\n${String(error)}\n`);
    throw error;
  }
}

/** Lists that no rule reads by their order are compared as sets. The stamp is of the reference data, not of the request. */
function comparable({ row, facts, values, rates, invoiceBlockers }: RequestCase) {
  const { stamp: _stamp, ...written } = row;
  const participants = sorted(row.participants);
  const steps = row.steps.map((step) => ({ ...step, candidates: sorted(step.candidates) }));
  const { record, ...rules } = facts;
  const people = Object.entries(record).map(([key, value]) => [key, Array.isArray(value) ? sorted(value) : value]);
  const open = facts.openSteps.map((step) => ({ ...step, candidateIds: sorted(step.candidateIds) }));
  const reminder = { ...facts.reminder, awaitedIds: sorted(facts.reminder.awaitedIds) };
  return {
    // A run is stored as JSON, which knows no property without a value.
    row: { ...written, participants, steps, run: JSON.parse(JSON.stringify(row.run)) },
    facts: { ...rules, openSteps: open, reminder, record: Object.fromEntries(people) },
    values,
    rates,
    invoiceBlockers,
  };
}

function sorted<T>(list: readonly T[]): T[] {
  return list.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}
