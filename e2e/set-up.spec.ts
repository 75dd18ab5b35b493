import type { Page } from "@playwright/test";
import { field, pick, told } from "./pages/fields.ts";
import { fillBreakdown, sendRequest } from "./pages/requestForm.ts";
import { expect, test as base } from "./story.ts";
import { startServer, type RunningServer } from "./server.ts";

const PASSWORD = "длинный пароль 2026";

/** A server without the demonstration company. */
const test = base.extend<object, { server: RunningServer }>({
  server: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the parameter's names
    async ({}, use) => {
      const server = await startServer({ TARTIP_DEMO: "0" });
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 900_000 },
  ],
});

test.skip(Boolean(process.env["TARTIP_STORY_URL"]), "a standing server has its company already");

test("an empty company: the first administrator fills it in, and a person files a request", async ({ page, server }) => {
  await becomeAdministrator(page, server);
  const steps = page.getByRole("region", { name: "С чего начать" });
  await expect(steps).toContainText("1 из 6");

  await steps.getByRole("link", { name: "Филиалы" }).click();
  await addRow(page, { Название: "Алматы, Достык", Город: "Алматы", Код: "ALA" });
  await page.getByRole("link", { name: "Подразделения" }).click();
  await addRow(page, { Название: "ИТ-отдел", Код: "IT" });
  await page.getByRole("link", { name: "Статьи бюджета" }).click();
  await expect(page.getByRole("row", { name: "Персонал 01" })).toBeVisible();

  const email = "a.akhmetova@example.kz";
  await addPerson(page, email);
  await page.goto("/");
  await expect(steps).toContainText("4 из 6");

  await page.context().clearCookies();
  const entered = await page.request.post("/api/v1/session", { data: { email, password: PASSWORD } });
  expect(entered.status(), await entered.text()).toBe(200);
  await fillBreakdown(page, "Не печатает принтер");
  const { number } = await sendRequest(page);
  expect(number).toMatch(/^ИТ-\d{4}-000001$/);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Мой день" })).toBeVisible();
  await expect(steps).toBeHidden();
});

async function becomeAdministrator(page: Page, server: RunningServer): Promise<void> {
  const [link = ""] = /\/welcome\?token=\S+/u.exec(server.output()) ?? [];
  await page.goto(link);
  await field(page, "Фамилия").fill("Сергали");
  await field(page, "Имя").fill("Данияр");
  await field(page, "Рабочая почта").fill("admin@example.kz");
  for (const input of await page.locator("input[type=password]").all()) await input.fill(PASSWORD);
  await page.locator("button[type=submit]").click();
  await page.waitForURL((url) => url.pathname === "/");
}

/** Fills in what a new row of the open list must have. */
async function addRow(page: Page, values: Record<string, string>): Promise<void> {
  await page.getByRole("link", { name: "Добавить" }).first().click();
  const dialog = page.getByRole("dialog");
  for (const [label, value] of Object.entries(values)) await field(dialog, label).fill(value);
  await dialog.getByRole("button", { name: "Добавить" }).click();
  await expect(told(page, "Добавлено")).toBeVisible();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("row", { name: values["Название"] ?? "" })).toBeVisible();
}

/** A person in the new places, with a role and a password. */
async function addPerson(page: Page, email: string): Promise<void> {
  await page.goto("/people");
  await page.getByRole("button", { name: "Добавить сотрудника" }).first().click();
  const dialog = page.getByRole("dialog");
  await field(dialog, "Фамилия").fill("Ахметова");
  await field(dialog, "Имя").fill("Айгуль");
  await pick(dialog, "Подразделение", "ИТ-отдел");
  await pick(dialog, "Филиал", "Алматы");
  await dialog.locator("input[type=email]").fill(email);
  await dialog.locator("button[type=submit]").click();
  await page.waitForURL(/\/people\/[0-9a-f-]{36}$/);
  const { origin, pathname } = new URL(page.url());
  const post = (path: string, data: object = {}) => page.request.post(`/api/v1${path}`, { data, headers: { origin } });
  const granted = await post(`${pathname}/roles`, { roleCode: "it" });
  expect(granted.status(), await granted.text()).toBe(201);
  const { token } = await (await post(`${pathname}/password-link`)).json();
  expect((await post("/set-password", { token, password: PASSWORD })).status()).toBe(204);
}
