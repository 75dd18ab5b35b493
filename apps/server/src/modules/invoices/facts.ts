import { peopleFacts } from "../../records/people-facts.ts";
import type { RecordFacts } from "@tartip/domain/access/visibility";
import type { Kind } from "@tartip/domain/kernel/kinds";
import { invoiceDoubts, type Doubted } from "@tartip/domain/invoices/doubts";
import { findDuplicates, type Duplicate } from "@tartip/domain/invoices/duplicates";
import type { InvoiceFacts } from "@tartip/domain/invoices/facts";
import type { InvoiceState } from "@tartip/domain/invoices/workflow";
import { checkBinIin } from "@tartip/domain/requisites/bin";
import type { Db, Tx } from "../../platform/db/database.ts";
import type { KindFacts } from "../../records/kinds.ts";
import { readInvoiceCase, readInvoiceCasesOf, type InvoiceCaseRow, type Surroundings } from "./case-query.ts";
import type { InvoiceRow, SplitRow } from "./row.ts";

/** An invoice with everything its rules look at. */
export interface InvoiceCase extends KindFacts {
  row: InvoiceRow;
  splits: SplitRow[];
  facts: InvoiceFacts;
  /** Invoices that look like this one, surest first. */
  duplicates: Duplicate[];
  /** What may be wrong with its papers, with the answer that holds for what it arose from. */
  doubts: (Doubted & { reason: string | null })[];
}

/** Loads the invoice for reading or, after `lockInvoice`, for acting. */
export async function loadInvoice(db: Db | Tx, id: string): Promise<InvoiceCase> {
  return caseOf(await readInvoiceCase(db, id));
}

/** Loads every invoice of a request, in the order in which they are locked. */
export async function loadInvoicesOf(db: Db | Tx, requestId: string): Promise<InvoiceCase[]> {
  return (await readInvoiceCasesOf(db, requestId)).map(caseOf);
}

function caseOf(row: InvoiceCaseRow): InvoiceCase {
  const { id, splits, alike } = row;
  const own = alike.find((one) => one.id === id);
  const duplicates = own ? findDuplicates(own, alike) : [];
  const doubts = invoiceDoubts(doubtFacts(row)).map((one) => ({ ...one, reason: answerTo(row, one) }));
  const facts: InvoiceFacts = {
    id,
    // reason: the workflow test holds the statuses of the table to these states
    state: row.status as InvoiceState,
    record: recordFacts(row),
    requestId: row.requestId,
    amountMinor: row.amountMinor,
    paidMinor: row.paidMinor,
    restWaivedMinor: row.restWaivedMinor,
    splitMinors: splits.map((split) => split.amountMinor),
    counterparty: { id: row.counterpartyId, bin: binState(row) },
    account: row.account,
    hasFile: row.hasFile,
    basis:
      row.basisDocumentKind === null || row.basisId === null
        ? null
        : { documentId: row.basisId, kind: row.basisDocumentKind, hasFile: row.basisHasFile, registered: row.basisRegistered },
    knp: row.knp,
    cellsKnown: splits.length > 0,
    duplicate: duplicates[0]?.level ?? "none",
    duplicateReason: row.duplicateReason ?? "",
    duplicateOverridden: row.overriddenFor.includes(duplicateKey(row)),
    openDoubts: doubts.flatMap(({ doubt, reason }) => (reason === null ? [doubt] : [])),
    budget: "fits",
    votesVoided: row.votesVoided,
    voterIds: row.voterIds,
    payerIds: row.payerIds,
    openStepCandidateIds: row.askedIds,
    closingDocument: row.closingWaived !== null ? "waived" : row.closingLinked ? "linked" : "absent",
  };
  return { record: row, row, splits, facts, duplicates, doubts };
}

function doubtFacts({
  vatRate,
  invoiceDate,
  amountMinor,
  currency,
  counterpartyId,
  paysVat,
  basisId,
  basisTerms,
}: InvoiceCaseRow) {
  const basis = basisId === null || basisTerms === null ? null : { id: basisId, ...basisTerms };
  return { vatRate, invoiceDate, amountMinor, currency, supplier: { id: counterpartyId, paysVat }, basis };
}

/** The reason given for exactly this; what it arose from may have changed since. */
function answerTo({ doubtAnswers }: InvoiceRow, { doubt, key }: Doubted): string | null {
  const answer = doubtAnswers[doubt];
  return answer?.key === key ? answer.reason : null;
}

function binState({ bin, taxId, resident }: Surroundings): "valid" | "invalid" | "absent" {
  const code = bin ?? taxId;
  if (code === null || code === "") return "absent";
  return !resident || checkBinIin(code).ok ? "valid" : "invalid";
}

/** What a decision to let a duplicate pass was given for; a change of any of it asks again. */
export function duplicateKey(row: InvoiceRow): string {
  return [row.counterpartyId, row.invoiceNumber, row.invoiceDate, row.amountMinor, row.currency].join("|");
}

/** The invoice, and the request above it, as the read policy sees them. */
function recordFacts({ id: invoiceId, people }: InvoiceCaseRow): RecordFacts {
  const facts = people.map(({ roles, id, ...rest }) => {
    const kind: Kind = id === invoiceId ? "invoice" : "request";
    return { ...rest, ...peopleFacts(roles), kind, parents: [], namedBy: [] };
  });
  const own = facts.find((one) => one.kind === "invoice");
  if (!own) throw new Error(`invoice ${invoiceId} has no record`);
  return { ...own, parents: facts.filter((one) => one.kind === "request") };
}
