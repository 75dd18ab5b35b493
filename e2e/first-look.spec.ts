import { readFileSync } from "node:fs";
import { PEOPLE } from "./company.ts";
import { field } from "./pages/fields.ts";
import { expect, test } from "./story.ts";

test("the door: Russian first, the demo people, a wrong password, three languages", async ({ page }) => {
  await page.goto("/login");
  const title = page.getByRole("heading", { level: 1 });
  await expect(title).toHaveText("Вход в Tartip");
  const demo = page.getByRole("region", { name: "Демонстрационная компания" });
  await demo.getByRole("button", { name: /Оспанова Мадина/ }).click();
  await expect(field(page, "Рабочая почта")).toHaveValue(PEOPLE.cfo);
  await field(page, "Пароль").fill("не тот пароль");
  await page.getByRole("button", { name: "Войти" }).click();
  await expect(page.getByText("Почта или пароль не подходят. Проверьте раскладку и Caps Lock.")).toBeVisible();
  for (const [language, words] of [
    ["Қазақша", "Tartip-ке кіру"],
    ["English", "Log in to Tartip"],
    ["Русский", "Вход в Tartip"],
  ] as const) {
    await page.getByRole("button", { name: /(Язык|Тіл|Language)$/ }).click();
    await page.getByRole("menuitem", { name: language }).click();
    await expect(title).toHaveText(words);
  }
  await page.locator("input[type=password]").fill("Tartip-demo-2026");
  await page.getByRole("button", { name: "Войти" }).click();
  await expect(page.getByRole("navigation", { name: "Разделы" })).toBeVisible();
});

test("the registry leaves as a file, as it is shown", async ({ page, loginAs }) => {
  await loginAs(PEOPLE.cfo);
  await page.goto("/invoices?view=closed");
  const rows = page.getByRole("row").filter({ hasText: "Закрыт" });
  await expect(rows.first()).toBeVisible();
  await page.getByRole("button", { name: "Выгрузить" }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "CSV" }).click();
  const file = await downloading;
  expect(file.suggestedFilename()).toMatch(/^Счета и оплаты \d{4}-\d\d-\d\d\.csv$/u);
  const [heading = "", ...lines] = readFileSync(await file.path(), "utf8")
    .trimEnd()
    .split("\r\n");
  expect(heading).toContain("Контрагент;Номер;Дата счёта;Статус;");
  await expect(page.getByText(`Показано ${lines.length} из ${lines.length}`)).toBeVisible();
  expect(lines.filter((line) => !/;(?:Закрыт|Отклонён|Отменён);/u.test(line))).toEqual([]);
});

test("filters are kept as a view of one's own, beside the supplied ones", async ({ page, loginAs }) => {
  await loginAs(PEOPLE.accountant);
  await page.goto("/requests?view=open&status=approval");
  await page.getByRole("button", { name: "Сохранить вид" }).click();
  await page.getByRole("textbox", { name: "Название вида" }).fill("На согласовании сейчас");
  await page.keyboard.press("Enter");
  const tabs = page.getByRole("navigation", { name: "Сохранённые виды" });
  const own = tabs.getByRole("link", { name: "На согласовании сейчас" });
  await expect(own).toHaveAttribute("aria-current", "page");
  await expect(own).toBeFocused();
  await tabs.getByRole("link", { name: "Закрытые" }).click();
  await page.reload();
  await own.click();
  await expect(page).toHaveURL(/status=approval/u);
  await page.getByRole("button", { name: "Удалить вид «На согласовании сейчас»" }).click();
  await expect(own).toHaveCount(0);
});
