import { readActor, readQuorum, readWhen } from "../approvals/parse-step.ts";
import type { RouteStep } from "../approvals/run.ts";
import { inGraphOrder } from "../approvals/steps.ts";
import type { Scope } from "../kernel/conditions.ts";
import { DomainError } from "../kernel/errors.ts";
import type { FieldError } from "../kernel/errors.ts";
import { readObject } from "../kernel/json-reader.ts";
import type { Label } from "../kernel/label.ts";
import type { KnownField } from "../kernel/parse-condition.ts";
import type { RefusalCode } from "../kernel/refusals.ts";

/** A step of a document's route: somebody decides. */
export interface DocumentStep extends RouteStep {
  title: Label;
  slaWorkHours: number;
}

/** Who approves documents of these kinds, one after the other. */
export interface DocumentRoute {
  kinds: readonly string[];
  steps: readonly DocumentStep[];
}

/** What the condition of a step may ask of a card; a foreign amount only by its twin in the base currency. */
const FIELDS: ReadonlyMap<string, KnownField> = new Map<string, KnownField>([
  ["amountBase", { kind: "number" }],
  ["amount", { kind: "number", foreignMoney: true }],
  ["currency", { kind: "text" }],
]);

/**
 * Reads the routes as strictly as a request type.
 *
 * @param thresholds names of the settings a condition may compare with
 * @throws DomainError `bad_input` with every mistake, by its path in the JSON
 */
export function parseDocumentRoutes(json: unknown, thresholds: readonly string[]): DocumentRoute[] {
  const errors: FieldError[] = [];
  const reader = readObject({ routes: json }, "", ["routes"], errors);
  const routes = reader?.list("routes", (item, path) => readRoute(item, path, thresholds, errors)) ?? [];
  if (errors.length > 0) throw new DomainError("bad_input", "the routes of documents have mistakes", { fields: errors });
  // A step that waits for an unknown one, or for itself, would never open.
  for (const { steps } of routes) inGraphOrder({ steps });
  return routes;
}

function readRoute(json: unknown, path: string, thresholds: readonly string[], errors: FieldError[]): DocumentRoute | undefined {
  const reader = readObject(json, path, ["kinds", "steps"], errors);
  if (!reader) return undefined;
  const names = { fields: FIELDS, isFact: () => false, thresholds: new Set(thresholds) };
  const steps = reader.list("steps", (item, at): DocumentStep | undefined => {
    const step = readObject(item, at, ["key", "title", "after", "slaWorkHours", "by", "when", "quorum"], errors);
    if (!step) return undefined;
    return {
      key: step.text("key", /^[a-z][A-Za-z0-9_]{0,39}$/),
      as: "approval",
      title: step.label("title"),
      after: step.texts("after"),
      slaWorkHours: step.number("slaWorkHours", 1, 1000),
      by: readActor(step.raw("by"), `${at}.by`, errors),
      when: readWhen(step, at, names, errors),
      quorum: readQuorum(step.raw("quorum"), `${at}.quorum`, errors),
    };
  });
  return { kinds: reader.texts("kinds"), steps };
}

/** The routes of this JSON by the thresholds a company has: read once, not for every document that is opened. */
export function routesOf(json: unknown): (thresholds: readonly string[]) => readonly DocumentRoute[] {
  const read = new Map<string, readonly DocumentRoute[]>();
  return (thresholds) => {
    const key = thresholds.toSorted().join(" ");
    let routes = read.get(key);
    if (!routes) read.set(key, (routes = parseDocumentRoutes(json, thresholds)));
    return routes;
  };
}

/** The steps for a kind of document; null when a document of the kind is only registered. */
export function routeOf(routes: readonly DocumentRoute[], kindCode: string): readonly DocumentStep[] | null {
  return routes.find((route) => route.kinds.includes(kindCode))?.steps ?? null;
}

/** The card as the conditions of its route see it. */
export function routeScope(
  card: { amountMinor: number | null; currency: string | null; baseMinor: number | null },
  thresholds: Scope["thresholds"],
): Scope {
  const fields = {
    amount: card.amountMinor ?? undefined,
    currency: card.currency ?? undefined,
    amountBase: card.baseMinor ?? undefined,
  };
  return { fields, facts: {}, thresholds, moneyFields: new Set(["amount", "amountBase"]) };
}

/** S1 of a document: its author, the last person who changed what votes are about and the person who brought its file do not approve it. */
export function barredAsWriters(writerIds: readonly (string | null)[]): Map<string, RefusalCode> {
  return new Map(writerIds.flatMap((id): [string, RefusalCode][] => (id === null ? [] : [[id, "s1_wrote"]])));
}
