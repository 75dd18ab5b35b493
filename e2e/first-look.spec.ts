import { readFileSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { PEOPLE, read } from "./company.ts";
import { field } from "./pages/fields.ts";
import { expect, test } from "./story.ts";

const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

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

for (const role of ["coordinator", "accountant", "cfo", "executor", "contractor"] as const) {
  test(`every page of the menu opens for the ${role}, wide and on a phone`, async ({ page, loginAs }) => {
    const faults: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(`${page.url()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.message}`));
    await loginAs(PEOPLE[role]);
    await page.goto("/");
    const menu = page.getByRole("navigation", { name: "Разделы" });
    await expect(menu.getByRole("link").first()).toBeVisible();
    const names = await menu.getByRole("link").allInnerTexts();
    expect(names.length).toBeGreaterThan(1);
    for (let place = 0; place < names.length; place += 1) {
      await page.setViewportSize(WIDE);
      await menu.getByRole("link").nth(place).click();
      await settled(page);
      await expectNoSidewaysScroll(page, names[place] ?? "");
      await page.setViewportSize(PHONE);
      await expectNoSidewaysScroll(page, `${names[place]} on a phone`);
    }
    expect(faults).toEqual([]);
  });
}

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
  expect(lines.filter((line) => !line.includes(";Закрыт;"))).toEqual([]);
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

for (const scheme of ["light", "dark"] as const) {
  test(`axe finds nothing serious, ${scheme}`, async ({ page, loginAs }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await loginAs(PEOPLE.cfo);
    await page.goto("/");
    await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", scheme);
    for (const path of await pagesToJudge(page)) {
      await page.goto(path);
      await settled(page);
      const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]).analyze();
      const serious = violations.filter((one) => one.impact === "critical" || one.impact === "serious");
      const told = serious.map((one) => `${path} ${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
      expect.soft(told, path).toEqual([]);
      await page.setViewportSize(PHONE);
      await expectNoSidewaysScroll(page, path);
      await page.setViewportSize(WIDE);
    }
  });
}

/** One page of every kind, with something on it. */
async function pagesToJudge(page: Page): Promise<string[]> {
  const { items: requests } = await read<{ items: { id: string }[] }>(page.request, "requests?type=payment&open=true&limit=1");
  const tasks = await read<{ items: { id: string }[] }>(page.request, "tasks?limit=1");
  const invoices = await read<{ items: { id: string }[] }>(page.request, "invoices?limit=1");
  const [request, task, invoice] = [requests[0]?.id, tasks.items[0]?.id, invoices.items[0]?.id];
  if (!request || !task || !invoice) throw new Error("The demo company lacks a request, a task or an invoice");
  const records = [`/requests/${request}`, `/tasks/${task}`, `/invoices/${invoice}`];
  return ["/", "/requests", "/requests/new/payment", ...records, "/budgets"];
}

/** The page shows itself: its heading stands and nothing is a skeleton any more. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator("main h1, main h2").first()).toBeVisible();
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
}

async function expectNoSidewaysScroll(page: Page, where: string): Promise<void> {
  const wide = () => page.evaluate<number>("document.documentElement.scrollWidth - window.innerWidth");
  await expect.poll(wide, { message: `${where}: wider than the window` }).toBeLessThanOrEqual(0);
}
