// @vitest-environment happy-dom
import type { Schema } from "@tartip/api-client";
import { meaningOf } from "@tartip/domain/requests/meaning";
import type { RequestField, RequestType } from "@tartip/domain/requests/type";
import { screen } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { answerRoom } from "../../../../../test/record.ts";
import { ID, invoice, reference, request } from "../../../../../test/samples.ts";
import { startServer, type Server } from "../../../../../test/server.ts";
import { show } from "../../../../../test/show.tsx";
import { typeOf } from "../../../../lib/requestType.ts";
import RequestPage from "../../RequestPage.tsx";

type Card = Schema<"Request">;

/** A value of a field and the words by which its reader knows it. */
interface Typed {
  value: unknown;
  words: string[];
}

const PROJECT = { id: "00000000-0000-4000-8000-000000000024", name: "Second building" };
const id = (number: number) => `00000000-0000-4000-9000-${String(number).padStart(12, "0")}`;
const codes = reference().requestTypes.map(({ code }) => code);

let server: Server;

beforeEach(() => {
  server = startServer();
  answerRoom(server);
  server.answer("post", "/api/v1/budgets/impact", { over: false, pct: null, unplanned: false, cells: [] });
});

/** A company that added a field of each sort to its own version of the type. */
function company(code: string): { answer: Schema<"Reference">; type: RequestType } {
  const answer = reference();
  answer.projects = [
    {
      id: PROJECT.id,
      code: "P",
      name: PROJECT.name,
      branchId: null,
      ownerId: null,
      fromDate: null,
      toDate: null,
      status: "active",
    },
  ];
  const tor = { ru: "ToR", kk: "ToR", en: "Terms of reference" };
  answer.documentKinds = [{ code: "tor", name: tor, group: "primary", basis: true, required: [] }];
  const stored = answer.requestTypes.find((one) => one.code === code);
  if (!stored) throw new Error(`no type ${code}`);
  const label = (key: string) => ({ ru: key, kk: key, en: key });
  const added = ["text", "longtext", "number", "date", "money", "bool", "user", "counterparty"].map((type) => ({
    key: `own_${type}`,
    type,
    required: false,
    label: label(`own ${type}`),
  }));
  const table = { key: "own_lines", type: "lines", required: false, label: label("own lines"), columns: ["name", "qty"] };
  // reason: the sample's definition is a plain object of the supplied data
  const definition = stored.definition as { fields: object[] };
  stored.definition = { ...definition, fields: [...definition.fields, ...added, table] };
  const type = typeOf(answer, stored.id, code);
  if (!type) throw new Error(`no type ${code}`);
  return { answer, type };
}

/** What a person could have typed there; `number` makes it differ from every other answer. */
function typed(field: RequestField, number: number): Typed {
  const option = field.options?.at(-1);
  switch (field.type) {
    case "money":
      return { value: (1000 + number) * 100, words: [`1 ${String(number).padStart(3, "0")},00`] };
    case "number":
      return { value: 700 + number, words: [String(700 + number)] };
    case "date":
      return { value: `${2030 + number}-03-05`, words: [String(2030 + number)] };
    case "month":
      return { value: "2025-08", words: ["August 2025"] };
    case "bool":
      return { value: true, words: ["Yes"] };
    case "user":
    case "counterparty":
    case "document":
      return { value: id(number), words: [`Named ${number}`] };
    case "vat":
      return { value: "16", words: ["16"] };
    case "knp":
      return { value: "710", words: ["Payment for goods"] };
    case "currency":
      return { value: "USD", words: ["$"] };
    case "branch":
      return { value: ID.branch, words: ["Almaty"] };
    case "department":
      return { value: ID.department, words: ["Operations"] };
    case "project":
      return { value: PROJECT.id, words: [PROJECT.name] };
    case "costItem":
      return { value: ID.item, words: ["Gloves"] };
    case "priority":
      return { value: "urgent", words: ["Urgent"] };
    case "lines":
      return {
        value: [{ name: `Thing ${number}`, spec: "Red", qty: "31", unit: "box", estPrice: 77_00 }],
        words: [`Thing ${number}`, "31"],
      };
    case "select":
      return { value: option?.value, words: [option?.label?.en ?? ""] };
    case "multiselect":
      return { value: [option?.value], words: [option?.label?.en ?? ""] };
    default:
      return { value: `Words ${number}.`, words: [`Words ${number}.`] };
  }
}

interface Case {
  card: Card;
  expected: Map<string, string[]>;
}

/** A card with an answer in every field of the type; files stand among the record's files. */
function filled(type: RequestType, typeId: string): Case {
  const fields = [...type.common, ...type.fields].filter(({ type: kind }) => kind !== "file" && kind !== "files");
  const answers = new Map(fields.map((field, index) => [field.key, typed(field, index)]));
  const values = Object.fromEntries([...answers].map(([key, { value }]) => [key, value]));
  const names = fields.map((_, index) => ({ id: id(index), name: `Named ${index}` }));
  const meaning = meaningOf(type);
  const card = request({
    typeCode: type.code,
    typeId,
    values,
    // reason: what a type does not declare is absent from it, as in the server's answer
    meaning: meaning as Card["meaning"],
    title: String(values["title"]),
    priority: 4,
    projectId: PROJECT.id,
    dueAt: String(values["dueDate"]),
    currency: "USD",
    assignee: { id: String(values["assignee"]), name: `Named ${fields.findIndex(({ key }) => key === "assignee")}` },
    amountMinor: Number(values[meaning.expense?.amount ?? ""] ?? 0),
    names: { people: names, counterparties: names, documents: names.map((one) => ({ ...one, opens: true })) },
  });
  return { card, expected: new Map([...answers].map(([key, { words }]) => [key, words])) };
}

/** The invoice that was made of a payment's answers. */
function invoiceOf({ values, names, meaning }: Card): Schema<"InvoiceCard"> {
  const { invoice: keys, counterparty = "", basis } = meaning;
  const text = (key: string | undefined) => String(values[key ?? ""]);
  const nameOf = (key: string) => names.people.find((one) => one.id === values[key])?.name ?? "";
  return invoice({
    invoiceNumber: text(keys?.number),
    invoiceDate: text(keys?.date),
    payBy: text(keys?.payBy),
    amountMinor: Number(values[meaning.expense?.amount ?? ""]),
    currency: "USD",
    vatRate: "16",
    vatMinor: 100,
    purpose: text(keys?.purpose),
    knp: text(keys?.knp),
    // reason: one of the options of the field
    payKind: text(keys?.payKind) as Schema<"InvoiceCard">["payKind"],
    counterparty: { id: text(counterparty), name: nameOf(counterparty), bin: null, kbe: null, resident: true },
    basis: {
      id: text(basis?.document),
      kind: text(basis?.kind),
      number: "D-7",
      date: null,
      title: "",
      opens: true,
    },
  });
}

async function shownText(card: Card): Promise<string> {
  server.answer("get", "/api/v1/requests/{id}", card);
  show(<RequestPage />, { at: `/requests/${ID.request}`, route: "/requests/$id" });
  await screen.findByRole("heading", { name: new RegExp(card.title) });
  // The rest of a payment stands as soon as its invoice came.
  await screen.findAllByText(/Words \d+\./);
  await expect.poll(() => document.querySelector("[aria-busy=true]")).toBeNull();
  return document.body.textContent?.replaceAll(/[\s\u00a0]+/gu, " ") ?? "";
}

function lacking({ expected }: Case, text: string): string[] {
  return [...expected].flatMap(([key, words]) => words.filter((word) => !text.includes(word)).map((word) => `${key}: ${word}`));
}

it.each(codes)("shows everything that was typed into a request: %s", async (code) => {
  const { answer, type } = company(code);
  server.answer("get", "/api/v1/reference", answer);
  const typeId = answer.requestTypes.find((one) => one.code === code)?.id ?? "";
  const made = filled(type, typeId);
  expect(lacking(made, await shownText(made.card))).toEqual([]);
});

it("shows everything that was typed into a payment once its invoice is there", async () => {
  const { answer, type } = company("payment");
  server.answer("get", "/api/v1/reference", answer);
  const made = filled(type, ID.type);
  server.answer("get", "/api/v1/invoices/{id}", invoiceOf(made.card));
  const { id: invoiceId, invoiceNumber, status } = invoiceOf(made.card);
  const card = { ...made.card, invoices: [{ id: invoiceId, number: invoiceNumber, status }] };
  expect(lacking(made, await shownText(card))).toEqual([]);
});
