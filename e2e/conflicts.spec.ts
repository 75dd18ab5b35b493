import type { Api } from "./api.ts";
import { PEOPLE, read, requestOf } from "./company.ts";
import { field, told } from "./pages/fields.ts";
import { pdf } from "./pages/pdf.ts";
import { fileBreakdown, fillBreakdown, pressSend, sentRequest } from "./pages/requestForm.ts";
import { openRequest } from "./pages/requestPage.ts";
import { expect, test } from "./story.ts";

/** Who may be asked for a decision in the demo company, the likeliest first. */
const DECIDERS = [PEOPLE.cfo, PEOPLE.head, PEOPLE.lawyer, PEOPLE.ceo, PEOPLE.operations];

test("who acts on an old version is told what changed and acts again", async ({ page, loginAs, apiAs }) => {
  await loginAs(PEOPLE.executor);
  const { id } = await fileBreakdown(page, "Не печатает принтер в регистратуре");
  await loginAs(PEOPLE.it);
  // Without news from the server the page stays on the version it read.
  await page.route("**/api/v1/live", (route) => route.abort());
  await openRequest(page, id);
  const author = await apiAs(PEOPLE.executor);
  const { version } = await requestOf(author, id);
  const change = await author.patch(`/api/v1/requests/${id}`, { data: { version, values: { priority: "high" } } });
  expect(change.ok(), await change.text()).toBe(true);

  const take = page.getByRole("button", { name: "Взять в работу", disabled: false }).first();
  const refused = page.waitForResponse((answer) => answer.url().endsWith("/transitions"));
  await take.click();
  expect((await refused).status()).toBe(409);
  await expect(page.getByText("Пока вы читали, запись изменили:")).toBeVisible();
  await expect(page.getByText(/Приоритет: .*Высокий/).first()).toBeVisible();
  await take.click();
  await expect(told(page, "Заявка ваша")).toBeVisible();
});

test("a double click on «Согласовать» gives one vote", async ({ page, loginAs, apiAs }) => {
  const { email, id, stepId } = await findDecision(apiAs);
  await loginAs(email);
  await openRequest(page, id);
  const sent: number[] = [];
  page.on("response", (answer) => {
    if (answer.url().endsWith("/transitions")) sent.push(answer.status());
  });
  await page
    .getByRole("button", { name: /^Согласовать/, disabled: false })
    .first()
    .dblclick();
  await expect(told(page, "Согласовано")).toBeVisible();
  await expect.poll(() => sent.length).toBeGreaterThan(0);
  const { approval } = await requestOf(await apiAs(email), id);
  const step = approval?.steps?.find((one) => one.id === stepId);
  expect(step?.votes.filter((vote) => vote.voidedAt === null).length).toBe(1);
  expect(sent).toEqual([200]);
});

test("a session that ends in the middle of a form keeps what was typed", async ({ page, loginAs, server }) => {
  await loginAs(PEOPLE.executor);
  const dialogFetched = page.waitForResponse(/ReloginDialog.*\.js/u);
  await page.goto("/requests/new/it");
  await field(page, "Тема").fill("Не открывается МИС");
  // The server was upgraded meanwhile: what the old pages would still fetch is gone.
  await dialogFetched;
  await page.route("**/assets/**", (route) => route.fulfill({ status: 404 }));
  await page.context().clearCookies();
  await field(page, "Описание").fill("После обновления белый экран");
  const dialog = page.getByRole("dialog", { name: "Сеанс закончился: войдите ещё раз" });
  await expect(dialog).toBeVisible();
  await field(dialog, "Рабочая почта").fill(PEOPLE.executor);
  await field(dialog, "Пароль").fill(server.password);
  await dialog.getByRole("button", { name: "Войти" }).click();
  await expect(dialog).toBeHidden();
  await expect(field(page, "Тема")).toHaveValue("Не открывается МИС");
  await expect(field(page, "Описание")).toHaveValue("После обновления белый экран");
  await expect(page.getByText(/Черновик сохранён/)).toBeVisible();
});

test("sending waits for a file that is still on its way", async ({ page, loginAs }) => {
  await loginAs(PEOPLE.executor);
  await fillBreakdown(page, "Сканер замялся");
  const sent = Promise.withResolvers<void>();
  await page.route(/\/files\?fieldKey=/, async (route) => {
    await sent.promise;
    await route.continue();
  });
  await page.locator("#field-files input[type=file]").setInputFiles(pdf("snimok.pdf", "Scan"));
  await pressSend(page);
  sent.resolve();
  const { id } = await sentRequest(page);
  const { items } = await read<{ items: { name: string }[] }>(page.request, `records/${id}/files`);
  expect(items.map((file) => file.name)).toEqual(["snimok.pdf"]);
});

test("another person's comment appears without a reload", async ({ page, loginAs, apiAs }) => {
  await loginAs(PEOPLE.executor);
  const { id } = await fileBreakdown(page, "Нет сети в кабинете 12");
  await openRequest(page, id);
  const it = await apiAs(PEOPLE.it);
  const comment = await it.post(`/api/v1/records/${id}/comments`, { data: { source: "Иду к вам, буду через десять минут" } });
  expect(comment.ok(), await comment.text()).toBe(true);
  await expect(page.getByText("Иду к вам, буду через десять минут")).toBeVisible();
});

test("what is typed on one task stays with it", async ({ page, loginAs, apiAs }) => {
  await loginAs(PEOPLE.treasurer);
  const { items } = await read<{ items: { id: string; number: string }[] }>(
    await apiAs(PEOPLE.treasurer),
    "tasks?open=true&limit=2",
  );
  const [one, other] = items;
  if (!one || !other) throw new Error("the treasurer of the demo company has nothing to do");
  await page.goto(`/tasks/${one.id}`);
  const comment = page.getByRole("textbox", { name: /омментарий/u });
  await comment.fill("Платёж уйдёт завтра");
  await page.keyboard.press("Control+KeyK");
  await page.getByRole("combobox").fill(other.number);
  await page
    .getByRole("option", { name: new RegExp(other.number, "u") })
    .first()
    .click();
  await expect(page).toHaveURL(new RegExp(other.id, "u"));
  await expect(comment).toHaveValue("");
  await page.goBack();
  await expect(comment).toHaveValue("Платёж уйдёт завтра");
  await page.reload();
  await expect(comment).toHaveValue("Платёж уйдёт завтра");
});

interface Decision {
  email: string;
  id: string;
  stepId: string;
}

/** A decision of the demo company that asks for nothing but yes. */
async function findDecision(apiAs: (email: string) => Promise<Api>): Promise<Decision> {
  for (const email of DECIDERS) {
    const api = await apiAs(email);
    const { items } = await read<{ items: { id: string }[] }>(api, "requests?view=waiting&limit=20");
    for (const { id } of items) {
      const { votes, actions } = await requestOf(api, id);
      const [vote] = votes;
      const may = actions.some((one) => one.action === "approve" && one.allowed);
      if (vote && may && votes.length === 1 && vote.ownsFields.length === 0) return { email, id, stepId: vote.stepId };
    }
  }
  throw new Error("The demo company waits for nobody's decision");
}
