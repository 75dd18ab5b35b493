import { readXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApp, type TestApp } from "../../../test/kit/app.ts";
import { addPerson } from "../../../test/kit/cast.ts";
import { seedCompany, type Company } from "../../../test/kit/company.ts";
import { payments, type Payments } from "../../../test/kit/payments.ts";
import { FIRST_PAGE } from "./export.ts";

/** What a spreadsheet would run, or what would break out of its cell. */
const NASTY = [
  "=1+1",
  "+1",
  "-1+2",
  "@SUM(A1)",
  '=HYPERLINK("http://evil.example";"x")',
  "=cmd|' /C calc'!A0",
  "|x",
  'кавычки " и ; и ,',
  "<b>&amp;</b>",
  "\uFF1D1+1",
  "\uFF201",
];

let test: TestApp;
let company: Company;
let pay: Payments;

beforeAll(async () => {
  test = await startTestApp();
  company = await seedCompany(test);
  pay = payments(test, company);
  for (const [index, title] of NASTY.entries()) await pay.draft(1234.56 + index, { title });
});
afterAll(() => test.stop());

const drafts = "/requests/export?view=drafts&sort=createdAt";
const exported = (query: string, who: { id: string } = company.author) => test.api.as(who).get(query);

async function cellsOf(bytes: Uint8Array): Promise<unknown[][]> {
  const { sheets } = await readXlsx(bytes);
  return sheets[0]?.rows ?? [];
}

describe("a list as a file", () => {
  it("holds days and amounts as such, and every text as a text", async () => {
    const { status, bytes, headers } = await exported(`${drafts}&format=xlsx&columns=title&columns=created&columns=amount`);
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    expect(decodeURIComponent(String(headers["content-disposition"]))).toContain("Заявки 2026-11-1");
    const [heading, ...rows] = await cellsOf(bytes);
    expect(heading).toEqual(["Тема", "Создана", "Сумма", "Валюта"]);
    expect(rows.map(([title]) => title)).toEqual(NASTY);
    expect(rows[0]?.slice(1)).toEqual([expect.any(Date), 1234.56, "KZT"]);
    const found = await readXlsx(bytes, { readStyles: true });
    expect(JSON.stringify(found)).not.toContain('"formula"');
  });

  it("says in a sheet what looks like the number of a character as it was typed", async () => {
    const typed = ["Код _x000D_", "_x0041_x0042_", "_x00_ _X000D_ snake_x_case"];
    const person = await addPerson(test.app, "Coder", ["coordinator"]);
    for (const title of typed) await test.api.as(person).post("/requests", { type: "it", values: { title } });
    const { bytes } = await exported(`${drafts}&format=xlsx&columns=title`, person);
    expect((await cellsOf(bytes)).slice(1).map(([title]) => title)).toEqual(typed);
    expect((await exported(`${drafts}&columns=title`, person)).text).toContain("Код _x000D_");
  });

  it("is text that no spreadsheet runs, with the separators of the language", async () => {
    const { status, text } = await exported(`${drafts}&columns=title&columns=amount`);
    expect(status).toBe(200);
    const [heading, ...rows] = text.trimEnd().split("\r\n");
    expect(heading).toBe("\uFEFFТема;Сумма;Валюта");
    expect(rows[0]).toBe("'=1+1;1234,56;KZT");
    expect(rows.filter((row) => /^"?[=+\-@|\t\uFF1D\uFF0B\uFF0D\uFF20]/u.test(row))).toEqual([]);
    expect(rows).toContain('"кавычки "" и ; и ,";1241,56;KZT');
    await test.api.as(company.author).patch("/me", { language: "en" });
    const english = await exported(`${drafts}&columns=created&columns=amount`);
    await test.api.as(company.author).patch("/me", { language: "ru" });
    expect(english.text.split("\r\n").slice(0, 2)).toEqual([
      "\uFEFFCreated,Amount,Currency",
      expect.stringMatching(/^2026-11-\d\d,1234\.56,KZT$/),
    ]);
  });

  it("goes on after the first page, to the last row and once each", async () => {
    const person = await addPerson(test.app, "Many", ["coordinator"]);
    const made = Array.from({ length: FIRST_PAGE + 1 }, (_, index) => `Заявка ${index}`);
    for (const title of made) await test.api.as(person).post("/requests", { type: "it", values: { title } });
    const rows = await cellsOf((await exported("/requests/export?view=drafts&format=xlsx&columns=title", person)).bytes);
    expect(new Set(rows.slice(1).map(([title]) => title))).toEqual(new Set(made));
    expect(rows.length).toBe(made.length + 1);
  });

  it("has headings in every language", async () => {
    const unspoken: string[] = [];
    for (const language of ["ru", "kk", "en"]) {
      await test.api.as(company.cfo).patch("/me", { language });
      for (const list of ["requests", "tasks", "invoices"]) {
        const { text } = await exported(`/${list}/export`, company.cfo);
        const [heading = ""] = text.replace("\uFEFF", "").split("\r\n");
        unspoken.push(...heading.split(/[;,]/u).filter((word) => word === "" || /^[a-z]+\.[a-zA-Z]/u.test(word)));
      }
    }
    await test.api.as(company.cfo).patch("/me", { language: "ru" });
    expect(unspoken).toEqual([]);
  });

  it("stands in the journal, and is refused to those who may take nothing out", async () => {
    await exported(`${drafts}&format=xlsx&columns=title`);
    const last = await test.app.db.selectFrom("audit_events").select(["actor_id", "after"]).where("action", "=", "list.exported").orderBy("id", "desc").executeTakeFirstOrThrow(); // prettier-ignore
    expect(last.after).toMatchObject({ list: "requests", format: "xlsx", filters: { view: "drafts" }, columns: ["title"] });
    const bare = await addPerson(test.app, "Bare", ["executor"]);
    for (const list of ["requests", "tasks", "invoices"]) {
      const refused = await exported(`/${list}/export`, bare);
      expect([list, refused.status]).toEqual([list, 403]);
    }
  });

  it("refuses a column it does not have, and a second file at once", async () => {
    expect((await exported(`${drafts}&columns=salary`)).problem.fields).toEqual([
      expect.objectContaining({ field: "columns.0" }),
    ]);
    expect((await exported(`${drafts}&format=exe`)).status).toBe(400);
    const both = await Promise.all([exported(drafts), exported(drafts)]);
    expect(both.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 429]);
    expect((await exported(drafts)).status).toBe(200);
  });
});

describe("what a reader may not see", () => {
  it("is not in the file either", async () => {
    await pay.sent(555_000);
    const seen = await exported("/requests/export?columns=number&columns=amount", company.cfo);
    expect(seen.text).toContain("555000,00");
    const invoices = await exported("/invoices/export", company.cfo);
    expect(invoices.text).toContain("555000,00");
    const foreign = await addPerson(test.app, "Personnel", ["hr"], { department: "ADM" });
    for (const list of ["requests", "invoices"])
      expect((await exported(`/${list}/export`, foreign)).text).not.toContain("555000");
  });
});
