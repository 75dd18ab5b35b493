import { expect, type Page } from "@playwright/test";
import { field, pick, select, told } from "./fields.ts";

export async function openInvoice(page: Page, id: string): Promise<void> {
  await page.goto(`/invoices/${id}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

/** Sends the open invoice to the bank, after the summary. */
export async function sendToPayment(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Отправить в оплату", disabled: false }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Отправить в оплату" }).click();
  await expect(told(page, "Счёт отправлен в оплату")).toBeVisible();
}

/** Marks all that is left to pay as paid, with the bank's number. */
export async function markPaid(page: Page, documentNumber: string): Promise<void> {
  await page.getByRole("button", { name: "Отметить оплату", disabled: false }).first().click();
  const dialog = page.getByRole("dialog");
  await field(dialog, "Номер платёжного поручения").fill(documentNumber);
  await dialog.getByRole("button", { name: "Проверить" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Отметить оплату" }).click();
  await expect(told(page, "Оплата отмечена")).toBeVisible();
}

/** Links the closing document, found by its words. */
export async function linkClosing(page: Page, typed: string): Promise<void> {
  await page.locator("#links").getByRole("button", { name: "Связать" }).click();
  const dialog = page.getByRole("dialog");
  await select(dialog, "Как связаны", "закрывающий документ");
  await pick(dialog, "С какой записью", typed);
  await dialog.getByRole("button", { name: "Связать" }).click();
  await expect(dialog).toBeHidden();
}
