import { afterAll, beforeAll } from "vitest";
import { kindOf, registerKind, type RecordKind } from "../../src/records/kinds.ts";

/** Has a kind registered otherwise while the tests of this file run; called beside its hooks, it is given back by itself. */
export function withKind(kind: string, otherwise: (own: RecordKind) => RecordKind): void {
  let own: RecordKind | undefined;
  beforeAll(() => {
    own = kindOf(kind);
    registerKind(otherwise(own));
  });
  afterAll(() => {
    if (own) registerKind(own);
  });
}

/** Kinds that are not registered any more as they were. */
export function changedKinds(before: readonly RecordKind[], after: readonly RecordKind[]): string[] {
  return before.filter((own) => !after.includes(own)).map(({ kind }) => kind);
}
