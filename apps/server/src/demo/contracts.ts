import { Readable } from "node:stream";
import words from "../../demo/words.json" with { type: "json" };
import year from "../../demo/year.json" with { type: "json" };
import { addDays } from "@tartip/domain/kernel/calendar";
import { createTranslator } from "@tartip/i18n";
import type { App } from "../platform/app.ts";
import { inTransaction } from "../platform/db/transaction.ts";
import { receiveFile } from "../records/files/upload.ts";
import { transition } from "../records/transition.ts";
import { createDocument, expireDocument } from "../modules/documents/commands.ts";
import { COMPANY, type Shift } from "./company.ts";
import { contextAs } from "./context.ts";
import { makePdf, type PaperBlock } from "./pdf.ts";
import { idOf, type Ids } from "./people.ts";

type Contract = (typeof COMPANY.contracts)[number];

const LAWYER = "E014";
const MAX_BYTES = 5_000_000;

/** Contracts by the commands people use: a card, its file, entered as signed before; those whose term is over have ended. */
export async function seedContracts(app: App, shift: Shift, people: Ids, counterparties: Ids, branches: Ids): Promise<Ids> {
  const known = await readContracts(app);
  for (const contract of COMPANY.contracts) {
    if (known.has(contract.id)) continue;
    known.set(contract.id, await seedContract(app, shift, contract, { people, counterparties, branches }));
  }
  return known;
}

interface Known {
  people: Ids;
  counterparties: Ids;
  branches: Ids;
}

async function seedContract(
  app: App,
  shift: Shift,
  contract: Contract,
  { people, counterparties, branches }: Known,
): Promise<string> {
  const at = shift.at(contract.date, "11:30");
  const ctx = await contextAs(app, idOf(people, LAWYER), at);
  const id = await inTransaction(app, (tx) =>
    createDocument(tx, ctx, {
      kindCode: contract.kind,
      docNumber: contract.number,
      docDate: shift.day(contract.date),
      counterpartyId: idOf(counterparties, contract.counterpartyId),
      subject: contract.subject,
      validFrom: shift.day(contract.validFrom),
      validTo: shift.day(contract.validTo),
      branchId: idOf(branches, branchOf(contract)),
    }),
  );
  const bytes = await contractPdf(contract, shift, at);
  const target = { recordId: id, fieldKey: "file", shared: false };
  await receiveFile(ctx, target, `${contract.id}.pdf`, Readable.from([bytes]), MAX_BYTES);
  const { version } = await app.db.selectFrom("records").select("version").where("id", "=", id).executeTakeFirstOrThrow();
  await transition(ctx, "document", id, { action: "enterSigned", version, reason: words.signedBefore });
  if (contract.status === "expired") {
    const after = await contextAs(app, idOf(people, LAWYER), shift.at(addDays(contract.validTo, 1), "00:05"));
    await inTransaction(app, (tx) => expireDocument(tx, after, id));
  }
  return id;
}

/** A contract belongs to the branch that spends by it first. */
function branchOf(contract: Contract): string {
  return year.lines.find((line) => line.contract === contract.id)?.branch ?? "ALA";
}

async function contractPdf(contract: Contract, shift: Shift, date: Date): Promise<Buffer> {
  const t = createTranslator("ru");
  const supplier = COMPANY.counterparties.find((item) => item.id === contract.counterpartyId);
  if (!supplier) throw new Error(`${contract.id} names no counterparty of the data`);
  const { account } = supplier;
  const own = supplier.bin ?? supplier.iin;
  const requisites = [
    supplier.name,
    own ? t("documents:paper.bin", { value: own }) : t("documents:paper.taxId", { value: supplier.taxId ?? "" }),
    t("documents:paper.iban", { value: account.iban ?? account.number ?? "" }),
    t("documents:paper.bic", { value: account.bic }),
    t("documents:paper.bank", { value: account.bank }),
    t("documents:paper.kbe", { value: supplier.kbe }),
  ];
  const term = { from: printed(shift.day(contract.validFrom)), to: printed(shift.day(contract.validTo)) };
  const blocks: PaperBlock[] = [
    { text: t("documents:paper.placeAndDate", { date: printed(shift.day(contract.date)) }) },
    { text: t("documents:paper.parties", { supplier: supplier.name, company: COMPANY.company.name.ru }) },
    { text: t("documents:paper.subject", { subject: contract.subject }) },
    { text: t("documents:paper.payment", { currency: contract.currency }) },
    { text: t("documents:paper.term", term) },
    { title: t("documents:paper.requisites"), lines: requisites },
    { text: t("documents:paper.signatures") },
    { text: t("documents:paper.demo"), small: true },
  ];
  return makePdf({ heading: t("documents:paper.contract", { number: contract.number }), date, blocks });
}

function printed(day: string): string {
  return day.split("-").toReversed().join(".");
}

/** What was seeded: numbers of the data's contracts are unlike one another. */
async function readContracts(app: App): Promise<Ids> {
  const rows = await app.db.selectFrom("documents").select(["id", "doc_number as number", "kind_code as kind"]).execute();
  return new Map(
    COMPANY.contracts.flatMap(({ id, number, kind }) => {
      const row = rows.find((one) => one.number === number && one.kind === kind);
      return row ? [[id, row.id] as const] : [];
    }),
  );
}
