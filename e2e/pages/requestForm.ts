import { expect, type Page } from "@playwright/test";
import { today, typed } from "../company.ts";
import { field, pick, select } from "./fields.ts";
import { pdf } from "./pdf.ts";

export interface Payment {
  title: string;
  supplier: string;
  invoiceNumber: string;
  /** As typed: `756 840,00`. */
  amount: string;
  /** `dd.mm.yyyy`. */
  invoiceDate: string;
  payBy: string;
  costItem: string;
  payKind: "Предоплата" | "По факту";
}

/** Fills the payment form as a person does and sends it. */
export async function filePayment(page: Page, payment: Payment): Promise<{ id: string; number: string }> {
  await page.goto("/requests/new/payment");
  await field(page, "Тема").fill(payment.title);
  await pick(page, "Поставщик", payment.supplier);
  await field(page, "Номер счёта").fill(payment.invoiceNumber);
  await field(page, "Дата счёта").fill(payment.invoiceDate);
  await field(page, "Сумма к оплате").fill(payment.amount);
  // What the accountant would say in the vote; who knows it may say it at once.
  await page.getByRole("button", { name: /^Ещё \d+ пол/ }).click();
  await select(page, "Ставка НДС", "Без НДС");
  await field(page, "Оплатить до").fill(payment.payBy);
  await field(page, "Назначение платежа").fill(`Оплата по счёту № ${payment.invoiceNumber}`);
  await pick(page, "Статья бюджета", payment.costItem);
  await select(page, "Вид оплаты", payment.payKind);
  await page.locator("#field-invoiceFile input[type=file]").setInputFiles(pdf(`schet-${payment.invoiceNumber}.pdf`, "Invoice"));
  await expect(page.getByText(`schet-${payment.invoiceNumber}.pdf`).first()).toBeVisible();
  return sendRequest(page);
}

/** Tells the IT department that something is broken: the shortest of the forms. */
export async function fileBreakdown(page: Page, title: string): Promise<{ id: string; number: string }> {
  await fillBreakdown(page, title);
  return sendRequest(page);
}

/** The same, not sent yet. */
export async function fillBreakdown(page: Page, title: string): Promise<void> {
  await page.goto("/requests/new/it");
  await field(page, "Тема").fill(title);
  await select(page, "Вид", "Оборудование");
  await field(page, "Система").fill("Принтер");
  await select(page, "Влияние", "Один сотрудник");
  await field(page, "Срок").fill(typed(today(3)));
}

/** Sends the open form; its record opens by itself. */
export async function sendRequest(page: Page): Promise<{ id: string; number: string }> {
  await pressSend(page);
  return sentRequest(page);
}

export async function pressSend(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Отправить заявку" }).first().click();
}

/** The record of the form just sent, once it is open. */
export async function sentRequest(page: Page): Promise<{ id: string; number: string }> {
  await page.waitForURL(/\/requests\/[0-9a-f-]{36}$/);
  const number = page.getByText(/[А-ЯӘҒҚҢӨҰҮҺІ]{2,4}-\d{4}-\d{6}/).first();
  await expect(number).toBeVisible();
  const [text = ""] = /[А-Я]{2,4}-\d{4}-\d{6}/.exec(await number.innerText()) ?? [];
  return { id: page.url().split("/").at(-1) ?? "", number: text };
}
