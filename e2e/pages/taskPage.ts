import { expect, type Page } from "@playwright/test";
import { field, told } from "./fields.ts";
import { pdf } from "./pdf.ts";

/** Takes a task of the queue or starts an own one, attaches the result and hands it in. */
export async function doTask(page: Page, id: string, result: string, fileName: string): Promise<void> {
  await page.goto(`/tasks/${id}`);
  const begin = page.getByRole("button", { name: /^(Взять|Начать)/ }).first();
  const handIn = page.getByRole("button", { name: /^Сдать работу/ }).last();
  await expect(begin.or(handIn).first()).toBeVisible();
  while (await begin.isVisible()) {
    const name = await begin.innerText();
    await begin.click();
    await expect(page.getByRole("button", { name, exact: true })).toBeHidden();
  }
  await page.locator("#files input[type=file]").setInputFiles(pdf(fileName, "Result"));
  await expect(page.getByText(fileName).first()).toBeVisible();
  // The task itself must have heard of the file: until then pressing says again what is missing.
  await expect(page.locator('form a[href="#files"]')).toHaveCount(0);
  await field(page, "Результат").fill(result);
  await handIn.click();
  await expect(told(page, "Работа сдана")).toBeVisible();
}
