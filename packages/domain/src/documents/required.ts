import { blocker } from "../kernel/blockers.ts";
import type { Blocker } from "../kernel/errors.ts";

/** What a kind may require of a card, by the names of its list; the rest of the list is what the file itself must show. */
const FIELDS = {
  number: "docNumber",
  regNumber: "docNumber",
  date: "docDate",
  counterparty: "counterparty",
  subject: "subject",
  validFrom: "validFrom",
  validTo: "validTo",
  amount: "amount",
  currency: "currency",
} as const;

/** Fields of a card that a kind can demand, as pages call them. */
export type DemandedField = (typeof FIELDS)[keyof typeof FIELDS];

/** Names under which a kind demands the contract it belongs to: an act its contract, an addendum its parent. */
const CONTRACTS: readonly string[] = ["contract", "parent"];

export interface Demands {
  /** The list of the kind. */
  required: readonly string[];
  /** What the card has. */
  filled: ReadonlySet<DemandedField>;
  /** Whether a contract is linked with it. */
  hasContract: boolean;
  /** The field in the reader's words. */
  nameOf: (field: DemandedField) => string;
}

/** One blocker for each thing that the kind requires and the card lacks, in the order of the kind's list. */
export function requiredBlockers({ required, filled, hasContract, nameOf }: Demands): Blocker[] {
  const found = required.flatMap((name): Blocker[] => {
    if (CONTRACTS.includes(name)) return hasContract ? [] : [blocker("document_contract_missing")];
    const field = isField(name) ? FIELDS[name] : undefined;
    return field === undefined || filled.has(field) ? [] : [blocker("field_required", undefined, { field: nameOf(field) })];
  });
  return found.filter((one, index) => found.findIndex((other) => isSame(one, other)) === index);
}

function isField(name: string): name is keyof typeof FIELDS {
  return Object.hasOwn(FIELDS, name);
}

function isSame(one: Blocker, other: Blocker): boolean {
  return one.code === other.code && one.params?.["field"] === other.params?.["field"];
}
