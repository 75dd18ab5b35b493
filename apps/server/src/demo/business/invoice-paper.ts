import { createTranslator } from "@tartip/i18n";
import { includedVatMinor } from "@tartip/domain/invoices/vat";
import { formatMoney } from "@tartip/domain/kernel/money";
import { wallInstantMs } from "@tartip/domain/kernel/calendar";
import { COMPANY } from "../company.ts";
import type { MakePdf } from "../pdf.ts";
import type { Payment } from "./payment.ts";
import type { Attachment } from "./walk.ts";

const t = createTranslator("ru");

function printed(day: string): string {
  return day.split("-").toReversed().join(".");
}

/** The supplier's invoice as a PDF with its requisites, line, VAT and sum. */
export async function invoicePaper(payment: Payment, make: MakePdf): Promise<Attachment> {
  const supplier = COMPANY.counterparties.find((one) => one.id === payment.supplier);
  if (!supplier) throw new Error(`the demonstration data has no ${payment.supplier}`);
  const heading = t("invoices:paper.heading", { number: payment.number, date: printed(payment.invoiceDate) });
  const sum = formatMoney(payment.amountMinor, "KZT", "ru");
  const bytes = await make({
    heading,
    date: new Date(wallInstantMs(payment.invoiceDate, 9 * 60)),
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
          ["1", payment.subject, sum],
        ],
        widths: [40, 320, 120],
      },
      { text: t("invoices:paper.total", { sum }) },
      { text: vatLine(payment) },
      { text: t("documents:paper.demo"), small: true },
    ],
  });
  return { name: `${heading}.pdf`, bytes };
}

function vatLine({ vatRate, amountMinor }: Payment): string {
  if (vatRate === "none") return t("invoices:paper.withoutVat");
  const vat = includedVatMinor(amountMinor, vatRate) ?? 0;
  return t("invoices:paper.vat", { rate: vatRate, sum: formatMoney(vat, "KZT", "ru") });
}

/** The act that closes a paid invoice. */
export async function actPaper(payment: Payment, day: string, at: Date, make: MakePdf): Promise<Attachment> {
  const heading = t("invoices:paper.act", { number: payment.number, date: printed(day) });
  const sum = formatMoney(payment.amountMinor, "KZT", "ru");
  const blocks = [{ text: t("invoices:paper.actText", { sum }) }, { text: t("documents:paper.signatures") }];
  return { name: `${heading}.pdf`, bytes: await make({ heading, date: at, blocks }) };
}
