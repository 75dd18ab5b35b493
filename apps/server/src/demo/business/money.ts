import { Readable } from "node:stream";
import { companyDay, wallInstantMs } from "@tartip/domain/kernel/calendar";
import { addWorkingDays } from "@tartip/domain/kernel/working-time";
import { inTransaction } from "../../platform/db/transaction.ts";
import { createDocument } from "../../modules/documents/commands.ts";
import { moveInvoice } from "../../modules/invoices/commands.ts";
import { addLink } from "../../records/links/links.ts";
import { receiveFile } from "../../records/files/upload.ts";
import { transition } from "../../records/transition.ts";
import words from "../../../demo/words.json" with { type: "json" };
import { contextAs } from "../context.ts";
import type { Organisation } from "../organisation.ts";
import type { MakePdf } from "../pdf.ts";
import { idOf } from "../people.ts";
import { actPaper } from "./invoice-paper.ts";
import type { Payment } from "./payment.ts";
import { look, pass, versionOf, walkTo, type Walk } from "./walk.ts";

const TREASURER = "E009";
const ACCOUNTANT = "E007";
const MAX_BYTES = 5_000_000;
const ORDERS_FROM = 1000;
const NOON = 12 * 60 + 10;

/** The treasurer pays; what was paid in advance is closed by an act, and its author closes the request. */
export async function payAndClose(walk: Walk, org: Organisation, payment: Payment, make: MakePdf): Promise<void> {
  const treasurer = idOf(org.people, TREASURER);
  const { request } = await look(walk, treasurer);
  const [own] = request.row.invoices;
  if (!own) throw new Error(`payment ${payment.number} made no invoice`);
  await moveMoney(walk, treasurer, own.id, { action: "sendToPayment" });
  if (payment.stage === "in_payment") return;
  if (payment.stage === "closed") waitFor(walk, payment.payBy, NOON);
  else pass(walk);
  await moveMoney(walk, treasurer, own.id, {
    action: "pay",
    paidOn: companyDay(walk.at),
    amountMinor: payment.amountMinor,
    documentNumber: String(ORDERS_FROM + Number(payment.number)),
  });
  pass(walk);
  if (payment.stage !== "closed") return;
  if (payment.payKind === "prepay") await closeWithAct(walk, org, payment, make);
  await walkTo(walk, ({ facts }) => facts.state === "closed");
}

/** Lets time pass until a day and minute, but never beyond the present nor back. */
function waitFor(walk: Walk, day: string, minute: number): void {
  const then = new Date(wallInstantMs(day, minute));
  if (then > walk.at) walk.at = then < walk.latest ? then : walk.latest;
}

async function moveMoney(
  walk: Walk,
  personId: string,
  id: string,
  input: { action: string; [more: string]: unknown },
): Promise<void> {
  const ctx = await contextAs(walk.app, personId, walk.at);
  const version = await versionOf(walk, id);
  await inTransaction(walk.app, (tx) => moveInvoice(tx, ctx, id, { ...input, version }));
}

/** The act comes on the next working day, is registered and closes invoice, task and request. */
async function closeWithAct(walk: Walk, org: Organisation, payment: Payment, make: MakePdf): Promise<void> {
  waitFor(walk, addWorkingDays(org.present.calendar, companyDay(walk.at), 1), NOON);
  const day = companyDay(walk.at);
  const ctx = await contextAs(walk.app, idOf(org.people, ACCOUNTANT), walk.at);
  const id = await inTransaction(walk.app, (tx) =>
    createDocument(tx, ctx, {
      kindCode: "act",
      docNumber: `${words.actPrefix}-${payment.number}`,
      docDate: day,
      counterpartyId: idOf(org.counterparties, payment.supplier),
      subject: payment.subject,
      amountMinor: payment.amountMinor,
      currency: "KZT",
      branchId: idOf(org.branches, payment.branch),
    }),
  );
  const { contract } = payment;
  if (contract) await inTransaction(walk.app, (tx) => addLink(tx, ctx, id, idOf(org.contracts, contract), "related"));
  const { name, bytes } = await actPaper(payment, day, walk.at, make);
  await receiveFile(ctx, { recordId: id, fieldKey: "file", shared: false }, name, Readable.from([bytes]), MAX_BYTES);
  await transition(ctx, "document", id, { action: "register", version: await versionOf(walk, id) });
  await inTransaction(walk.app, (tx) => addLink(tx, ctx, walk.id, id, "closing"));
}
