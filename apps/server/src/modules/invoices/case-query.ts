import { CAME_TO_NOTHING } from "@tartip/domain/invoices/workflow";
import { INVOICE_FILE, type InvoiceFacts } from "@tartip/domain/invoices/facts";
import type { RecordFacts } from "@tartip/domain/access/visibility";
import type { BasisTerms } from "@tartip/domain/invoices/doubts";
import type { InvoiceTraits } from "@tartip/domain/invoices/duplicates";
import { notFound } from "@tartip/domain/kernel/errors";
import { sql, type RawBuilder } from "kysely";
import type { Db, Tx } from "../../platform/db/database.ts";
import type { RecordRow } from "../../records/record.ts";
import { HAS_FILE, IS_REGISTERED } from "../documents/questions.ts";
import { payerIdsOf } from "../payments/questions.ts";
import { supplierAccount } from "./account.ts";
import { invoiceColumns, type InvoiceRow, type SplitRow } from "./row.ts";

/** What other tables say of the invoice. Votes and files are those of its request when it has one. */
export interface Surroundings {
  bin: string | null;
  taxId: string | null;
  resident: boolean;
  paysVat: boolean;
  /** Terms of the document it is paid by. */
  basisTerms: Omit<BasisTerms, "id"> | null;
  account: InvoiceFacts["account"];
  hasFile: boolean;
  basisDocumentKind: string | null;
  basisHasFile: boolean;
  basisRegistered: boolean;
  /** Keys of duplicates that a decision let pass. */
  overriddenFor: string[];
  votesVoided: boolean;
  voterIds: string[];
  payerIds: string[];
  askedIds: string[];
  closingLinked: boolean;
  /** The invoice and the request above it. */
  people: RecordPeople[];
}

/** The columns of a record that the read policy looks at, with everybody of it. */
export type RecordPeople = Omit<
  RecordFacts,
  "parents" | "namedBy" | "kind" | "participantIds" | "watcherIds" | "approverIds" | "taskAssigneeIds"
> & { id: string; roles: { personId: string; role: string }[] };

/** An invoice, its shared row and everything its rules look at. */
export interface InvoiceCaseRow extends Surroundings, InvoiceRow, RecordRow {
  id: string;
  splits: SplitRow[];
  /** The invoice itself and whatever may be the same one. */
  alike: InvoiceTraits[];
}

/** Everything an invoice's rules look at, in one statement. Lock it first when the answer will be acted on. */
export async function readInvoiceCase(db: Db | Tx, id: string): Promise<InvoiceCaseRow> {
  const [row] = await readCases(db, sql`i.id = ${id}`);
  if (!row) throw notFound("invoice");
  return row;
}

/** The same for all invoices of a request, in the order in which they are locked. */
export function readInvoiceCasesOf(db: Db | Tx, requestId: string): Promise<InvoiceCaseRow[]> {
  return readCases(db, sql`i.request_id = ${requestId}`);
}

async function readCases(db: Db | Tx, which: RawBuilder<unknown>): Promise<InvoiceCaseRow[]> {
  const { rows } = await sql<InvoiceCaseRow>`
    select ${invoiceColumns}, ${recordColumns}, ${splits} as splits, ${alike} as alike,
      c.bin, c.tax_id as "taxId", c.resident, c.vat_payer as "paysVat", ${basisTerms} as "basisTerms", ${account} as account, ${hasFile} as "hasFile",
      d.kind_code as "basisDocumentKind",
      ${HAS_FILE} as "basisHasFile", ${IS_REGISTERED} as "basisRegistered",
      ${overriddenFor} as "overriddenFor", ${votesVoided} as "votesVoided", ${voterIds} as "voterIds", ${payerIdsOf(sql`i.id`)} as "payerIds", ${askedIds} as "askedIds",
      exists (select 1 from record_links l where l.kind = 'closing' and l.from_id in (i.id, i.request_id)) as "closingLinked",
      ${people} as people
    from invoices i join records r on r.id = i.id join counterparties c on c.id = i.counterparty_id
    cross join lateral (select coalesce(i.request_id, i.id) as id) voted
    left join documents d on d.id = i.basis_id
    where ${which} order by i.id`.execute(db);
  return rows;
}

const recordColumns = sql`r.kind, r.type_code as "typeCode", r.number, r.title, r.status, r.open, r.restricted, r.priority,
  r.author_id as "authorId", r.assignee_id as "assigneeId", r.queue_id as "queueId", r.subject_id as "subjectId",
  r.department_id as "departmentId", r.branch_id as "branchId", r.project_id as "projectId", r.due_at as "dueAt", r.version,
  r.created_at as "createdAt", r.updated_at as "updatedAt", r.closed_at as "closedAt"`;

const splits = sql`coalesce((select json_agg(json_build_object('lineNo', s.line_no, 'title', s.title, 'branchId', s.branch_id,
    'projectId', s.project_id, 'costItemId', s.cost_item_id, 'month', s.month, 'amountMinor', s.amount_minor, 'baseMinor', s.base_minor)
    order by s.line_no) from invoice_splits s where s.invoice_id = i.id), '[]')`;

const basisTerms = sql`(case when d.id is null then null else json_build_object('date', d.doc_date, 'validTo', d.valid_to,
  'amountMinor', d.amount_minor, 'currency', d.currency, 'takenMinor', coalesce((select sum(o.amount_minor)
    from invoices o join records t on t.id = o.id
    where o.basis_id = d.id and o.id <> i.id and o.currency = i.currency and t.status not in (${sql.join(CAME_TO_NOTHING)})), 0)) end)`;

/** Invoices of the same payee, or with the same day and amount: each way by its own index. */
const alike = sql`(select json_agg(json_build_object('id', o.id, 'payee', coalesce(oc.bin, oc.id::text), 'number', o.invoice_number,
    'date', o.invoice_date, 'amountMinor', o.amount_minor, 'currency', o.currency, 'status', t.status))
  from (select e.id from invoices e where e.id = i.id
    union select e.id from invoices e where e.counterparty_id = i.counterparty_id
      and e.invoice_date between i.invoice_date - 366 and i.invoice_date + 366
    union select e.id from invoices e where e.amount_minor = i.amount_minor and e.invoice_date = i.invoice_date) near
  join invoices o on o.id = near.id join records t on t.id = o.id join counterparties oc on oc.id = o.counterparty_id
  where o.id = i.id or t.status not in (${sql.join(CAME_TO_NOTHING)}))`;

/** The account that was decided on, in use or not; before a decision, the counterparty's own one in the invoice's currency. */
const account = sql`coalesce((select case when b.retired_at is not null then 'changed' when b.confirmed_at is not null then 'confirmed'
    else 'unconfirmed' end
  from bank_accounts b where b.id = coalesce(i.bank_account_id, (${supplierAccount(sql`i`)}))), 'absent')`;

const hasFile = sql`(exists (select 1 from files f where f.id = i.file_id and f.removed_at is null)
  or exists (select 1 from files f where f.record_id = i.id and f.field_key = ${INVOICE_FILE} and f.removed_at is null))`;

const overriddenFor = sql`coalesce((select json_agg(a.after->>'key') from audit_events a
  where a.record_id = i.id and a.action = 'invoice.duplicate_overridden'), '[]')`;

const votesVoided = sql`exists (select 1 from approval_votes v join approval_runs u on u.id = v.run_id and u.status <> 'cancelled'
  where v.record_id = voted.id and v.void_reason = 'changed' and not exists (
    select 1 from approval_votes s where s.step_id = v.step_id and s.voided_at is null))`;

const voterIds = sql`coalesce((select json_agg(p.id) from (
  select v.person_id from approval_votes v where v.record_id = voted.id and v.voided_at is null
  union select v.on_behalf_of_id from approval_votes v
    where v.record_id = voted.id and v.voided_at is null and v.on_behalf_of_id is not null) p(id)), '[]')`;

const askedIds = sql`coalesce((select json_agg(p.id) from (
  select k.person_id from approval_candidates k join approval_steps s on s.id = k.step_id
  where s.record_id = voted.id and s.status = 'open') p(id)), '[]')`;

const people = sql`(select json_agg(json_build_object('id', x.id, 'draft', x.status = 'draft', 'restricted', x.restricted,
    'typeCode', x.type_code, 'documentGroup', null, 'departmentId', x.department_id, 'branchId', x.branch_id, 'authorId', x.author_id,
    'responsibleId', x.assignee_id, 'subjectId', x.subject_id, 'queueId', x.queue_id,
    'roles', coalesce((select json_agg(json_build_object('personId', p.person_id, 'role', p.role))
      from participants p where p.record_id = x.id), '[]')))
  from records x where x.id in (i.id, i.request_id))`;
