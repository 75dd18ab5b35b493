import series from "@tartip/domain/data/series.json" with { type: "json" };
import { answererOf } from "@tartip/domain/access/answerer";
import { covers } from "@tartip/domain/access/grants";
import { rewrites } from "@tartip/domain/documents/vouched";
import { enforce } from "@tartip/domain/kernel/decision";
import { amountProblem } from "@tartip/domain/kernel/money";
import { DomainError, notFound, type FieldError } from "@tartip/domain/kernel/errors";
import { needs } from "@tartip/domain/kernel/refusals";
import { audit } from "../../platform/audit.ts";
import { dayOf } from "../../platform/clock.ts";
import type { Context } from "../../platform/context.ts";
import type { Db, Tx } from "../../platform/db/database.ts";
import { numberAtCommit } from "../../records/numbering.ts";
import { addParticipant } from "../../records/participants.ts";
import { fillRecord, insertRecord, lockRecord, patchRecord, type RecordRow } from "../../records/record.ts";
import { sightOf } from "../../records/sight.ts";
import { indexRecord } from "../../records/listing/search.ts";
import { loadOrg } from "../access/questions.ts";
import { counterpartyOf } from "../counterparties/questions.ts";
import { retiredPlaces } from "../organisation/questions.ts";
import { documentChanged } from "./approval.ts";
import { documentKind, type DocumentKind } from "./questions.ts";

export interface DocumentFields {
  title: string;
  kindCode: string;
  docNumber: string;
  docDate: string | null;
  counterpartyId: string | null;
  subject: string;
  validFrom: string | null;
  validTo: string | null;
  amountMinor: number | null;
  currency: string | null;
  branchId: string | null;
  projectId: string | null;
}

export type NewDocument = Pick<DocumentFields, "kindCode"> & Partial<DocumentFields>;

/** States in which the card may still change. */
export const EDITABLE: readonly string[] = ["draft", "rework"];

/**
 * Adds a card in draft; the file follows by the shared route, and `register` makes it count.
 *
 * @throws DomainError `forbidden`, `bad_input` for an unknown kind, counterparty or wrong dates
 */
export async function createDocument(tx: Tx, ctx: Context, input: NewDocument): Promise<string> {
  const fields: DocumentFields = { ...EMPTY, branchId: ctx.actor.branchId, ...input };
  const kind = await kindOf(tx, fields.kindCode);
  enforce(needs(mayCreate(ctx, kind), "no_permission"));
  await check(tx, fields, kind, await retiredPlaces(tx, input));
  const title = titleOf(fields);
  const id = await insertRecord(tx, ctx, {
    kind: "document",
    typeCode: kind.code,
    title,
    status: "draft",
    restricted: kind.group === "hr",
    authorId: ctx.actor.id,
    departmentId: ctx.actor.departmentId,
    branchId: fields.branchId,
    projectId: fields.projectId,
  });
  await tx
    .insertInto("documents")
    .values({ id, ...rename(fields) })
    .execute();
  await addParticipant(tx, ctx, id, ctx.actor.id, "author");
  await index(tx, id, title, fields);
  await audit(tx, ctx, {
    action: "document.created",
    entity: "document",
    entityId: id,
    recordId: id,
    after: { ...fields, title },
  });
  numberAtCommit(tx, ctx, id, series.document);
  return id;
}

const EMPTY: Omit<DocumentFields, "kindCode"> = {
  title: "",
  docNumber: "",
  docDate: null,
  counterpartyId: null,
  subject: "",
  validFrom: null,
  validTo: null,
  amountMinor: null,
  currency: null,
  branchId: null,
  projectId: null,
};

/** Who may put a card of this kind into the archive. */
function mayCreate(ctx: Pick<Context, "actor">, kind: DocumentKind): boolean {
  const { departmentId, branchId } = ctx.actor;
  const target = { departmentId, branchId, documentGroup: kind.group, restricted: kind.group === "hr" };
  return covers(ctx.actor, "document.create", target) || covers(ctx.actor, "document.manage", target);
}

/** Whether the person manages documents of the kind's group where this one belongs. */
export function managesDocument(ctx: Pick<Context, "actor">, record: RecordRow, kind: DocumentKind): boolean {
  const target = {
    departmentId: record.departmentId,
    branchId: record.branchId,
    documentGroup: kind.group,
    restricted: record.restricted,
  };
  return covers(ctx.actor, "document.manage", target);
}

/**
 * Who may change the card: its author while entitled, who answers for it in the place of an author who left, and who
 * manages documents of its group.
 */
export function runsDocument(ctx: Pick<Context, "actor">, record: RecordRow, kind: DocumentKind, answererId: string): boolean {
  if (managesDocument(ctx, record, kind)) return true;
  if (ctx.actor.id === record.authorId) return mayCreate(ctx, kind);
  return ctx.actor.id === answererId;
}

/** Who answers for the document today. */
export async function answererNow(db: Db | Tx, ctx: Pick<Context, "now">, record: RecordRow): Promise<string> {
  return answererOf(await loadOrg(db, dayOf(ctx.now())), record);
}

/**
 * Changes the card while it is in draft or in rework.
 *
 * @throws DomainError `not_found`, `forbidden`, `stale_version`, `invalid_transition` once it is signed
 */
export async function updateDocument(
  tx: Tx,
  ctx: Context,
  id: string,
  version: number,
  patch: Partial<DocumentFields>,
): Promise<void> {
  await lockRecord(tx, id, "document");
  const { record } = await sightOf(tx, ctx, id);
  const before = await fieldsOf(tx, id);
  if (!before) throw notFound("document");
  const answererId = await answererNow(tx, ctx, record);
  enforce(needs(runsDocument(ctx, record, await kindOf(tx, before.kindCode), answererId), "no_permission"));
  if (record.version !== version)
    throw new DomainError("stale_version", `document is at version ${record.version}, not ${version}`);
  if (!EDITABLE.includes(record.status))
    throw new DomainError("invalid_transition", `a ${record.status} document does not change`);
  const old: DocumentFields = { ...before, title: record.title, branchId: record.branchId, projectId: record.projectId };
  const fields: DocumentFields = { ...old, ...patch };
  const kind = await kindOf(tx, fields.kindCode);
  // Another kind is a matter of rights over that kind: standing in for an author gives none.
  const mayBeOfKind = kind.code === before.kindCode || mayCreate(ctx, kind) || managesDocument(ctx, record, kind);
  enforce(needs(mayBeOfKind, "no_permission"));
  await check(tx, fields, kind, await retiredPlaces(tx, patch, old));
  // Saving the card unchanged, or changing its title alone, makes nobody a writer of what is decided on.
  const writerId = rewrites(rename(old), rename(fields)) ? ctx.actor.id : null;
  await tx
    .updateTable("documents")
    .set({ ...rename(fields), ...(writerId === null ? {} : { edited_by: writerId }) })
    .where("id", "=", id)
    .execute();
  await fillRecord(tx, id, { type_code: kind.code, restricted: kind.group === "hr" });
  await patchRecord(tx, ctx, id, { title: titleOf(fields), branch_id: fields.branchId, project_id: fields.projectId });
  await index(tx, id, titleOf(fields), fields);
  await documentChanged(tx, ctx, id, writerId);
  await audit(tx, ctx, {
    action: "document.updated",
    entity: "document",
    entityId: id,
    recordId: id,
    before: old,
    after: fields,
  });
}

/** The kind's own columns of a card. */
async function fieldsOf(tx: Tx, id: string) {
  return tx
    .selectFrom("documents")
    .select([
      "kind_code as kindCode",
      "doc_number as docNumber",
      "doc_date as docDate",
      "counterparty_id as counterpartyId",
      "subject",
    ])
    .select(["valid_from as validFrom", "valid_to as validTo", "amount_minor as amountMinor", "currency"])
    .where("id", "=", id)
    .executeTakeFirst();
}

/** @throws DomainError `bad_input` for a kind outside the list */
async function kindOf(tx: Tx, code: string): Promise<DocumentKind> {
  const kind = await documentKind(tx, code);
  if (!kind)
    throw new DomainError("bad_input", `no document kind ${code}`, { fields: [{ field: "kindCode", code: "optionUnknown" }] });
  return kind;
}

async function check(tx: Tx, fields: DocumentFields, kind: DocumentKind, retired: readonly FieldError[]): Promise<void> {
  const errors = [...retired];
  const { validFrom, validTo, counterpartyId, amountMinor, currency } = fields;
  if (validFrom !== null && validTo !== null && validTo < validFrom) errors.push({ field: "validTo", code: "endBeforeStart" });
  if (counterpartyId !== null && !(await counterpartyOf(tx, counterpartyId)))
    errors.push({ field: "counterpartyId", code: "referenceInvalid" });
  if (amountMinor !== null) {
    const problem = amountProblem(amountMinor, 0);
    if (problem) errors.push({ field: "amountMinor", code: problem });
    if (currency === null) errors.push({ field: "currency", code: "required" });
  }
  if (titleOf(fields) === "") errors.push({ field: "title", code: "required" });
  errors.push(...missing(fields, kind));
  if (errors.length > 0) throw new DomainError("bad_input", "document refused", { fields: errors });
}

/** Fields of the supplied list that a card has a column for; the rest of the list is what the file itself must show. */
const CHECKED: [string, keyof DocumentFields][] = [
  ["number", "docNumber"],
  ["date", "docDate"],
  ["counterparty", "counterpartyId"],
  ["subject", "subject"],
  ["validFrom", "validFrom"],
];

function missing(fields: DocumentFields, kind: DocumentKind): FieldError[] {
  return CHECKED.filter(([name, field]) => kind.required.includes(name) && !fields[field]).map(([, field]) => ({
    field,
    code: "required",
  }));
}

/** A card without a title of its own is called by its subject and number. */
function titleOf({ title, subject, docNumber }: DocumentFields): string {
  return (title.trim() || [subject.trim(), docNumber.trim() && `№ ${docNumber.trim()}`].filter(Boolean).join(" ")).slice(0, 500);
}

async function index(tx: Tx, id: string, title: string, fields: DocumentFields): Promise<void> {
  const counterparty = fields.counterpartyId === null ? undefined : await counterpartyOf(tx, fields.counterpartyId);
  const words = [title, fields.docNumber, fields.subject, counterparty?.name, counterparty?.bin];
  await indexRecord(tx, id, "document", words.filter(Boolean).join(" "));
}

function rename(fields: DocumentFields) {
  return {
    kind_code: fields.kindCode,
    doc_number: fields.docNumber.trim(),
    doc_date: fields.docDate,
    counterparty_id: fields.counterpartyId,
    subject: fields.subject.trim(),
    valid_from: fields.validFrom,
    valid_to: fields.validTo,
    amount_minor: fields.amountMinor,
    currency: fields.currency,
  };
}
