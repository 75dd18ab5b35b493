import { expect, type Page } from "@playwright/test";
import { field, pick } from "./fields.ts";
import { pdf } from "./pdf.ts";

interface Paper {
  kind: string;
  number: string;
  /** `dd.mm.yyyy`. */
  date: string;
  counterparty: string;
  subject: string;
}

/** Puts a paper with its scan into the archive. */
export async function archiveDocument(page: Page, paper: Paper): Promise<void> {
  await page.goto("/documents/new");
  await pick(page, "Вид", paper.kind);
  await field(page, "Номер").fill(paper.number);
  await field(page, "Дата").fill(paper.date);
  await pick(page, "Контрагент", paper.counterparty);
  await field(page, "Предмет").fill(paper.subject);
  await page.locator("input[type=file]").setInputFiles(pdf(`${paper.number}.pdf`, "Act"));
  await page.getByRole("button", { name: "Создать карточку" }).click();
  await page.waitForURL(/\/documents\/[0-9a-f-]{36}$/);
  await expect(page.getByText("Карточка создана").first()).toBeVisible();
}
