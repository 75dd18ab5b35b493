import { createTranslator } from "@tartip/i18n";
import { formatMoney } from "@tartip/domain/kernel/money";
import { wallInstantMs } from "@tartip/domain/kernel/calendar";
import { COMPANY } from "../company.ts";
import { makePdf, type MakePdf } from "../pdf.ts";
import type { Attachment } from "./walk.ts";

export type InvoiceData = (typeof COMPANY.invoices)[number];

const t = createTranslator("ru");

function printed(day: string): string {
  return day.split("-").toReversed().join(".");
}

/** The supplier's invoice of a day as a PDF with its requisites, line, VAT and sum in words. */
export async function invoicePaper(invoice: InvoiceData, day: string, make: MakePdf = makePdf): Promise<Attachment> {
  const supplier = COMPANY.counterparties.find((one) => one.id === invoice.counterpartyId);
  if (!supplier) throw new Error(`${invoice.id} names no counterparty of the data`);
  const heading = t("invoices:paper.heading", { number: invoice.number, date: printed(day) });
  const sum = formatMoney(invoice.grossMinor, invoice.currency, "ru");
  const bytes = await make({
    heading,
    date: new Date(wallInstantMs(day, 9 * 60)),
    blocks: [
      {
        text: t("invoices:paper.beneficiary", { name: supplier.name, id: supplier.bin ?? supplier.iin ?? supplier.taxId ?? "" }),
      },
      {
        text: t("invoices:paper.account", {
          iban: supplier.account.iban ?? supplier.account.number ?? "",
          bic: supplier.account.bic,
          kbe: supplier.kbe,
        }),
      },
      { text: t("invoices:paper.buyer", { name: COMPANY.company.name.ru, bin: COMPANY.company.bin }) },
      {
        rows: [
          [t("invoices:paper.column.no"), t("invoices:paper.column.name"), t("invoices:paper.column.sum")],
          ["1", invoice.purpose.split(",")[1]?.trim() ?? invoice.purpose, sum],
        ],
        widths: [40, 320, 120],
      },
      { text: t("invoices:paper.total", { sum }) },
      { text: vatLine(invoice) },
      { text: invoice.words },
      { text: t("documents:paper.demo"), small: true },
    ],
  });
  return { name: `${heading}.pdf`, bytes };
}

function vatLine(invoice: InvoiceData): string {
  if (invoice.vatRate === null) return t("invoices:paper.withoutVat");
  return t("invoices:paper.vat", { rate: invoice.vatRate, sum: formatMoney(invoice.vatMinor, invoice.currency, "ru") });
}

/** The act that closes a paid invoice. */
export async function actPaper(invoice: InvoiceData, day: string, at: Date): Promise<Attachment> {
  const heading = t("invoices:paper.act", { number: invoice.number, date: printed(day) });
  const sum = formatMoney(invoice.grossMinor, invoice.currency, "ru");
  const blocks = [{ text: t("invoices:paper.actText", { sum }) }, { text: t("documents:paper.signatures") }];
  return { name: `${heading}.pdf`, bytes: await makePdf({ heading, date: at, blocks }) };
}
