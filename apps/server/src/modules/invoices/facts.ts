import type { RecordFacts, RecordKind as KindName } from "@tartip/domain/access/visibility";
import { findDuplicates, type Duplicate } from "@tartip/domain/invoices/duplicates";
import type { InvoiceFacts } from "@tartip/domain/invoices/facts";
import type { InvoiceState } from "@tartip/domain/invoices/workflow";
import { checkBinIin } from "@tartip/domain/requisites/bin";
import { sql } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";
import type { KindFacts } from "../../records/kinds.ts";
import { loadRecord } from "../../records/record.ts";
import { readInvoice, readSplits, type InvoiceRow, type SplitRow } from "./row.ts";

/** An invoice with all its rules look at. */
export interface InvoiceCase extends KindFacts {
  row: InvoiceRow;
  splits: SplitRow[];
  facts: InvoiceFacts;
  /** Invoices that look like this one, surest first. */
  duplicates: Duplicate[];
}

/** Loads the invoice for reading or, after `lockInvoice`, for acting. */
export async function loadInvoice(db: Db | Tx, id: string): Promise<InvoiceCase> {
  const row = await readInvoice(db, id);
  const record = await loadRecord(db, id);
  const splits = await readSplits(db, id);
  const duplicates = await duplicatesOf(db, row);
  const seen = await readSurroundings(db, row);
  const facts: InvoiceFacts = {
    id,
    // reason: the workflow test holds the statuses of the table to these states
    state: record.status as InvoiceState,
    record: seen.record,
    requestId: row.requestId,
    amountMinor: row.amountMinor,
    paidMinor: row.paidMinor,
    splitMinors: splits.map((split) => split.amountMinor),
    counterparty: { id: row.counterpartyId, bin: binState(seen) },
    account: seen.account,
    hasFile: seen.hasFile,
    basis:
      seen.basisKind === null || row.basisId === null
        ? null
        : { documentId: row.basisId, kind: seen.basisKind, hasFile: seen.basisHasFile },
    knp: row.knp,
    cellsKnown: splits.length > 0,
    duplicate: duplicates[0]?.level ?? "none",
    duplicateReason: row.duplicateReason ?? "",
    duplicateOverridden: seen.overridden,
    budget: "fits",
    votesVoided: seen.votesVoided,
    voterIds: seen.voterIds,
    openStepCandidateIds: seen.askedIds,
    closingDocument: row.closingWaived !== null ? "waived" : seen.closingLinked ? "linked" : "absent",
  };
  return { record, row, splits, facts, duplicates };
}

interface Surroundings {
  record: RecordFacts;
  bin: string | null;
  taxId: string | null;
  resident: boolean;
  account: "confirmed" | "unconfirmed" | "absent";
  hasFile: boolean;
  basisKind: string | null;
  basisHasFile: boolean;
  overridden: boolean;
  votesVoided: boolean;
  voterIds: string[];
  askedIds: string[];
  closingLinked: boolean;
}

function binState({ bin, taxId, resident }: Surroundings): "valid" | "invalid" | "absent" {
  const code = bin ?? taxId;
  if (code === null || code === "") return "absent";
  return !resident || checkBinIin(code).ok ? "valid" : "invalid";
}

/** What other tables say of the invoice, in one statement. Votes and files are those of its request when it has one. */
async function readSurroundings(db: Db | Tx, row: InvoiceRow): Promise<Surroundings> {
  const voted = row.requestId ?? row.id;
  const { rows } = await sql<Omit<Surroundings, "record">>`
    select c.bin, c.tax_id as "taxId", c.resident, ${accountState(row)} as account,
      (exists (select 1 from files f where f.id = ${row.fileId} and f.removed_at is null)
        or exists (select 1 from files f where f.record_id in (${row.id}, ${voted}) and f.field_key = 'invoiceFile' and f.removed_at is null)) as "hasFile",
      d.kind_code as "basisKind", exists (select 1 from files f where f.record_id = d.id and f.removed_at is null) as "basisHasFile",
      exists (select 1 from audit_events a where a.record_id = ${row.id} and a.action = 'invoice.duplicate_overridden'
        and a.after->>'key' = ${duplicateKey(row)}) as overridden,
      exists (select 1 from approval_votes v join approval_runs r on r.id = v.run_id and r.status <> 'cancelled'
        where v.record_id = ${voted} and v.void_reason = 'changed' and not exists (
          select 1 from approval_votes s where s.step_id = v.step_id and s.voided_at is null)) as "votesVoided",
      ${idsOf(sql`select v.person_id from approval_votes v where v.record_id = ${voted} and v.voided_at is null
        union select v.on_behalf_of_id from approval_votes v where v.record_id = ${voted} and v.voided_at is null and v.on_behalf_of_id is not null`)} as "voterIds",
      ${idsOf(sql`select k.person_id from approval_candidates k join approval_steps s on s.id = k.step_id
        where s.record_id = ${voted} and s.status = 'open'`)} as "askedIds",
      exists (select 1 from record_links l where l.kind = 'closing' and l.from_id in (${row.id}, ${voted})) as "closingLinked"
    from counterparties c left join documents d on d.id = ${row.basisId}
    where c.id = ${row.counterpartyId}`.execute(db);
  const [found] = rows;
  if (!found) throw new Error(`invoice ${row.id} has no counterparty`);
  return { ...found, record: await recordFacts(db, row) };
}

/** What a decision to let a duplicate pass was given for; a change of any of it asks again. */
export function duplicateKey(row: InvoiceRow): string {
  return [row.counterpartyId, row.invoiceNumber, row.invoiceDate, row.amountMinor, row.currency].join("|");
}

/** The account named on the invoice, else the counterparty's own one in its currency. */
function accountState(row: InvoiceRow) {
  return sql`coalesce((select case when b.confirmed_at is not null then 'confirmed' else 'unconfirmed' end from bank_accounts b
    where b.counterparty_id = ${row.counterpartyId} and b.retired_at is null
      and (b.id = ${row.bankAccountId} or (${row.bankAccountId}::uuid is null and b.currency = ${row.currency}))
    order by b.confirmed_at desc nulls last, b.id limit 1), 'absent')`;
}

function idsOf(people: ReturnType<typeof sql>) {
  return sql`coalesce((select json_agg(p.id) from (${people}) as p(id)), '[]')`;
}

/** The invoice, and the request above it, as the read policy sees them. */
async function recordFacts(db: Db | Tx, row: InvoiceRow): Promise<RecordFacts> {
  const ids = row.requestId === null ? [row.id] : [row.id, row.requestId];
  const { rows } = await sql<Omit<RecordFacts, "parents"> & { id: string; roles: { personId: string; role: string }[] }>`
    select r.id, r.kind, r.status = 'draft' as draft, r.restricted, r.type_code as "typeCode", null as "documentGroup",
      r.department_id as "departmentId", r.branch_id as "branchId", r.author_id as "authorId", r.assignee_id as "responsibleId",
      r.subject_id as "subjectId", r.queue_id as "queueId",
      coalesce((select json_agg(json_build_object('personId', p.person_id, 'role', p.role)) from participants p where p.record_id = r.id), '[]') as roles
    from records r where r.id = any(${ids}::uuid[])`.execute(db);
  const facts = rows.map(({ roles, id, ...rest }) => {
    const having = (...wanted: string[]): string[] => roles.filter((one) => wanted.includes(one.role)).map((one) => one.personId);
    const kind: KindName = id === row.id ? "invoice" : "request";
    return {
      ...rest,
      kind,
      participantIds: having("contractor", "mentioned", "reviewer", "watcher"),
      watcherIds: having("watcher"),
      approverIds: having("approver"),
      taskAssigneeIds: having("task"),
      parents: [],
    };
  });
  const own = facts.find((one) => one.kind === "invoice");
  if (!own) throw new Error(`invoice ${row.id} has no record`);
  return { ...own, parents: facts.filter((one) => one.kind === "request") };
}

/** Invoices of the same payee, or with the same number and amount, that look like this one. */
async function duplicatesOf(
  db: Db | Tx,
  row: Pick<InvoiceRow, "id" | "counterpartyId" | "invoiceNumber" | "invoiceDate" | "amountMinor" | "currency">,
): Promise<Duplicate[]> {
  const { rows } = await sql<{
    id: string;
    payee: string;
    number: string;
    date: string;
    amountMinor: number;
    currency: string;
    status: string;
  }>`
    select i.id, coalesce(c.bin, c.id::text) as payee, i.invoice_number as number, i.invoice_date as date, i.amount_minor as "amountMinor",
      i.currency, r.status
    from invoices i join records r on r.id = i.id join counterparties c on c.id = i.counterparty_id
    where i.id = ${row.id} or (r.status not in ('rejected', 'cancelled') and i.invoice_date between ${row.invoiceDate}::date - 366 and ${row.invoiceDate}::date + 366
      and (i.counterparty_id = ${row.counterpartyId}
        or (i.amount_minor = ${row.amountMinor} and i.invoice_date = ${row.invoiceDate})))`.execute(db);
  const own = rows.find((one) => one.id === row.id);
  return own ? findDuplicates(own, rows) : [];
}
