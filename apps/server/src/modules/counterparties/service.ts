import series from "@tartip/domain/data/series.json" with { type: "json" };
import { enforce } from "@tartip/domain/kernel/decision";
import { DomainError, notFound } from "@tartip/domain/kernel/errors";
import { needs } from "@tartip/domain/kernel/refusals";
import { audit } from "../../platform/audit.ts";
import type { Context } from "../../platform/context.ts";
import type { Tx } from "../../platform/db/database.ts";
import { addParticipant } from "../../records/participants.ts";
import { numberAtCommit } from "../../records/numbering.ts";
import { insertRecord, lockRecord, patchRecord } from "../../records/record.ts";
import { indexRecord } from "../../records/listing/search.ts";
import { retiredPlaces } from "../organisation/questions.ts";
import { counterpartyOf, type CounterpartyFields } from "./questions.ts";
import { checkOwner } from "./requisites.ts";
import { mayManage } from "./rights.ts";
import { counterpartyWorkflow } from "./workflow.ts";

export type NewCounterparty = Pick<CounterpartyFields, "name" | "form"> & Partial<CounterpartyFields> & { code?: string };

/**
 * Adds a counterparty with checked requisites; accounts follow by their own command.
 *
 * @throws DomainError `forbidden`, `bad_input`: wrong requisites, or the same BIN exists (its id and number are in `params`)
 */
export async function createCounterparty(tx: Tx, ctx: Context, input: NewCounterparty): Promise<string> {
  enforce(needs(mayManage(ctx.actor), "no_permission"));
  const { code, ...given } = input;
  await refuseRetired(tx, given, {});
  const fields = canonical({ ...EMPTY, ...given });
  await refuseTwin(tx, fields.bin, null);
  const id = await insertRecord(tx, ctx, {
    kind: "counterparty",
    title: fields.name,
    status: counterpartyWorkflow.initial,
    authorId: ctx.actor.id,
  });
  await tx
    .insertInto("counterparties")
    .values({ id, code: code ?? null, ...rename(fields) })
    .execute();
  await addParticipant(tx, ctx, id, ctx.actor.id, "author");
  await indexRecord(tx, id, "counterparty", searchText(fields));
  await audit(tx, ctx, { action: "counterparty.created", entity: "counterparty", entityId: id, recordId: id, after: fields });
  numberAtCommit(tx, ctx, id, series.counterparty);
  return id;
}

const EMPTY: Omit<CounterpartyFields, "name" | "form"> = {
  role: "supplier",
  resident: true,
  bin: null,
  taxId: null,
  kbe: null,
  vatPayer: false,
  defaultCostItemId: null,
  currency: "KZT",
  phone: null,
  email: null,
};

/**
 * Changes the card. A changed form or residency has all requisites checked again.
 *
 * @throws DomainError `not_found`, `forbidden`, `stale_version`, `bad_input`
 */
export async function updateCounterparty(
  tx: Tx,
  ctx: Context,
  id: string,
  version: number,
  patch: Partial<CounterpartyFields>,
): Promise<void> {
  await lockRecord(tx, id, "counterparty");
  const before = await counterpartyOf(tx, id);
  if (!before) throw notFound("counterparty");
  enforce(needs(mayManage(ctx.actor), "no_permission"));
  if (before.version !== version)
    throw new DomainError("stale_version", `counterparty is at version ${before.version}, not ${version}`);
  const { id: _id, number: _number, status: _status, version: _version, ...old } = before;
  await refuseRetired(tx, patch, old);
  const fields = canonical({ ...old, ...patch });
  await refuseTwin(tx, fields.bin, id);
  await tx.updateTable("counterparties").set(rename(fields)).where("id", "=", id).execute();
  await patchRecord(tx, ctx, id, { title: fields.name });
  await indexRecord(tx, id, "counterparty", searchText(fields));
  await audit(tx, ctx, {
    action: "counterparty.updated",
    entity: "counterparty",
    entityId: id,
    recordId: id,
    before: old,
    after: fields,
  });
}

/** The usual cost item is one that may still be chosen; the one that stood before stays. */
async function refuseRetired(tx: Tx, given: Partial<CounterpartyFields>, before: Partial<CounterpartyFields>): Promise<void> {
  const fields = await retiredPlaces(tx, given, before);
  if (fields.length > 0) throw new DomainError("bad_input", "a retired cost item", { fields });
}

function canonical(fields: CounterpartyFields): CounterpartyFields {
  const name = fields.name.trim();
  if (name === "") throw new DomainError("bad_input", "no name", { fields: [{ field: "name", code: "required" }] });
  return { ...fields, name, ...checkOwner(fields) };
}

/** The same BIN twice is one counterparty: the answer leads to it. */
async function refuseTwin(tx: Tx, bin: string | null, exceptId: string | null): Promise<void> {
  if (bin === null) return;
  const twin = await tx
    .selectFrom("counterparties")
    .innerJoin("records", "records.id", "counterparties.id")
    .select(["counterparties.id", "counterparties.name", "records.number"])
    .where("counterparties.bin", "=", bin)
    .executeTakeFirst();
  if (!twin || twin.id === exceptId) return;
  throw new DomainError("bad_input", `BIN ${bin} is ${twin.id}`, {
    fields: [{ field: "bin", code: "counterpartyTaken", params: { id: twin.id, name: twin.name, number: twin.number ?? "" } }],
  });
}

function rename({ taxId, vatPayer, defaultCostItemId, ...same }: CounterpartyFields) {
  return { ...same, tax_id: taxId, vat_payer: vatPayer, default_cost_item_id: defaultCostItemId };
}

/** Account numbers are not searched: a hit would reveal them. */
function searchText({ name, bin, taxId }: CounterpartyFields): string {
  return [name, bin, taxId].filter(Boolean).join(" ");
}
