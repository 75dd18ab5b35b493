import { expect, type Page } from "@playwright/test";
import { field, pick, select, told } from "./fields.ts";

/** Opens a request's page and waits for it to stand. */
export async function openRequest(page: Page, id: string): Promise<void> {
  await page.goto(`/requests/${id}`);
  await expect(page.getByText("Обсуждение и история").first()).toBeVisible();
}

/** Presses what moves the request on and waits until the page says it was done. */
export async function press(page: Page, action: string, done: string): Promise<void> {
  const answered = moveAnswered(page);
  await page.getByRole("button", { name: action, disabled: false }).first().click();
  expect((await answered).ok()).toBe(true);
  await expect(told(page, done)).toBeVisible();
}

/** The server's answer to the next action: history has the same words as the toast, so words alone prove little. */
function moveAnswered(page: Page) {
  return page.waitForResponse((answer) => answer.url().endsWith("/transitions") && answer.request().method() === "POST");
}

export interface Vote {
  comment?: string;
  /** Fields of the reader's step: label and the option to take. */
  fields?: Record<string, string>;
}

/** Approves; a step with fields of its own asks for them first. */
export async function approve(page: Page, id: string, vote: Vote = {}): Promise<void> {
  await openRequest(page, id);
  const answered = moveAnswered(page);
  await page
    .getByRole("button", { name: /^Согласовать/, disabled: false })
    .first()
    .click();
  if (vote.fields) {
    const dialog = page.getByRole("dialog");
    for (const [label, option] of Object.entries(vote.fields)) await select(dialog, label, option);
    if (vote.comment) await field(dialog, "Комментарий").fill(vote.comment);
    await dialog.getByRole("button", { name: /^Согласовать/ }).click();
  }
  expect((await answered).ok()).toBe(true);
  await expect(told(page, "Согласовано")).toBeVisible();
}

/** Attaches the basis through the card's dialog. */
export async function attachBasis(page: Page, kind: string, document: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await select(dialog, "Вид основания", kind);
  await pick(dialog, "Основание", document);
  await dialog.getByRole("button", { name: "Сохранить" }).click();
  await expect(dialog).toBeHidden();
}
