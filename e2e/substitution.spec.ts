import type { Page } from "@playwright/test";
import { PEOPLE, act, read, requestOf, today, typed } from "./company.ts";
import { field, pick, told } from "./pages/fields.ts";
import { filePayment } from "./pages/requestForm.ts";
import { approve, attachBasis, openRequest, press } from "./pages/requestPage.ts";
import { doTask } from "./pages/taskPage.ts";
import { expect, test } from "./story.ts";

const SUPPLIER = "Медснаб";

test("a substitute votes for the financial director on leave, and what is open returns", async ({ page, loginAs, apiAs }) => {
  const cfo = await apiAs(PEOPLE.cfo);
  const accountant = await apiAs(PEOPLE.otherAccountant);

  await test.step("the financial director names a substitute from today", async () => {
    await loginAs(PEOPLE.cfo);
    await page.goto("/profile");
    await page.getByRole("button", { name: "Назначить замещение" }).click();
    const dialog = page.getByRole("dialog");
    await pick(dialog, "Кто замещает", "Серикова");
    await field(dialog, "С").fill(typed(today()));
    await field(dialog, "По").fill(typed(today(7)));
    await field(dialog, "Причина").fill("ежегодный отпуск");
    await dialog.getByRole("button", { name: "Назначить", exact: true }).click();
    await expect(told(page, "Замещение назначено: Серикова Ольга")).toBeVisible();
    const away = { fromDate: today(), toDate: today(7), reason: "ежегодный отпуск" };
    const absence = await cfo.post("/api/v1/absences", { data: away });
    expect(absence.ok(), await absence.text()).toBe(true);
  });

  const first = await upToDirector(page, loginAs, `З-${Date.now()}`, "Расходные материалы, первая поставка", unlike(600_000));
  await test.step("the substitute decides in her place", async () => {
    await loginAs(PEOPLE.otherAccountant);
    await openRequest(page, first);
    await expect(page.getByText(/по замещению \(Оспанов/).first()).toBeVisible();
    await approve(page, first);
    await page.goto(`/requests/${first}/sheet`);
    const row = page.getByRole("row").filter({ hasText: "Серикова Ольга" });
    await expect(row).toContainText("Оспанова Мадина");
    await expect(row).toContainText("Согласовано");
  });

  const second = await upToDirector(page, loginAs, `Ы-${Date.now()}`, "Расходные материалы, вторая поставка", unlike(640_000));
  await test.step("cancelling the leave returns the open step", async () => {
    const [asked] = (await requestOf(accountant, second)).votes;
    expect(asked).toBeDefined();
    await loginAs(PEOPLE.cfo);
    await page.goto("/profile");
    await page.getByRole("button", { name: "Прекратить" }).first().click();
    await page.getByRole("dialog").getByRole("button", { name: "Прекратить" }).click();
    await expect(told(page, "Замещение прекращено")).toBeVisible();
    const { items: absences } = await read<{ items: { id: string }[] }>(cfo, `absences?from=${today()}`);
    for (const { id } of absences) await cfo.post(`/api/v1/absences/${id}/cancel`);
    await expect.poll(async () => (await requestOf(cfo, second)).votes.length).toBe(1);
    await openRequest(page, second);
    await expect(page.getByText("Ждём вашего решения").first()).toBeVisible();
    const { version } = await requestOf(cfo, second);
    const late = await act(accountant, "requests", second, { action: "approve", version, stepId: asked?.stepId });
    expect(late.ok()).toBe(false);
  });
});

/** An amount of its own: equal ones would look like a duplicate. */
function unlike(tenge: number): string {
  return `${tenge + (Date.now() % 10_000)},00`;
}

/** A payment within the limit that waits for the financial director alone. */
async function upToDirector(
  page: Page,
  loginAs: (email: string) => Promise<void>,
  invoiceNumber: string,
  title: string,
  amount: string,
): Promise<string> {
  return test.step(`«${title}» goes up to the financial director`, async () => {
    await loginAs(PEOPLE.coordinator);
    const { id } = await filePayment(page, {
      title,
      supplier: SUPPLIER,
      invoiceNumber,
      amount,
      invoiceDate: typed(today()),
      payBy: typed(today(5)),
      costItem: "03.01",
      payKind: "По факту",
    });
    await loginAs(PEOPLE.head);
    await openRequest(page, id);
    await press(page, "Взять в работу", "Заявка ваша");
    const { tasks } = await requestOf(page.request, id);
    await doTask(page, tasks.find((task) => task.stepKey === "check")?.id ?? "", "Счёт сверен", "sverka.pdf");
    await openRequest(page, id);
    await page
      .getByRole("button", { name: /^(связать|заполнить)$/ })
      .first()
      .click();
    await attachBasis(page, "Договор", "01/2026-03");
    await press(page, "Отправить на согласование", "Отправлено на согласование");
    await approve(page, id);
    await loginAs(PEOPLE.accountant);
    await approve(page, id, { fields: { КНП: "710" } });
    return id;
  });
}
