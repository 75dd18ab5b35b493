import type { Page } from "@playwright/test";
import type { Api } from "./api.ts";
import { PEOPLE, act, cellOf, read, requestOf, today, typed, typedMoney } from "./company.ts";
import type { Cell, RequestCard } from "./company.ts";
import { archiveDocument } from "./pages/documentPage.ts";
import { linkClosing, markPaid, openInvoice, sendToPayment } from "./pages/invoicePage.ts";
import { filePayment } from "./pages/requestForm.ts";
import { printedBy } from "./pages/printed.ts";
import { approve, attachBasis, openRequest, press } from "./pages/requestPage.ts";
import { doTask } from "./pages/taskPage.ts";
import { expect, test } from "./story.ts";

const BRANCH = "Алматы";
const COST_ITEM = "02.03";
const SUPPLIER = "Чистый Дом";

test("a payment 6 % over the limit travels from the form to closed", async ({ page, loginAs, apiAs }) => {
  const cfo = await apiAs(PEOPLE.cfo);
  const payBy = today(5);
  // Money is planned for the month it is paid in.
  const figures = () => cellOf(cfo, BRANCH, COST_ITEM, payBy);
  const before = await figures();
  const free = before.planMinor - before.actualMinor - before.committedMinor;
  const amountMinor = free + Math.round(before.planMinor * 0.06);

  const { id } = await test.step("the coordinator files it with the invoice and without the basis", async () => {
    await loginAs(PEOPLE.coordinator);
    return filePayment(page, {
      title: "Генеральная уборка помещений",
      supplier: SUPPLIER,
      invoiceNumber: `У-${Date.now()}`,
      amount: typedMoney(amountMinor),
      invoiceDate: typed(today()),
      payBy: typed(payBy),
      costItem: COST_ITEM,
      payKind: "Предоплата",
    });
  });
  expect(moved(before, await figures())).toEqual({ inWork: amountMinor, committed: 0, actual: 0 });

  await test.step("the head takes it and checks the invoice", async () => {
    await loginAs(PEOPLE.head);
    await openRequest(page, id);
    await press(page, "Взять в работу", "Заявка ваша");
    await doTask(page, await taskOf(cfo, id, "check"), "Счёт сверен с договором", "sverka.pdf");
  });

  await test.step("the supplier's paper can be printed as it is", async () => {
    await openRequest(page, id);
    const file = page.getByRole("button", { name: /^Напечатать: schet-/ }).first();
    expect(await printedBy(page, () => file.click())).toEqual({ pages: 1, drawn: true });
  });

  await test.step("sending is refused without the basis, and the page leads to it", async () => {
    await openRequest(page, id);
    await expect(page.getByRole("button", { name: "Отправить на согласование" })).toHaveAttribute("aria-disabled", "true");
    const missing = page.getByText(/Не хватает основания/).first();
    await expect(missing).toBeVisible();
    await page
      .getByRole("button", { name: /^(связать|заполнить|приложить)$/ })
      .first()
      .click();
    await attachBasis(page, "Договор", "08/2026-02");
    await press(page, "Отправить на согласование", "Отправлено на согласование");
  });

  await test.step("head and accountant approve in their turn", async () => {
    await approve(page, id);
    await loginAs(PEOPLE.accountant);
    await approve(page, id, { fields: { КНП: "859" }, comment: "Реквизиты сверены" });
  });

  await test.step("a vote through the API is refused while the basis is gone", async () => {
    await loseBasisAndVote(id, await apiAs(PEOPLE.head), cfo);
    await loginAs(PEOPLE.head);
    await approve(page, id);
  });

  await test.step("the financial director decides twice in one visit", async () => {
    await loginAs(PEOPLE.cfo);
    await approve(page, id);
    await expect.poll(async () => (await requestOf(cfo, id)).status).toBe("waiting");
  });
  const committed = await figures();
  expect(moved(before, committed)).toEqual({ inWork: 0, committed: amountMinor, actual: 0 });
  expect(committed.grantedMinor - before.grantedMinor).toBe(amountMinor - free);

  const invoiceId = (await requestOf(cfo, id)).invoices[0]?.id ?? "";
  await test.step("the treasurer, who did not vote, pays", async () => {
    await loginAs(PEOPLE.treasurer);
    await openInvoice(page, invoiceId);
    await sendToPayment(page);
    await markPaid(page, "1184");
  });
  expect(moved(before, await figures())).toEqual({ inWork: 0, committed: 0, actual: amountMinor });

  await test.step("the act closes the invoice and the last task", async () => {
    await loginAs(PEOPLE.head);
    await archiveDocument(page, {
      kind: "Акт",
      number: "А-756",
      date: typed(today()),
      counterparty: SUPPLIER,
      subject: "Генеральная уборка",
    });
    await openInvoice(page, invoiceId);
    await linkClosing(page, "А-756");
    await expect.poll(async () => (await requestOf(cfo, id)).status).toBe("done");
    const { tasks, invoices } = await requestOf(cfo, id);
    expect(tasks.map((task) => task.status)).toEqual(["done", "done", "done"]);
    expect(invoices.map((invoice) => invoice.status)).toEqual(["closed"]);
  });

  await test.step("the author closes", async () => {
    await loginAs(PEOPLE.coordinator);
    await openRequest(page, id);
    await press(page, "Закрыть заявку", "Заявка закрыта");
  });
  await test.step("history and sheet remember everyone", () => expectMemory(page, id));
  expect(moved(before, await figures())).toEqual({ inWork: 0, committed: 0, actual: amountMinor });
});

function moved(before: Cell, after: Cell) {
  return {
    inWork: after.inWorkMinor - before.inWorkMinor,
    committed: after.committedMinor - before.committedMinor,
    actual: after.actualMinor - before.actualMinor,
  };
}

async function taskOf(api: Api, requestId: string, stepKey: string): Promise<string> {
  const { tasks } = await requestOf(api, requestId);
  return tasks.find((task) => task.stepKey === stepKey)?.id ?? "";
}

/** Unlinks the basis, sees the vote that fell for it refused by its name, links it again. */
async function loseBasisAndVote(id: string, head: Api, cfo: Api): Promise<void> {
  const whole = await requestOf(head, id);
  const [asked] = (await requestOf(cfo, id)).votes;
  const { basis, basisKind } = whole.values;
  await change(head, whole, { basis: null, basisKind: null });
  const { version, votes } = await requestOf(head, id);
  expect(votes.length).toBe(1);
  const again = await act(head, "requests", id, { action: "approve", version, stepId: votes[0]?.stepId });
  expect(again.status()).toBe(422);
  expect(await again.text()).toContain("basis_missing");
  const last = await act(cfo, "requests", id, { action: "approve", version, stepId: asked?.stepId });
  expect(last.ok()).toBe(false);
  await change(head, await requestOf(head, id), { basis, basisKind });
}

async function change(api: Api, { id, version }: RequestCard, values: Record<string, unknown>): Promise<void> {
  const answer = await api.patch(`/api/v1/requests/${id}`, { data: { version, values } });
  expect(answer.ok(), await answer.text()).toBe(true);
}

async function expectMemory(page: Page, id: string): Promise<void> {
  const people = ["Сапарова Мадина", "Петренко Ерлан", "Оспанова Мадина"];
  for (const name of [...people, "Ахметов Тимур", "Бекетов Данияр"])
    await expect(page.getByText(name).first(), name).toBeVisible();
  await page.goto(`/requests/${id}/sheet`);
  const sheet = page.getByRole("article");
  for (const name of people) await expect(sheet.getByText(name).first(), name).toBeVisible();
  await expect(sheet.getByText(/Решение о превышении бюджета/)).toBeVisible();
  await expect(sheet.getByText(/превышени/).first()).toBeVisible();
  const { approval } = await read<RequestCard>(page.request, `requests/${id}`);
  const given = (approval?.steps ?? []).flatMap((step) => step.votes.filter((vote) => vote.voidedAt === null));
  expect(given.filter((vote) => vote.person.name === "Оспанова Мадина").length).toBe(2);
}
